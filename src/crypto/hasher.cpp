#include "crypto/hasher.h"

#include <cstdlib>

#include "crypto/openssl.h"

namespace kazashi::crypto {
const char* name_of(Hash hash) {
  switch (hash) {
    case Hash::sha1:
      return "SHA1";
    case Hash::sha224:
      return "SHA224";
    case Hash::sha256:
      return "SHA256";
    case Hash::sha384:
      return "SHA384";
    case Hash::sha512:
      return "SHA512";
  }
  std::abort();  // the switch is complete
}

std::size_t digest_size(Hash hash) {
  switch (hash) {
    case Hash::sha1:
      return 20;
    case Hash::sha224:
      return 28;
    case Hash::sha256:
      return 32;
    case Hash::sha384:
      return 48;
    case Hash::sha512:
      return 64;
  }
  std::abort();  // the switch is complete
}

void Hasher::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher(Hash hash) : context_(EVP_MD_CTX_new()), hash_(hash) {
  const ErrorQueueGuard guard;
  const Owned<EVP_MD, EVP_MD_free> fetched(EVP_MD_fetch(nullptr, name_of(hash), nullptr));
  if (!context_ || !fetched || EVP_DigestInit_ex2(context_.get(), fetched.get(), nullptr) != 1) std::abort();
}

void Hasher::update(base::ByteView octets) {
  if (EVP_DigestUpdate(context_.get(), octets.data(), octets.size()) != 1) std::abort();
}

base::Bytes Hasher::finish() {
  base::Bytes result(digest_size(hash_));
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context_.get(), result.data(), &size) != 1 || size != result.size()) std::abort();
  return result;
}

base::Bytes digest(Hash hash, base::ByteView message) {
  Hasher hasher(hash);
  hasher.update(message);
  return hasher.finish();
}

}  // namespace kazashi::crypto
