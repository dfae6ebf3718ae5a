// Object identifiers: written dotted in our sources, compared as octets with what is read.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/bytes.h"

namespace kazashi::der {

/// The content octets of an OBJECT IDENTIFIER known when we were compiled.
struct Oid {
  std::array<std::uint8_t, 16> octets{};  ///< the longest we name takes 11
  std::size_t size = 0;

  [[nodiscard]] constexpr base::ByteView view() const { return {octets.data(), size}; }
  [[nodiscard]] friend bool operator==(const Oid& known, base::ByteView read) {
    return std::ranges::equal(known.view(), read);
  }
};

/// `oid("2.5.29.15")`, encoded by the compiler (X.690 section 8.19). A text that is no OID does not compile.
consteval Oid oid(std::string_view dotted) {
  Oid result;
  std::uint32_t first = 0;
  std::size_t arc = 0;
  while (!dotted.empty()) {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    for (; digits < dotted.size() && dotted[digits] != '.'; ++digits) {
      if (dotted[digits] < '0' || dotted[digits] > '9') std::abort();
      value = value * 10 + static_cast<std::uint32_t>(dotted[digits] - '0');
    }
    dotted.remove_prefix(std::min(digits + 1, dotted.size()));
    if (++arc == 1) {
      first = value;
      continue;
    }
    if (arc == 2) value += first * 40;  // the first two arcs share one number
    int groups = 1;
    while (groups < 5 && value >> (7 * groups) != 0) ++groups;
    while (groups-- > 0) {
      const auto more = static_cast<std::uint8_t>(groups > 0 ? 0x80 : 0);
      result.octets[result.size++] = static_cast<std::uint8_t>((value >> (7 * groups) & 0x7F) | more);
    }
  }
  if (arc < 2) std::abort();
  return result;
}

}  // namespace kazashi::der
