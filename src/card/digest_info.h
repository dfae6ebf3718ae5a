// DigestInfo of RFC 8017 section 9.2 for SHA-256: what cards are given to sign and what their records'
// signatures hold.
#pragma once

#include "base/bytes.h"

namespace kazashi::card {

/// Algorithm identifier with NULL, then `digest`: 32 octets, or the 96 of three digests that the face of a My
/// Number Card puts into one. At most 110 octets, so that every length fits one octet.
[[nodiscard]] base::Bytes digest_info(base::ByteView digest);

}  // namespace kazashi::card
