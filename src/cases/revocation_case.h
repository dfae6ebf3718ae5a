// A certificate's revocation status to be told from one CRL or one OCSP response, as a line of JSON.
#pragma once

#include <string>
#include <string_view>

namespace kazashi::cases {

/// Answers one case: {"id", "crl", "certificate", "issuer", "sameAuthority", "time", "maxAgeHours",
/// "sha1Accepted"}. CRL and certificates are base64 of DER; "issuer" issued the certificate and is trusted to
/// have done so, "sameAuthority" are other certificates of that authority (a rollover's older key); "time" is
/// YYYY-MM-DDThh:mm:ssZ.
///
/// {"id", "status": good|revoked|unknown|stale, "source", "revokedAt", "reason"}; with "unknown" also the
/// "failure" that kept the CRL from counting, where there was one, and for a case that is no question at all
/// "failure" and "member" instead of a status. One line without its end.
[[nodiscard]] std::string answer_crl_case(std::string_view line);

/// Answers one case: {"id", "response", "certificate", "issuer", "time", "maxAgeHours", "sha1Accepted",
/// "nonce"}. Without a certificate, whether the response is the issuer's or its responder's and about its
/// certificates: {"id", "valid"}, and "failure" where not. With one: as answer_crl_case.
[[nodiscard]] std::string answer_ocsp_case(std::string_view line);

}  // namespace kazashi::cases
