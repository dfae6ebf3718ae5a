// UTF-8 (RFC 3629), checked before a text goes on to anything that takes it for granted.
#pragma once

#include <string_view>

namespace kazashi::base {

/// Whether a text is UTF-8 in shortest form without surrogates, up to U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace kazashi::base
