// Message digests (FIPS 180-4) and the comparison that tells nothing by its duration.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace kazashi::crypto {

using Sha256 = std::array<std::uint8_t, 32>;
using Sha384 = std::array<std::uint8_t, 48>;
using Sha512 = std::array<std::uint8_t, 64>;

[[nodiscard]] Sha256 sha256(base::ByteView message);
[[nodiscard]] Sha384 sha384(base::ByteView message);
[[nodiscard]] Sha512 sha512(base::ByteView message);

/// Equality whose duration depends on the lengths alone. For whatever an attacker may guess octet by octet.
[[nodiscard]] bool equal_in_constant_time(base::ByteView left, base::ByteView right);

}  // namespace kazashi::crypto
