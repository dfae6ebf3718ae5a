// Message authentication codes of contactless cards' secure messaging.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/block_cipher.h"

namespace kazashi::crypto {

/// ISO/IEC 9797-1 MAC algorithm 3 ("retail MAC") with DES and padding method 2: all blocks under the first
/// half of the key, the last one finished under both. Of any message, the empty one included.
[[nodiscard]] base::Result<std::array<std::uint8_t, 8>> retail_mac(const CipherKey& key,
                                                                   base::ByteView message);

/// CMAC with AES-128 (NIST SP 800-38B), in full.
[[nodiscard]] base::Result<std::array<std::uint8_t, 16>> aes_cmac(const CipherKey& key,
                                                                  base::ByteView message);

}  // namespace kazashi::crypto
