// DER, written: just enough of X.690 to lay out a certificate byte by byte, the forbidden ones included.
#pragma once

#include <initializer_list>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator::der {

[[nodiscard]] Bytes element(std::uint8_t tag, View content);

[[nodiscard]] Bytes sequence(std::initializer_list<Bytes> parts);
[[nodiscard]] Bytes set(std::initializer_list<Bytes> parts);
[[nodiscard]] Bytes octet_string(View content);
// All bits of the bytes but the last `unused`.
[[nodiscard]] Bytes bit_string(View bytes, std::uint8_t unused = 0);
// The content bytes as they are: a leading 80..FF makes it negative.
[[nodiscard]] Bytes integer(View content);
[[nodiscard]] Bytes boolean(bool value);
[[nodiscard]] Bytes null();
// "1.2.392.200149.8.5.1.3.30"
[[nodiscard]] Bytes object_identifier(std::string_view dotted);
[[nodiscard]] Bytes utf8_string(std::string_view text);
[[nodiscard]] Bytes printable_string(std::string_view text);
[[nodiscard]] Bytes ia5_string(std::string_view text);

// Context-specific tag [number], constructed or primitive.
[[nodiscard]] Bytes context(std::uint8_t number, View content);
[[nodiscard]] Bytes context_primitive(std::uint8_t number, View content);

}  // namespace kazashi_simulator::der
