// Keys of the test PKI. Made anew at each run of the tool, for synthetic people only.
#pragma once

#include <memory>

#include "simulator/bytes.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace kazashi_simulator::pki {

enum class Digest { kSha1, kSha256 };

class KeyPair {
 public:
  // Ends the program when OpenSSL cannot make one: a tool without keys has nothing to write.
  [[nodiscard]] static KeyPair rsa(unsigned bits);
  [[nodiscard]] static KeyPair p384();  // ECDSA

  [[nodiscard]] bool is_rsa() const;

  [[nodiscard]] Bytes public_key_info() const;  // SubjectPublicKeyInfo
  [[nodiscard]] Bytes pkcs8() const;
  [[nodiscard]] Bytes modulus() const;  // big-endian, no leading zero
  // RFC 5280, 4.2.1.2 method (1): SHA-1 of the public key's bits.
  [[nodiscard]] Bytes key_identifier() const;
  // RSASSA-PKCS1-v1_5 over the message; ECDSA as the DER of r and s.
  [[nodiscard]] Bytes sign(View message, Digest digest) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  explicit KeyPair(evp_pkey_st* key) : key_(key) {}

  std::unique_ptr<evp_pkey_st, Free> key_;
};

[[nodiscard]] Bytes sha256(View data);

// r and s of an ECDSA signature in DER, `width` bytes each.
[[nodiscard]] Bytes raw_ecdsa(View der, std::size_t width);

}  // namespace kazashi_simulator::pki
