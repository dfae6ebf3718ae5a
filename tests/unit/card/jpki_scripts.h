// How JPKI dialogues go with a card that takes short identifiers: what the tests of both halves share.
#pragma once

#include <string>
#include <variant>

#include "faults.h"

namespace kazashi::card {

inline const Step kSelectJpki{"00a4040c0ad392f000260100000001", "9000"};

inline std::string signature_hex() { return std::string(512, '5'); }

/// Octets that look like a certificate of this many.
inline base::Bytes certificate_of(std::size_t size) {
  base::Bytes octets{0x30, 0x82, static_cast<std::uint8_t>((size - 4) >> 8),
                     static_cast<std::uint8_t>(size - 4)};
  octets.resize(size, 0x5C);
  return octets;
}

/// Commands without what they answer, for counting.
inline std::size_t count_of(const Script& script, std::string_view beginning) {
  std::size_t count = 0;
  for (const auto& step : script) count += step.command.starts_with(beginning) ? 1 : 0;
  return count;
}

}  // namespace kazashi::card
