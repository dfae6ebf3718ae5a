// Numbers and bits in the octets of a set's file: little-endian, at any place, without alignment.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/bytes.h"

namespace kazashi::revocation {

static_assert(std::endian::native == std::endian::little, "numbers are read where they lie");

template <std::integral Number>
[[nodiscard]] inline Number load(base::ByteView octets, std::size_t at) {
  Number number{};
  std::memcpy(&number, octets.data() + at, sizeof number);
  return number;
}

template <std::integral Number>
inline void store(std::span<std::uint8_t> octets, std::size_t at, Number number) {
  std::memcpy(octets.data() + at, &number, sizeof number);
}

/// The widest field that an unaligned load of eight octets always holds whole.
inline constexpr unsigned kMaxField = 56;

[[nodiscard]] constexpr std::uint64_t low_mask(unsigned bits) { return (std::uint64_t{1} << bits) - 1; }

/// `bits` (at most kMaxField) bits from bit `at` on; eight octets from there must exist.
[[nodiscard]] inline std::uint64_t load_bits(base::ByteView octets, std::uint64_t at, unsigned bits) {
  return load<std::uint64_t>(octets, static_cast<std::size_t>(at / 8)) >> (at % 8) & low_mask(bits);
}

/// Sets bits that are zero so far; eight octets from there must exist.
inline void store_bits(std::span<std::uint8_t> octets, std::uint64_t at, std::uint64_t field) {
  const auto octet = static_cast<std::size_t>(at / 8);
  store(octets, octet, load<std::uint64_t>(octets, octet) | field << (at % 8));
}

}  // namespace kazashi::revocation
