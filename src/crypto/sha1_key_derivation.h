// SHA-1 where a card's specification derives keys with it, and nowhere else: it signs nothing and compares
// nothing here, because collisions of SHA-1 are cheap.
#pragma once

#include "base/bytes.h"
#include "crypto/block_cipher.h"

namespace kazashi::crypto {

/// The first 16 octets of SHA-1 (FIPS 180-4) over a secret: how residence cards make keys.
[[nodiscard]] CipherKey key_from_sha1(base::ByteView secret);

}  // namespace kazashi::crypto
