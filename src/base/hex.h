// Hexadecimal text, lower case on the way out, either case on the way in.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::base {

[[nodiscard]] std::string to_hex(ByteView bytes);

/// Digits only and an even count of them; hex_malformed names the first wrong character otherwise.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

}  // namespace kazashi::base
