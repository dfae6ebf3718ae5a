// Selecting and reading: ISO/IEC 7816-4 SELECT (7.1.1), READ BINARY (7.2.3), GET RESPONSE (7.6.1).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/card_dialogue.h"
#include "card/abilities.h"

namespace kazashi::card {

/// SELECT by the whole AID, no answer wanted. card_application_missing when the card has no such application.
[[nodiscard]] base::CardDialogue<base::Done> select_application(base::Bytes aid);

/// SELECT of the master file, without data. Cards of other kinds refuse it (card_status, card_file_missing).
[[nodiscard]] base::CardDialogue<base::Done> select_master_file();

/// SELECT of an elementary file of the current application. card_file_missing when there is none.
[[nodiscard]] base::CardDialogue<base::Done> select_file(std::uint16_t file);

/// Sends a command and collects up to `limit` octets of answer, with GET RESPONSE where the card asks for it
/// (61xx). card_answer_malformed for more. The status is the last one; it may be any but 61xx.
[[nodiscard]] base::CardDialogue<base::ResponseApdu> send(base::CommandApdu command, std::size_t limit);

/// The same for a command that asks for data and may be asked again: where the card answers with the right
/// length (6Cxx), it is sent once more with that, if that is no more than it asked for.
[[nodiscard]] base::CardDialogue<base::ResponseApdu> send_for_data(base::CommandApdu command,
                                                                   std::size_t limit);

/// The most octets that a short Le asks for.
inline constexpr std::size_t kShortRead = 256;
/// Le of an extended command that asks for everything there is.
inline constexpr std::size_t kWholeRead = 65'536;

/// READ BINARY counts offsets in 15 bits.
inline constexpr std::size_t kLargestOffset = 0x7FFF;

/// What one command gave. A card may give less than asked without saying that the file ends.
struct Block {
  base::Bytes octets;
  bool file_ends = false;
};

/// Up to `count` octets of the current file from `offset` on, with one command as long as `abilities` allow:
/// none where the file has ended before. card_answer_malformed, card_access_denied, card_status.
[[nodiscard]] base::CardDialogue<Block> read_block(std::size_t offset, std::size_t count,
                                                   CardAbilities& abilities);

/// Octets `offset` to `offset` + `count` of the current file, in as few commands as `abilities` allow; all of
/// them below kLargestOffset. Failures: card_file_malformed at the octet where the file ends instead,
/// card_answer_malformed, card_access_denied, card_status.
[[nodiscard]] base::CardDialogue<base::Bytes> read_exactly(std::size_t offset, std::size_t count,
                                                           CardAbilities& abilities);

/// Whether a card that was sent an extended command says with this status that it takes none (6700, 6D00,
/// 6F00, or parameters that it does not understand). Statuses about files and rights are not among them.
[[nodiscard]] bool refuses_extended_length(std::uint16_t status);

}  // namespace kazashi::card
