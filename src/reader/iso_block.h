// Blocks of the half-duplex protocol, ISO/IEC 14443-4 section 7.1, without CID, NAD and CRC. Pure functions.
//
// No CID and no NAD: there is one card, activated with CID 0, and a card shows neither in answers to blocks
// without.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::reader {

/// A block as it came from a card.
struct Block {
  enum class Kind : std::uint8_t {
    information,        ///< I-block
    acknowledge,        ///< R(ACK)
    waiting_extension,  ///< S(WTX) request
    deselect            ///< S(DESELECT) response
  };
  Kind kind;
  std::uint8_t number = 0;      ///< 0 or 1; I- and R-blocks
  bool more = false;            ///< I-blocks: chaining goes on
  std::uint8_t multiplier = 0;  ///< waiting_extension: WTXM, 1 to 59
  base::Bytes data = {};        ///< I-blocks
};

/// Octets that a block adds to its data on the air: PCB and the two of the CRC.
inline constexpr std::size_t kBlockOverhead = 3;

[[nodiscard]] base::SensitiveBytes information_block(std::uint8_t number, bool more, base::ByteView data);
[[nodiscard]] base::SensitiveBytes acknowledge_block(std::uint8_t number);
[[nodiscard]] base::SensitiveBytes not_acknowledge_block(std::uint8_t number);
[[nodiscard]] base::SensitiveBytes waiting_extension_block(std::uint8_t multiplier);
[[nodiscard]] base::SensitiveBytes deselect_block();

/// Of a block of ours: whether it carries a piece of a command.
[[nodiscard]] bool is_information_block(base::ByteView block);

/// card_protocol for everything a card may not send: R(NAK), CID, NAD, other PCBs, wrong lengths, a WTXM
/// outside 1 to 59, an empty block that says more is to come.
[[nodiscard]] base::Result<Block> parse_block(base::ByteView frame);

}  // namespace kazashi::reader
