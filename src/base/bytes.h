// Octets: how the core holds them and how it looks at them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kazashi::base {

/// Owned octets without secrets in them.
using Bytes = std::vector<std::uint8_t>;

/// Octets that belong to somebody else. Valid only while their owner lives and does not change them.
using ByteView = std::span<const std::uint8_t>;

/// The octets of a text. Aliases `text`.
[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The text that the octets spell, unchecked. Aliases `bytes`.
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A copy that outlives the view.
[[nodiscard]] inline Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }

template <class Container>
void append(Container& to, ByteView from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace kazashi::base
