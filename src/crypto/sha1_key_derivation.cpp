#include "crypto/sha1_key_derivation.h"

#include <algorithm>
#include <cstdlib>

#include "crypto/openssl.h"

namespace kazashi::crypto {

CipherKey key_from_sha1(base::ByteView secret) {
  const ErrorQueueGuard guard;
  std::array<std::uint8_t, 20> digest{};
  std::size_t size = 0;
  const int done = EVP_Q_digest(nullptr, "SHA1", nullptr, secret.data(), secret.size(), digest.data(), &size);
  if (done != 1 || size != digest.size()) std::abort();  // a key of zeros would be taken for the card's
  CipherKey key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  base::wipe(digest.data(), digest.size());
  return key;
}

}  // namespace kazashi::crypto
