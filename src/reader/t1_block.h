// Blocks of the protocol T=1: ISO/IEC 7816-3 section 11.3, with LRC and without node addresses. Pure
// functions.
//
//   NAD 00 | PCB | LEN | INF (0 to 254) | LRC, which makes the exclusive-or of all octets 0
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::reader {

inline constexpr std::size_t kT1Overhead = 4;
inline constexpr std::size_t kT1LongestField = 254;

/// A block as it came from a card.
struct T1Block {
  enum class Kind : std::uint8_t {
    information,        ///< I-block
    request,            ///< R-block: asks for the I-block of that number
    waiting_extension,  ///< S(WTX request)
    field_size,         ///< S(IFS request)
    field_size_answer,  ///< S(IFS response)
    abort               ///< S(ABORT request)
  };
  Kind kind;
  std::uint8_t number = 0;  ///< 0 or 1; I- and R-blocks
  bool more = false;        ///< I-blocks: chaining goes on
  std::uint8_t value = 0;   ///< waiting_extension: multiplier, 1 to 255; field sizes: 1 to 254
  base::Bytes data = {};    ///< I-blocks
};

/// Why a block is asked for again, in R-blocks.
enum class T1Complaint : std::uint8_t { none = 0, checksum = 1, other = 2 };

[[nodiscard]] base::SensitiveBytes t1_information_block(std::uint8_t number, bool more, base::ByteView data);
[[nodiscard]] base::SensitiveBytes t1_request_block(std::uint8_t number, T1Complaint complaint);
[[nodiscard]] base::SensitiveBytes t1_waiting_answer(std::uint8_t multiplier);
[[nodiscard]] base::SensitiveBytes t1_field_size_request(std::uint8_t size);
[[nodiscard]] base::SensitiveBytes t1_field_size_answer(std::uint8_t size);

/// Of a block of ours: whether it carries a piece of a command.
[[nodiscard]] bool is_t1_information_block(base::ByteView block);

/// A block, or what to complain of when asking for it again.
[[nodiscard]] std::expected<T1Block, T1Complaint> parse_t1_block(base::ByteView octets);

}  // namespace kazashi::reader
