// Files that hold one BER-TLV object, read in as few commands as the card allows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/card_dialogue.h"
#include "card/file_reader.h"
#include "der/tlv.h"

namespace kazashi::card {

/// Reads the object at the start of a file of the current application: the first block by short file
/// identifier (after SELECT where the card refuses one), then exactly the rest that its length tells, and
/// nothing of what may follow in the file. `step` is the most octets a later command asks for; more than
/// kShortRead only where card and reader are known to take extended length.
///
/// Failures: card_file_missing, card_access_denied, card_file_malformed (another object, a length that is
/// none, a file that ends before its object does), card_answer_too_long (an object of more than `limit`
/// octets), card_answer_malformed, card_status.
[[nodiscard]] base::CardDialogue<base::Bytes> read_object(std::uint16_t file, der::TlvTag tag,
                                                          std::size_t limit, std::size_t step = kShortRead);

/// A failure of reading data objects, as one of the file that they came from.
[[nodiscard]] base::Failure in_file(base::Failure failure);

}  // namespace kazashi::card
