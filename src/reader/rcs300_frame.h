// USB frames of the RC-S300's vendor interface, both ways, and what its answers are made of. Pure functions.
//
// A frame is CCID's Escape message (USB CCID 1.1 sections 6.1.8 and 6.2.4):
//   6B | length (4, little endian) | slot 00 | sequence | 00 00 00            | pseudo-APDU
//   83 | length (4, little endian) | slot    | sequence | status | error | 00 | data objects, SW1 SW2
// The maker publishes no description. Commands and data objects are those that public drivers agree on and
// that PC/SC part 3 and the makers of similar readers describe; the answer's octets 0, 7 and 8 are read as
// CCID has them, which public drivers leave unread.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::reader {

/// `command` is a pseudo-APDU of at most 65,535 octets. The result may carry a PIN and wipes itself.
[[nodiscard]] base::SensitiveBytes encode_escape(std::uint8_t sequence, base::ByteView command);

struct EscapeAnswer {
  enum class State : std::uint8_t {
    done,
    failed,    ///< the reader could not carry the command out
    more_time  ///< to be read again: nothing of the answer has come yet
  };
  std::uint8_t sequence;
  State state;
  std::uint8_t error;  ///< bError, where it failed
  base::Bytes data;    ///< data objects and status word, where it is done
};

/// Exactly one frame and nothing after it. Refuses with reader_frame_malformed (detail: where).
[[nodiscard]] base::Result<EscapeAnswer> decode_escape(base::ByteView octets);

/// What an answer says. All views alias the data it was read from.
struct ReaderObjects {
  std::uint32_t status = 0;                       ///< inner: C0's first octet << 16 | its SW1 SW2
  std::optional<base::ByteView> card_answer;      ///< 97: a frame of the card, without CRC
  std::optional<base::ByteView> answer_to_reset;  ///< 5F51: what a card said when the reader activated it
  std::uint8_t reception = 0;                     ///< 96: its first octet, faults of the air
};

/// The inner status when all is well.
inline constexpr std::uint32_t kReaderDone = 0x00'9000;

/// Data objects by their lengths (BER: one octet, or 81, 82, 83 with one, two, three), unknown ones skipped.
/// Refuses a tail other than 90 00 (reader_refused_parameter for 67 00 and 6A 80, else reader_command_failed,
/// detail: the word), objects that do not fill the data exactly, a missing or second C0 or 97
/// (reader_frame_malformed, detail: where).
[[nodiscard]] base::Result<ReaderObjects> parse_objects(base::ByteView data);

}  // namespace kazashi::reader
