// Ciphers of contactless cards' secure messaging. Not for anything that we design ourselves: two-key Triple
// DES has gone from NIST SP 800-131A, and CBC without a checked MAC promises nothing about who wrote a
// message.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::crypto {

enum class BlockCipher : std::uint8_t {
  triple_des_2key,  ///< ISO/IEC 18033-3 keying option 2, blocks of 8 octets
  aes_128           ///< FIPS 197, blocks of 16 octets
};

/// For either cipher. The parity bits of Triple DES keys are not looked at.
using CipherKey = std::array<std::uint8_t, 16>;

[[nodiscard]] std::size_t block_size(BlockCipher cipher);

/// CBC (NIST SP 800-38A section 6.2) from an initial vector of zeros over whole blocks, without padding.
/// internal_error unless `plain` is whole blocks.
[[nodiscard]] base::Result<base::SensitiveBytes> encrypt_cbc(BlockCipher cipher, const CipherKey& key,
                                                             base::ByteView plain);
[[nodiscard]] base::Result<base::SensitiveBytes> decrypt_cbc(BlockCipher cipher, const CipherKey& key,
                                                             base::ByteView secret);

/// ISO/IEC 9797-1 padding method 2: 80, then zeros up to whole blocks; at least one octet is added.
[[nodiscard]] base::SensitiveBytes padded(BlockCipher cipher, base::ByteView octets);
/// How many octets stand before that padding. secure_messaging_failed where there is none: no 80, something
/// but zeros after it, or more zeros than a block has room for.
[[nodiscard]] base::Result<std::size_t> size_without_padding(BlockCipher cipher, base::ByteView octets);

}  // namespace kazashi::crypto
