#include "crypto/signature.h"

#include <array>
#include <optional>
#include <string_view>

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include "crypto/openssl.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

struct Recipe {
  KeyKind key;
  const char* digest;
  std::size_t coordinate_size;  ///< of r and of s; 0 where the signature is not ECDSA
};

Recipe recipe_of(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::rsa_pkcs1_sha256:
      return {KeyKind::rsa, "SHA256", 0};
    case SignatureAlgorithm::rsa_pkcs1_sha384:
      return {KeyKind::rsa, "SHA384", 0};
    case SignatureAlgorithm::rsa_pkcs1_sha512:
      return {KeyKind::rsa, "SHA512", 0};
    case SignatureAlgorithm::ecdsa_p256_sha256:
      return {KeyKind::ec_p256, "SHA256", 32};
    case SignatureAlgorithm::ecdsa_p384_sha256:
      return {KeyKind::ec_p384, "SHA256", 48};
    case SignatureAlgorithm::ecdsa_p384_sha384:
      return {KeyKind::ec_p384, "SHA384", 48};
  }
  std::abort();  // the switch is complete
}

std::optional<KeyKind> curve_of(const EVP_PKEY* key) {
  std::array<char, 32> name{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1) return std::nullopt;
  const std::string_view curve(name.data(), size);
  if (curve == SN_X9_62_prime256v1) return KeyKind::ec_p256;
  if (curve == SN_secp384r1) return KeyKind::ec_p384;
  return std::nullopt;
}

std::optional<KeyKind> kind_of(const EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
      return KeyKind::rsa;
    case EVP_PKEY_EC:
      return curve_of(key);
    default:
      return std::nullopt;
  }
}

std::uint32_t exponent_of(const EVP_PKEY* key) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &raw) != 1) return 0;
  const OwnedBigNumber exponent(raw);
  if (BN_num_bits(exponent.get()) > 32) return 0;
  return static_cast<std::uint32_t>(BN_get_word(exponent.get()));
}

/// OpenSSL takes ECDSA signatures as DER only (RFC 3279 section 2.2.3). Empty where memory has run out.
base::Bytes ecdsa_der(ByteView signature, std::size_t coordinate_size) {
  const auto number = [](ByteView octets) {
    return OwnedBigNumber(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr));
  };
  OwnedBigNumber r = number(signature.first(coordinate_size));
  OwnedBigNumber s = number(signature.last(coordinate_size));
  const OwnedEcdsaSignature pair(ECDSA_SIG_new());
  if (!r || !s || !pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  // ECDSA_SIG_set0 has taken both over
  static_cast<void>(r.release());
  static_cast<void>(s.release());

  const int size = i2d_ECDSA_SIG(pair.get(), nullptr);
  if (size <= 0) return {};
  base::Bytes der(static_cast<std::size_t>(size));
  unsigned char* at = der.data();
  i2d_ECDSA_SIG(pair.get(), &at);
  return der;
}

}  // namespace

void PublicKey::Free::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

Result<PublicKey> PublicKey::from_spki(ByteView spki) {
  const ErrorQueueGuard guard;
  OwnedKey decoded = decode_whole<OwnedKey>(d2i_PUBKEY, spki);
  if (!decoded) return fail(FailureCode::key_malformed);
  const auto kind = kind_of(decoded.get());
  if (!kind) return fail(FailureCode::signature_algorithm_refused);

  PublicKey key;
  key.kind_ = *kind;
  key.bits_ = static_cast<std::size_t>(EVP_PKEY_get_bits(decoded.get()));
  if (*kind == KeyKind::rsa) key.rsa_exponent_ = exponent_of(decoded.get());
  key.key_.reset(decoded.release());
  return key;
}

Result<void> verify_signature(const PublicKey& key, SignatureAlgorithm algorithm, ByteView message,
                              ByteView signature) {
  const ErrorQueueGuard guard;
  const Recipe recipe = recipe_of(algorithm);
  if (key.kind() != recipe.key) return fail(FailureCode::signature_algorithm_refused);

  base::Bytes der;
  if (recipe.coordinate_size != 0) {
    if (signature.size() != 2 * recipe.coordinate_size) return fail(FailureCode::signature_invalid);
    der = ecdsa_der(signature, recipe.coordinate_size);
    signature = der;
  }

  const OwnedDigest context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;  // owned by `context`
  if (!context || EVP_DigestVerifyInit_ex(context.get(), &options, recipe.digest, nullptr, nullptr,
                                          key.key_.get(), nullptr) != 1) {
    return fail(FailureCode::internal_error);
  }
  if (recipe.key == KeyKind::rsa && EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PADDING) != 1) {
    return fail(FailureCode::internal_error);
  }
  const int verified =
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size());
  if (verified != 1) return fail(FailureCode::signature_invalid);
  return {};
}

}  // namespace kazashi::crypto
