// Text of driving licences: two octets a character, JIS X 0208, with markers for characters that are not in
// that table.
//
// The table itself is not here. JIS X 0208 with 80 added to both octets is EUC-JP, which every browser and
// Node decode by themselves (TextDecoder, Encoding Standard section 12.1): 7,000 characters need not be
// loaded by pages that read no licence, nor at all. So octets go to the edge as EUC-JP, and what the edge
// could not know (which characters are missing) goes beside them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "card/personal.h"

namespace kazashi::card {

/// A character that the text has and the table lacks. 〓 (the mark that Japanese print has for it) stands in
/// its place.
struct MissingCharacter {
  std::size_t index;     ///< counted in characters from 0
  std::uint16_t marker;  ///< FFF1 to FFF7 name one of the card's own pictures; FFFA: none is recorded
};

struct JisText {
  Personal euc_jp;  ///< two octets a character
  std::vector<MissingCharacter> missing;

  [[nodiscard]] bool empty() const { return euc_jp.empty(); }
};

/// card_file_malformed, at the octet counted from `offset`, for half a character and for octets that are
/// neither in the table's range (21 to 7E each) nor one of the markers. Cells of the table that hold no
/// character are not told from others: a decoder shows U+FFFD for them.
[[nodiscard]] base::Result<JisText> parse_jis_text(base::ByteView octets, std::size_t offset);

}  // namespace kazashi::card
