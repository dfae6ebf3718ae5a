// What an office's NFC tag holds, to be verified, as a line of JSON.
#pragma once

#include <string>
#include <string_view>

namespace kazashi::cases {

/// Answers one case: {"id", "message", "anchors", "time", "origin"}. "message" is the tag's whole NDEF
/// message and "anchors" the certificates of who certifies offices, all base64; "time" is
/// `YYYY-MM-DDThh:mm:ssZ`; "origin", which may be left out, is the one that the tag has to lead to. Any other
/// member is refused by its name.
///
/// {"id", "valid": true, "tag": {"office", "origin", "procedure", "from", "until", "subject", "anchor"}},
/// where "anchor" counts from 0; or {"id", "valid": false, "failure"}, with the "member" at fault where the
/// line is no case. One line without its end.
///
/// Failures of a tag, in the order of checking: ndef_malformed, office_tag_missing, office_tag_not_alone (a
/// tag of ours holds one record: a second one could say to a phone what no office signed), those of
/// trust::open_office_tag, office_tag_other_origin.
[[nodiscard]] std::string answer_office_tag_case(std::string_view line);

}  // namespace kazashi::cases
