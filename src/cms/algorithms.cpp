#include "cms/algorithms.h"

#include <algorithm>
#include <array>

#include "cms/oids.h"

namespace kazashi::cms {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using crypto::SignatureForm;
using crypto::SignatureParameters;
using der::context_constructed;

constexpr std::array<std::uint8_t, 2> kNull = {0x05, 0x00};

struct KnownSignature {
  der::Oid oid;
  SignatureForm form;
  DigestAlgorithm digest;
};
constexpr std::array kKnown = {
    KnownSignature{kSha256WithRsa, SignatureForm::rsa_pkcs1, DigestAlgorithm::sha256},
    KnownSignature{kSha384WithRsa, SignatureForm::rsa_pkcs1, DigestAlgorithm::sha384},
    KnownSignature{kSha512WithRsa, SignatureForm::rsa_pkcs1, DigestAlgorithm::sha512},
    KnownSignature{kEcdsaWithSha256, SignatureForm::ecdsa_der, DigestAlgorithm::sha256},
    KnownSignature{kEcdsaWithSha384, SignatureForm::ecdsa_der, DigestAlgorithm::sha384},
    KnownSignature{kEcdsaWithSha512, SignatureForm::ecdsa_der, DigestAlgorithm::sha512},
    KnownSignature{kEd25519, SignatureForm::ed25519, DigestAlgorithm::sha512},
};
constexpr std::array kWeak = {kMd5WithRsa, kSha1WithRsa, kSha1WithRsaOld, kEcdsaWithSha1, kDsaWithSha1};

crypto::Hash hash_of(DigestAlgorithm digest) {
  switch (digest) {
    case DigestAlgorithm::sha256:
      return crypto::Hash::sha256;
    case DigestAlgorithm::sha384:
      return crypto::Hash::sha384;
    case DigestAlgorithm::sha512:
      return crypto::Hash::sha512;
  }
  std::abort();  // the switch is complete
}

bool absent_or_null(ByteView parameters) {
  return parameters.empty() || std::ranges::equal(parameters, kNull);
}

Result<DigestAlgorithm> read_digest(der::Reader& fields) {
  KAZASHI_TRY(name, read_algorithm_name(fields));
  return accepted_digest(name);
}

/// The digest under an explicit tag. Left out it means SHA-1 (RFC 4055 section 3.1).
Result<DigestAlgorithm> read_tagged_digest(der::Reader& fields) {
  KAZASHI_TRY(tagged, fields.enter_optional(context_constructed(0)));
  if (!tagged) return fail(FailureCode::cms_digest_refused);
  KAZASHI_TRY(digest, read_digest(*tagged));
  KAZASHI_CHECK(tagged->finish());
  return digest;
}

Result<DigestAlgorithm> read_mask_digest(der::Reader& fields) {
  KAZASHI_TRY(tagged, fields.enter_optional(context_constructed(1)));
  if (!tagged) return fail(FailureCode::cms_digest_refused);
  KAZASHI_TRY(inside, tagged->enter(der::kSequence));
  KAZASHI_CHECK(tagged->finish());
  KAZASHI_TRY(oid, inside.read_oid());
  if (!(kMaskGeneration1 == oid)) return fail(FailureCode::signature_algorithm_refused);
  KAZASHI_TRY(digest, read_digest(inside));
  KAZASHI_CHECK(inside.finish());
  return digest;
}

/// RSASSA-PSS-params (RFC 4055 section 3.1).
Result<SignatureParameters> read_pss(ByteView parameters, DigestAlgorithm digest) {
  constexpr std::uint32_t kDefaultSaltSize = 20;
  der::Reader input(parameters);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  KAZASHI_TRY(hash, read_tagged_digest(fields));
  KAZASHI_TRY(mask_hash, read_mask_digest(fields));
  std::uint32_t salt_size = kDefaultSaltSize;
  KAZASHI_TRY(salt, fields.enter_optional(context_constructed(2)));
  if (salt) {
    KAZASHI_TRY(size, salt->read_small_integer());
    KAZASHI_CHECK(salt->finish());
    salt_size = size;
  }
  KAZASHI_CHECK(fields.finish());  // the trailer field has one value, its default
  if (hash != digest || mask_hash != digest) return fail(FailureCode::cms_algorithms_differ);
  return SignatureParameters{.form = SignatureForm::rsa_pss,
                             .hash = hash_of(digest),
                             .mask_hash = hash_of(digest),
                             .salt_size = salt_size};
}

}  // namespace

Result<DigestAlgorithm> accepted_digest(const AlgorithmName& name) {
  const auto digest = digest_algorithm_from(name.oid);
  if (!digest) return fail(FailureCode::cms_digest_refused);
  if (!absent_or_null(name.parameters)) return fail(FailureCode::der_bad_value);
  return *digest;
}

Result<SignatureParameters> accepted_signature(const AlgorithmName& name, DigestAlgorithm digest) {
  const auto is_named = [&name](const der::Oid& oid) { return oid == name.oid; };
  if (std::ranges::any_of(kWeak, is_named)) return fail(FailureCode::cms_digest_refused);
  if (is_named(kRsaPss)) return read_pss(name.parameters, digest);
  const SignatureParameters by_digest{.form = SignatureForm::rsa_pkcs1, .hash = hash_of(digest)};
  if (is_named(kRsaEncryption) && absent_or_null(name.parameters)) return by_digest;

  const auto known = std::ranges::find_if(kKnown, is_named, &KnownSignature::oid);
  if (known == kKnown.end()) return fail(FailureCode::signature_algorithm_refused);
  const bool rsa = known->form == SignatureForm::rsa_pkcs1;  // RFC 5754 section 3.2: absent or NULL
  if (rsa ? !absent_or_null(name.parameters) : !name.parameters.empty()) {
    return fail(FailureCode::signature_algorithm_refused);
  }
  if (known->digest != digest) return fail(FailureCode::cms_algorithms_differ);
  return SignatureParameters{.form = known->form, .hash = hash_of(digest)};
}

}  // namespace kazashi::cms
