// Key pairs for tests, and signatures made with them by OpenSSL directly: what the core verifies, it did not
// make itself.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace kazashi::crypto {

struct TestKey {
  base::Bytes pkcs8;
  base::Bytes spki;
};

[[nodiscard]] TestKey rsa_test_key();  // 2048 bits
[[nodiscard]] TestKey other_rsa_test_key();
[[nodiscard]] TestKey p256_test_key();
[[nodiscard]] TestKey p384_test_key();
[[nodiscard]] TestKey other_p384_test_key();

/// PKCS #1 v1.5 or ECDSA in DER, by the key. `digest` is OpenSSL's name for it.
[[nodiscard]] base::Bytes sign(const TestKey& key, const char* digest, base::ByteView message);

/// RSA of 2048 bits over a DigestInfo as it is, whatever it holds, with PKCS #1 v1.5 padding around it.
[[nodiscard]] base::Bytes sign_digest_info(const TestKey& key, base::ByteView digest_info);

/// ECDSA as r ‖ s.
[[nodiscard]] base::Bytes sign_p1363(const TestKey& key, const char* digest, std::size_t coordinate_size,
                                     base::ByteView message);

}  // namespace kazashi::crypto
