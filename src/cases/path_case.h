// A certification path to be validated, as a line of JSON.
#pragma once

#include <string>
#include <string_view>

namespace kazashi::cases {

/// Answers one case: {"id", "anchors", "path", "extra", "crls", "time", "policies", "explicitPolicy",
/// "inhibitPolicyMapping", "inhibitAnyPolicy"}. Certificates and CRLs are base64 of DER; "path" goes from the
/// one that the anchor issued to the end entity, "extra" holds others that may be needed on the way. "time"
/// is RFC 3339 in UTC, fractions of a second cut off. Besides: "purpose" (OID), "purposeStated", "names"
/// ([{"kind": dns|ip| email, "value"}]), "maxIntermediates", "anchorRule"
/// (all|name-and-key|validity|extensions), "sha1Accepted", "endEntityMayBeAnchor"; docs/paths.md says
/// what they mean. Any other member is refused by its name.
///
/// {"id", "verdict", "subIndication", "findings", "path", "work"}; a case that is no question at all:
/// {"id", "verdict": "INDETERMINATE", "subIndication", "failure", "member"}. One line without its end.
[[nodiscard]] std::string answer_path_case(std::string_view line);

}  // namespace kazashi::cases
