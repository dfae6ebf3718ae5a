// Evidence: what a page hands over so that somebody else can check again. Bytes only, no verdict, no nonce,
// no origin.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::verify {

/// The evidence of one authentication. Its text form is canonical JSON (members sorted, no white space,
/// strict base64):
///
///   {"caCertificate":"…","token":{"algorithm":"RS256","format":"web-eid:1.0","signature":"…",
///    "unverifiedCertificate":"…"},"type":"kazashi-evidence:1","use":"authenticate"}
///
/// `token` is a Web eID authentication token (format web-eid:1.0) and can be given to other Web eID verifiers
/// as it is. Nothing in the text is free: whichever character is changed, the text is refused or a signature
/// or digest fails.
struct Evidence {
  base::Bytes certificate;               ///< DER of the end-entity certificate, not yet verified
  std::optional<base::Bytes> authority;  ///< DER of the CA certificate as the card gave it
  base::Bytes signature;                 ///< RSASSA-PKCS1-v1_5 with SHA-256 over Challenge::message()

  [[nodiscard]] std::string to_text() const;

  /// Refuses anything that to_text() could not have written: evidence_too_large, evidence_malformed,
  /// evidence_format_unknown, evidence_not_canonical, signature_algorithm_refused.
  [[nodiscard]] static base::Result<Evidence> parse(std::string_view text);
};

}  // namespace kazashi::verify
