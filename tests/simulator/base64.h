// Base64 (RFC 4648 section 4) for the test PKI's file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator {

// Standard alphabet, padded, one line.
[[nodiscard]] std::string to_base64(View data);

// Strict: no white space, padding required; nothing on any other input.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(View data);

}  // namespace kazashi_simulator
