// Base64 of RFC 4648 section 4, with padding and without slack: every octet string has exactly one text.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::base {

[[nodiscard]] std::string to_base64(ByteView bytes);

/// Refuses what a lenient decoder lets through: white space, missing padding, and padding bits that are not
/// zero (RFC 4648 section 3.5). A changed character of an accepted text therefore always changes the octets.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

}  // namespace kazashi::base
