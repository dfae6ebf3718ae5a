// A digest over octets that come piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "crypto/signature.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace kazashi::crypto {

/// The name of the digest in OpenSSL; of static storage.
[[nodiscard]] const char* name_of(Hash hash);

[[nodiscard]] std::size_t digest_size(Hash hash);

/// Move-only. A digest that cannot be computed (no memory) ends the program, as in digest.h.
class Hasher {
 public:
  explicit Hasher(Hash hash);

  void update(base::ByteView octets);
  /// The digest of everything given. Once; the object is of no use afterwards.
  [[nodiscard]] base::Bytes finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };

  std::unique_ptr<evp_md_ctx_st, Free> context_;
  Hash hash_;
};

[[nodiscard]] base::Bytes digest(Hash hash, base::ByteView message);

}  // namespace kazashi::crypto
