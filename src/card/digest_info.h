// DigestInfo of RFC 8017 section 9.2: what cards are given to sign and what their records' signatures hold.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/signature.h"

namespace kazashi::card {

/// SHA-256's algorithm identifier with NULL, then `digest`: 32 octets, or the 96 of three digests that the
/// face of a My Number Card puts into one. At most 110 octets, so that every length fits one octet.
[[nodiscard]] base::Bytes digest_info(base::ByteView digest);

/// The same for the digest of any RSASSA-PKCS1-v1_5 algorithm. signature_algorithm_refused for another kind
/// and for a digest whose length is not the algorithm's.
[[nodiscard]] base::Result<base::Bytes> digest_info(base::ByteView digest,
                                                    crypto::SignatureAlgorithm algorithm);

}  // namespace kazashi::card
