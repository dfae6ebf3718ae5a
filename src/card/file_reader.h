// Selecting and reading: ISO/IEC 7816-4 SELECT (7.1.1), READ BINARY (7.2.3), GET RESPONSE (7.6.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/card_dialogue.h"

namespace kazashi::card {

/// The longest object that is read from a file. JPKI certificates have about 1.5 KiB and CA certificates
/// under 2 KiB; a card that announces more than four times that is not read to the end.
inline constexpr std::size_t kObjectLimit = 8 * 1024;

/// SELECT by the whole AID, no answer wanted. card_application_missing when the card has no such application.
[[nodiscard]] base::CardDialogue<base::Done> select_application(base::Bytes aid);

/// SELECT of an elementary file of the current application. card_file_missing when there is none.
[[nodiscard]] base::CardDialogue<base::Done> select_file(std::uint16_t file);

/// Sends a command and collects up to `limit` octets of answer, with GET RESPONSE where the card asks for it
/// (61xx). card_answer_malformed for more. The status is the last one; it may be any but 61xx.
[[nodiscard]] base::CardDialogue<base::ResponseApdu> send(base::CommandApdu command, std::size_t limit);

/// The most octets that a short Le asks for.
inline constexpr std::size_t kShortRead = 256;

/// Octets `offset` to `offset` + `count` of the current file, at most `step` with one command; more than
/// kShortRead only where card and reader are known to take extended length. Offsets below 32,768. Failures:
/// card_file_malformed at the octet where the file ends instead, card_answer_malformed, card_access_denied,
/// card_status.
[[nodiscard]] base::CardDialogue<base::Bytes> read_exactly(std::size_t offset, std::size_t count,
                                                           std::size_t step = kShortRead);

/// Selects a file and reads the DER SEQUENCE at its start: its first four octets tell the length, then
/// exactly that many are read and never one more, whatever follows in the file. Failures: card_file_missing,
/// card_access_denied, card_file_malformed (no SEQUENCE, a length that is not DER, a file that ends before
/// its object does), card_answer_too_long (over kObjectLimit), card_answer_malformed, card_status.
[[nodiscard]] base::CardDialogue<base::Bytes> read_der_file(std::uint16_t file);

/// How long the SEQUENCE is that starts with these octets, header included. X.690 section 10.1: the shortest
/// length form.
[[nodiscard]] base::Result<std::size_t> sequence_size(std::span<const std::uint8_t, 4> header);

}  // namespace kazashi::card
