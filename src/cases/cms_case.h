// A signed document to be verified, as a line of JSON.
#pragma once

#include <string>
#include <string_view>

namespace kazashi::cases {

/// Answers one case: {"id", "cms", "content", "level", "anchors", "extra", "time"}. "cms" is base64 of a
/// ContentInfo with SignedData, "content" of the document where the signature is detached; "level" is cms
/// (the default) or cades-bes. "anchors" and "extra" are certificates in base64 of DER, with anchors there
/// must be a "time", YYYY-MM-DDThh:mm:ssZ. Without anchors nobody can be asked who vouches for the signers:
/// the verdict is INDETERMINATE at best. Any other member is refused by its name.
///
/// {"id", "verdict", "subIndication", "findings", "signers": [{"findings", "certificate" (SHA-256,
/// hexadecimal), "claimedTime"}]}; a case that is no question at all has "failure" and "member" instead of
/// signers. One line without its end. Revocation is not looked at, and a finding says so.
[[nodiscard]] std::string answer_cms_case(std::string_view line);

}  // namespace kazashi::cases
