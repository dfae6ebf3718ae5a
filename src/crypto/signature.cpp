#include "crypto/signature.h"

#include <cstdlib>

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include "crypto/hasher.h"
#include "crypto/openssl.h"
#include "der/oid.h"
#include "der/reader.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr der::Tag kNull = 0x05;

/// What a SignatureAlgorithm stands for.
struct Recipe {
  KeyKind key;
  SignatureParameters parameters;
};

Recipe recipe_of(SignatureAlgorithm algorithm) {
  using enum SignatureForm;
  switch (algorithm) {
    case SignatureAlgorithm::rsa_pkcs1_sha256:
      return {KeyKind::rsa, {.form = rsa_pkcs1, .hash = Hash::sha256}};
    case SignatureAlgorithm::rsa_pkcs1_sha384:
      return {KeyKind::rsa, {.form = rsa_pkcs1, .hash = Hash::sha384}};
    case SignatureAlgorithm::rsa_pkcs1_sha512:
      return {KeyKind::rsa, {.form = rsa_pkcs1, .hash = Hash::sha512}};
    case SignatureAlgorithm::ecdsa_p256_sha256:
      return {KeyKind::ec_p256, {.form = ecdsa_p1363, .hash = Hash::sha256}};
    case SignatureAlgorithm::ecdsa_p384_sha256:
      return {KeyKind::ec_p384, {.form = ecdsa_p1363, .hash = Hash::sha256}};
    case SignatureAlgorithm::ecdsa_p384_sha384:
      return {KeyKind::ec_p384, {.form = ecdsa_p1363, .hash = Hash::sha384}};
  }
  std::abort();  // the switch is complete
}

/// Of r and of s, in octets; 0 for keys of no curve that ECDSA is used with.
std::size_t coordinate_size(KeyKind kind) {
  switch (kind) {
    case KeyKind::ec_p256:
      return 32;
    case KeyKind::ec_p384:
      return 48;
    case KeyKind::ec_p521:
      return 66;
    default:
      return 0;
  }
}

bool fits(KeyKind kind, SignatureForm form) {
  switch (form) {
    case SignatureForm::rsa_pkcs1:
      return kind == KeyKind::rsa;
    case SignatureForm::rsa_pss:
      return kind == KeyKind::rsa || kind == KeyKind::rsa_pss;
    case SignatureForm::ecdsa_der:
    case SignatureForm::ecdsa_p1363:
      return coordinate_size(kind) != 0;
    case SignatureForm::ed25519:
      return kind == KeyKind::ed25519;
  }
  std::abort();  // the switch is complete
}

// RFC 3279 section 2.3.1, RFC 4055 section 1.2, RFC 5480 section 2.1.1, RFC 8410 section 3
constexpr auto kRsaEncryption = der::oid("1.2.840.113549.1.1.1");
constexpr auto kRsassaPss = der::oid("1.2.840.113549.1.1.10");
constexpr auto kEcPublicKey = der::oid("1.2.840.10045.2.1");
constexpr auto kEd25519 = der::oid("1.3.101.112");
constexpr auto kPrime256v1 = der::oid("1.2.840.10045.3.1.7");
constexpr auto kSecp384r1 = der::oid("1.3.132.0.34");
constexpr auto kSecp521r1 = der::oid("1.3.132.0.35");

/// Takes the curve that the parameters name; explicit parameters would be a SEQUENCE (RFC 5480 forbids them).
Result<KeyKind> read_curve(der::Reader& parameters) {
  KAZASHI_TRY(curve, parameters.read_oid());
  if (kPrime256v1 == curve) return KeyKind::ec_p256;
  if (kSecp384r1 == curve) return KeyKind::ec_p384;
  if (kSecp521r1 == curve) return KeyKind::ec_p521;
  return fail(FailureCode::signature_algorithm_refused);
}

Result<KeyKind> read_algorithm(der::Reader algorithm) {
  KAZASHI_TRY(oid, algorithm.read_oid());
  KeyKind kind = KeyKind::rsa;
  if (kRsaEncryption == oid) {
    KAZASHI_TRY(null, algorithm.read(kNull));
    if (!null.content.empty()) return fail(FailureCode::key_malformed);
  } else if (kRsassaPss == oid) {
    kind = KeyKind::rsa_pss;
    KAZASHI_CHECK(algorithm.read_optional(der::kSequence));  // OpenSSL reads and obeys them
  } else if (kEcPublicKey == oid) {
    KAZASHI_TRY(curve, read_curve(algorithm));
    kind = curve;
  } else if (kEd25519 == oid) {
    kind = KeyKind::ed25519;
  } else {
    return fail(FailureCode::signature_algorithm_refused);
  }
  KAZASHI_CHECK(algorithm.finish());
  return kind;
}

/// RSAPublicKey (RFC 8017 appendix A.1.1): two positive numbers.
Result<void> check_rsa_key(ByteView octets) {
  der::Reader input(octets);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  KAZASHI_TRY(modulus, fields.read_integer());
  KAZASHI_TRY(exponent, fields.read_integer());
  if (modulus.front() >= 0x80 || exponent.front() >= 0x80) return fail(FailureCode::key_malformed);
  return fields.finish();
}

/// OpenSSL's decoder takes some BER; this one does not, and says of what kind the key is.
Result<KeyKind> read_kind(ByteView spki) {
  der::Reader input(spki);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  KAZASHI_TRY(algorithm, fields.enter(der::kSequence));
  KAZASHI_TRY(kind, read_algorithm(algorithm));
  KAZASHI_TRY(key, fields.read_bit_string());
  KAZASHI_CHECK(fields.finish());
  if (key.unused_bits != 0) return fail(FailureCode::key_malformed);
  if (kind == KeyKind::rsa || kind == KeyKind::rsa_pss) KAZASHI_CHECK(check_rsa_key(key.octets));
  return kind;
}

std::uint32_t exponent_of(const EVP_PKEY* key) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &raw) != 1) return 0;
  const OwnedBigNumber exponent(raw);
  if (BN_num_bits(exponent.get()) > 32) return 0;
  return static_cast<std::uint32_t>(BN_get_word(exponent.get()));
}

/// OpenSSL takes ECDSA signatures as DER only (RFC 3279 section 2.2.3). Empty where memory has run out.
base::Bytes ecdsa_der(ByteView signature, std::size_t size_of_each) {
  const auto number = [](ByteView octets) {
    return OwnedBigNumber(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr));
  };
  OwnedBigNumber r = number(signature.first(size_of_each));
  OwnedBigNumber s = number(signature.last(size_of_each));
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

Result<void> set_padding(EVP_PKEY_CTX* options, const SignatureParameters& parameters) {
  if (parameters.form == SignatureForm::rsa_pkcs1) {
    if (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PADDING) != 1) {
      return fail(FailureCode::internal_error);
    }
  } else if (parameters.form == SignatureForm::rsa_pss) {
    constexpr std::size_t kLongestSalt = 1024;  // no RSA key that is read here has room for more
    if (parameters.salt_size > kLongestSalt) return fail(FailureCode::signature_invalid);
    if (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md_name(options, name_of(parameters.mask_hash), nullptr) != 1 ||
        EVP_PKEY_CTX_set_rsa_pss_saltlen(options, static_cast<int>(parameters.salt_size)) != 1) {
      return fail(FailureCode::signature_algorithm_refused);
    }
  }
  return {};
}

}  // namespace

void PublicKey::Free::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

Result<PublicKey> PublicKey::from_spki(ByteView spki) {
  const ErrorQueueGuard guard;
  const auto kind = read_kind(spki);
  if (!kind) {
    const bool refused = kind.error().code == FailureCode::signature_algorithm_refused;
    return fail(refused ? kind.error().code : FailureCode::key_malformed);
  }
  OwnedKey decoded = decode_whole<OwnedKey>(d2i_PUBKEY, spki);
  if (!decoded) return fail(FailureCode::key_malformed);

  PublicKey key;
  key.kind_ = *kind;
  key.bits_ = static_cast<std::size_t>(EVP_PKEY_get_bits(decoded.get()));
  if (*kind == KeyKind::rsa || *kind == KeyKind::rsa_pss) key.rsa_exponent_ = exponent_of(decoded.get());
  key.key_.reset(decoded.release());
  return key;
}

Result<void> verify_signature(const PublicKey& key, const SignatureParameters& parameters, ByteView message,
                              ByteView signature) {
  const ErrorQueueGuard guard;
  if (!fits(key.kind(), parameters.form)) return fail(FailureCode::signature_algorithm_refused);

  base::Bytes der;
  if (parameters.form == SignatureForm::ecdsa_p1363) {
    const std::size_t size = coordinate_size(key.kind());
    if (signature.size() != 2 * size) return fail(FailureCode::signature_invalid);
    der = ecdsa_der(signature, size);
    signature = der;
  }

  const OwnedDigest context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;  // owned by `context`
  const char* digest = parameters.form == SignatureForm::ed25519 ? nullptr : name_of(parameters.hash);
  if (!context || EVP_DigestVerifyInit_ex(context.get(), &options, digest, nullptr, nullptr, key.key_.get(),
                                          nullptr) != 1) {
    // a key reserved for PSS may be reserved for one hash too
    return fail(key.kind() == KeyKind::rsa_pss ? FailureCode::signature_algorithm_refused
                                               : FailureCode::internal_error);
  }
  KAZASHI_CHECK(set_padding(options, parameters));
  const int verified =
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size());
  if (verified != 1) return fail(FailureCode::signature_invalid);
  return {};
}

Result<void> verify_signature(const PublicKey& key, SignatureAlgorithm algorithm, ByteView message,
                              ByteView signature) {
  const Recipe recipe = recipe_of(algorithm);
  if (key.kind() != recipe.key) return fail(FailureCode::signature_algorithm_refused);
  return verify_signature(key, recipe.parameters, message, signature);
}

}  // namespace kazashi::crypto
