// USB frames of the RC-S380 (chip: NFC Port-100), both ways. Pure functions.
//
//   command, answer   00 00 FF FF FF | LEN (2, little endian) | LCS | data | DCS | 00
//   acknowledgement   00 00 FF 00 FF 00
//   error             00 00 FF FF FF
//
// LEN counts the data. LCS makes the sum of LEN's octets and itself 0, DCS the sum of the data and itself
// (modulo 256). The maker publishes no description; the layout is the one that the drivers of Linux
// (drivers/nfc/port100.c) and nfcpy (clf/rcs380.py) agree on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::reader {

/// From the reader: it has a command. To the reader: give up the command that is running.
inline constexpr std::array<std::uint8_t, 6> kAcknowledgeFrame{0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00};

/// Octets around the data of a frame.
inline constexpr std::size_t kFrameOverhead = 10;

struct Port100Frame {
  enum class Kind : std::uint8_t { acknowledgement, error, data };
  Kind kind;
  base::Bytes data;  ///< empty unless the kind is data
};

/// `data` is 1 to 65,535 octets. The result may carry a PIN and wipes itself.
[[nodiscard]] base::SensitiveBytes encode_frame(base::ByteView data);

/// Exactly one frame and nothing after it. Refuses with reader_frame_malformed (detail: where) or
/// reader_frame_checksum.
[[nodiscard]] base::Result<Port100Frame> decode_frame(base::ByteView octets);

}  // namespace kazashi::reader
