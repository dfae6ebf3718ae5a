// A signature to be verified, as a line of JSON.
#pragma once

#include <string>
#include <string_view>

namespace kazashi::cases {

/// Answers one case: {"id", "spki", "algorithm", "hash", "mgfHash", "saltLength", "encoding", "message",
/// "signature"}. "spki", "message" and "signature" are base64, the first of a SubjectPublicKeyInfo;
/// "algorithm" is RSA-PKCS1, RSA-PSS, ECDSA or Ed25519; "hash" (not for Ed25519) and "mgfHash" (RSA-PSS) are
/// SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512; "saltLength" (RSA-PSS) is in octets; "encoding" (ECDSA) is
/// der or p1363. A member that the algorithm does not use may be null or missing. Any other member is refused
/// by its name.
///
/// {"id", "valid"}, and with "valid" false the "failure", and for a case that is no question at all the
/// "member". One line without its end.
[[nodiscard]] std::string answer_signature_case(std::string_view line);

}  // namespace kazashi::cases
