// The algorithm identifiers of what is signed. For the sources of this room alone.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::crypto {

/// Takes an AlgorithmIdentifier (RFC 5280 section 4.1.1.2) and gives its whole encoding.
[[nodiscard]] base::Result<base::ByteView> read_algorithm(der::Reader& fields);

/// Of an encoding that read_algorithm gave: whether it names a signature over SHA-1.
[[nodiscard]] bool is_sha1_signature(base::ByteView algorithm);

}  // namespace kazashi::crypto
