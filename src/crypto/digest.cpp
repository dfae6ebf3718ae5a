#include "crypto/digest.h"

#include <cstdlib>

#include <openssl/crypto.h>

#include "crypto/openssl.h"

namespace kazashi::crypto {
namespace {

/// A digest that could not be computed would be taken for one of zeros. It fails only where memory has run
/// out or OpenSSL was built without it, and nothing we could answer then is safe.
template <class Digest>
Digest digest(const char* name, base::ByteView message) {
  const ErrorQueueGuard guard;
  Digest result{};
  std::size_t size = 0;
  const int done = EVP_Q_digest(nullptr, name, nullptr, message.data(), message.size(), result.data(), &size);
  if (done != 1 || size != result.size()) std::abort();
  return result;
}

}  // namespace

Sha256 sha256(base::ByteView message) { return digest<Sha256>("SHA256", message); }
Sha384 sha384(base::ByteView message) { return digest<Sha384>("SHA384", message); }
Sha512 sha512(base::ByteView message) { return digest<Sha512>("SHA512", message); }

bool equal_in_constant_time(base::ByteView left, base::ByteView right) {
  if (left.size() != right.size()) return false;
  return left.empty() || CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace kazashi::crypto
