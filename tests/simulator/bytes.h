// Bytes as the simulator sees them. It shares nothing with src/: two readings of the facts that agree prove
// more than one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kazashi_simulator {

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

inline void append(Bytes& to, View more) { to.insert(to.end(), more.begin(), more.end()); }

inline Bytes copy(View from) { return {from.begin(), from.end()}; }

// The low eight bits: a named narrowing, so that a silent one stays a compiler error.
template <class Integer>
constexpr std::uint8_t low_byte(Integer value) {
  return static_cast<std::uint8_t>(value & 0xFF);
}

constexpr std::uint16_t big_endian16(std::uint8_t high, std::uint8_t low) {
  return static_cast<std::uint16_t>((high << 8) | low);
}

}  // namespace kazashi_simulator
