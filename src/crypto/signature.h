// Public keys and the signatures they verify.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/failure.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace kazashi::crypto {

/// rsa_pss is a key that its own certificate reserves for RSASSA-PSS (id-RSASSA-PSS, RFC 4055 section 1.2).
enum class KeyKind : std::uint8_t { rsa, rsa_pss, ec_p256, ec_p384, ec_p521, ed25519 };

/// Named by key, form of the signature and digest. PKCS #1 v1.5 is RFC 8017 section 8.2; ECDSA signatures are
/// r ‖ s of the curve's width each (IEEE P1363, as in RFC 9053 section 2.1), not DER.
enum class SignatureAlgorithm : std::uint8_t {
  rsa_pkcs1_sha256,
  rsa_pkcs1_sha384,
  rsa_pkcs1_sha512,
  ecdsa_p256_sha256,
  ecdsa_p384_sha256,  ///< residence cards of the second generation
  ecdsa_p384_sha384
};

/// SHA-1 and SHA-224 are known so that old signatures can be told right from wrong; who asks says whether
/// they count.
enum class Hash : std::uint8_t { sha1, sha224, sha256, sha384, sha512 };

enum class SignatureForm : std::uint8_t {
  rsa_pkcs1,    ///< RFC 8017 section 8.2
  rsa_pss,      ///< RFC 8017 section 8.1
  ecdsa_der,    ///< ECDSA-Sig-Value (RFC 3279 section 2.2.3), in DER
  ecdsa_p1363,  ///< r ‖ s, of the width of the curve's order each
  ed25519       ///< RFC 8032 section 5.1; hashes by itself
};

/// A signature's whole description. Nothing in it is guessed from the key or from the signature.
struct SignatureParameters {
  SignatureForm form = SignatureForm::rsa_pkcs1;
  Hash hash = Hash::sha256;       ///< of the message; not for Ed25519
  Hash mask_hash = Hash::sha256;  ///< of MGF1; PSS only
  std::size_t salt_size = 0;      ///< in octets, exactly; PSS only
};

/// A decoded public key. Move-only; decoding costs about as much as an RSA verification, so keep it for both
/// uses.
class PublicKey {
 public:
  /// Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) in strict DER, nothing after it, its parameters
  /// as RFC 3279, 4055, 5480 and 8410 have them: a curve by its name only. Failures: key_malformed (a point
  /// off its curve included), signature_algorithm_refused (a kind of key not listed in KeyKind).
  [[nodiscard]] static base::Result<PublicKey> from_spki(base::ByteView spki);

  [[nodiscard]] KeyKind kind() const { return kind_; }
  /// Of the RSA modulus or of the curve's order.
  [[nodiscard]] std::size_t bits() const { return bits_; }
  /// 0 where the key is not RSA or its exponent exceeds 32 bits.
  [[nodiscard]] std::uint32_t rsa_exponent() const { return rsa_exponent_; }

 private:
  friend base::Result<void> verify_signature(const PublicKey&, const SignatureParameters&, base::ByteView,
                                             base::ByteView);
  friend base::Result<void> verify_rsa_digest_info(const PublicKey&, base::ByteView, base::ByteView);
  friend base::Result<void> verify_digest(const PublicKey&, const SignatureParameters&, base::ByteView,
                                          base::ByteView);

  struct Free {
    void operator()(evp_pkey_st* key) const;
  };

  PublicKey() = default;

  std::unique_ptr<evp_pkey_st, Free> key_;
  KeyKind kind_ = KeyKind::rsa;
  std::size_t bits_ = 0;
  std::uint32_t rsa_exponent_ = 0;
};

/// Failures: signature_invalid (a signature of the wrong length included), signature_algorithm_refused (the
/// key is of another kind than the parameters). Sizes of keys and strengths of hashes are not judged here.
[[nodiscard]] base::Result<void> verify_signature(const PublicKey& key, const SignatureParameters& parameters,
                                                  base::ByteView message, base::ByteView signature);

/// The same for the algorithms that cards and their data use; ECDSA of the named curve only.
[[nodiscard]] base::Result<void> verify_signature(const PublicKey& key, SignatureAlgorithm algorithm,
                                                  base::ByteView message, base::ByteView signature);

}  // namespace kazashi::crypto
