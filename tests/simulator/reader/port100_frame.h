// Frames of the RC-S380 ("NFC Port-100"), the reader's side:
// 00 00 FF FF FF | length LE16 | LCS | data | DCS | 00, with length + LCS and data + DCS summing to 0 modulo
// 256.
#pragma once

#include <optional>

#include "simulator/bytes.h"

namespace kazashi_simulator::port100 {

[[nodiscard]] Bytes ack_frame();
[[nodiscard]] Bytes error_frame();

[[nodiscard]] bool is_ack(View frame);

[[nodiscard]] Bytes encode(View data);

// The data of one whole frame; nothing when any byte of its envelope is wrong.
[[nodiscard]] std::optional<Bytes> decode(View frame);

}  // namespace kazashi_simulator::port100
