// The digests a signature may rest on (RFC 5754 section 2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "der/oid.h"

namespace kazashi::cms {

enum class DigestAlgorithm : std::uint8_t { sha256, sha384, sha512 };

[[nodiscard]] const der::Oid& oid_of(DigestAlgorithm algorithm);
/// None for every other one, SHA-1 included.
[[nodiscard]] std::optional<DigestAlgorithm> digest_algorithm_from(base::ByteView oid);

/// An AlgorithmIdentifier without parameters, as RFC 5754 section 2 asks of whoever writes one.
[[nodiscard]] base::Bytes algorithm_identifier(DigestAlgorithm algorithm);

/// 32, 48 or 64.
[[nodiscard]] std::size_t digest_size(DigestAlgorithm algorithm);
[[nodiscard]] base::Bytes digest(DigestAlgorithm algorithm, base::ByteView message);

}  // namespace kazashi::cms
