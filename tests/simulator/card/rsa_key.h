// The card's RSA private key: PKCS#1 v1.5 padding of type 1 around whatever it is given (RFC 8017, 9.2 from
// step 3).
#pragma once

#include <memory>
#include <optional>

#include "simulator/bytes.h"

struct bignum_st;  // OpenSSL's BIGNUM; its headers stay out of this one

namespace kazashi_simulator {

class RsaKey {
 public:
  // From PKCS#8 DER (RFC 5208) around an RSAPrivateKey (RFC 8017, A.1.2). Nothing if it is not that.
  [[nodiscard]] static std::optional<RsaKey> from_pkcs8(View der);

  // Length of the modulus and of every signature.
  [[nodiscard]] std::size_t size() const;

  // How much sign() takes at most: the padding needs eleven bytes.
  [[nodiscard]] std::size_t input_at_most() const { return size() - 11; }

  // The padded input raised to the private exponent: size() bytes. Nothing if the input is too long.
  // Plain arithmetic without blinding: the key is synthetic, and the simulator may draw no randomness.
  [[nodiscard]] std::optional<Bytes> sign(View input) const;

 private:
  struct Free {
    void operator()(bignum_st* number) const;
  };
  using Number = std::unique_ptr<bignum_st, Free>;

  RsaKey() = default;

  Number n_, p_, q_, dp_, dq_, inverse_of_q_;
};

}  // namespace kazashi_simulator
