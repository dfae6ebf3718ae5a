// RSA keys as cards write them, and the signature over several digests at once that ordinary verification
// refuses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/signature.h"

namespace kazashi::crypto {

inline constexpr std::size_t kRsa2048Size = 256;

/// The key of 2048 bits with this modulus and the exponent 65537. key_malformed for a modulus that has fewer
/// bits or is even.
[[nodiscard]] base::Result<PublicKey> rsa_2048_key(std::span<const std::uint8_t, kRsa2048Size> modulus);

/// Whether `signature` is RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2) over a DigestInfo that the caller built,
/// whatever it holds: the public-key operation alone, then the whole block 00 01 FF … FF 00 ‖ `digest_info`
/// compared octet by octet. Nothing is parsed, so nothing can hide in it. Failures: signature_invalid,
/// signature_algorithm_refused (no RSA key).
[[nodiscard]] base::Result<void> verify_rsa_digest_info(const PublicKey& key, base::ByteView digest_info,
                                                        base::ByteView signature);

}  // namespace kazashi::crypto
