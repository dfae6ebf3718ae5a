// The answer to reset of a card with contacts, or what a contactless reader makes up in its place: ISO/IEC
// 7816-3 section 8.2. Only what the block protocol T=1 needs of it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::reader {

/// How a card wants to be spoken to by T=1.
struct T1Parameters {
  std::size_t card_block = 32;           ///< IFSC: the longest information field it takes, 1 to 254
  std::uint8_t waiting_integers = 0x4D;  ///< TB3: BWI and CWI
  std::uint8_t guard_time = 0x00;        ///< TC1: N
  std::uint8_t rate = 0x11;              ///< Fi and Di that hold without a negotiation
  bool inverse = false;                  ///< convention
};

/// Refuses what is no ATR (card_protocol), and a card that does not offer T=1 first or wants its blocks with
/// CRC (card_unsupported): nothing is negotiated.
[[nodiscard]] base::Result<T1Parameters> parse_answer_to_reset(base::ByteView atr);

}  // namespace kazashi::reader
