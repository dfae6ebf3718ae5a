// The line between the air and the protocol on it: one frame to a card, one frame back. A reader that lets
// the host build its own ISO/IEC 14443-4 blocks implements it; the block protocol (iso_dep.h) and the
// activation (type_b.h) use nothing else of a reader.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>

#include "base/bytes.h"
#include "base/reader_dialogue.h"
#include "base/secret.h"

namespace kazashi::reader {

/// Why no frame came back although the reader itself did its work. The protocols recover from these.
enum class AirFault : std::uint8_t {
  silence,    ///< nothing in the time given
  garbled,    ///< something that was no frame: CRC, parity, framing
  collision,  ///< several cards at once, as far as the reader could tell
};

/// A frame of a card without its CRC, or what happened on the air instead.
using AirAnswer = std::expected<base::Bytes, AirFault>;

/// A frame to a card without its CRC. `secret`: it carries a PIN or password, which nobody may record.
struct AirFrame {
  base::SensitiveBytes octets;
  bool secret = false;
};

class FrameLink {
 public:
  /// Sends a frame (the reader adds the CRC) and waits for the card's, not longer than `wait` after the end
  /// of ours. Fails only when the reader fails. This object outlives the dialogue.
  [[nodiscard]] virtual base::ReaderDialogue<AirAnswer> exchange(AirFrame frame,
                                                                 std::chrono::microseconds wait) = 0;

 protected:
  FrameLink() = default;
  FrameLink(const FrameLink&) = default;
  FrameLink& operator=(const FrameLink&) = default;
  ~FrameLink() = default;
};

}  // namespace kazashi::reader
