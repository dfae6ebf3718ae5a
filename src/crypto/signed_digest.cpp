#include "crypto/signed_digest.h"

#include <algorithm>
#include <array>

#include <openssl/rsa.h>

#include "crypto/openssl.h"
#include "der/oid.h"
#include "der/reader.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

struct Known {
  der::Oid oid;
  SignatureParameters parameters;
};
constexpr std::array kKnown = {
    Known{der::oid("1.2.840.113549.1.1.11"), {SignatureForm::rsa_pkcs1, Hash::sha256}},
    Known{der::oid("1.2.840.113549.1.1.12"), {SignatureForm::rsa_pkcs1, Hash::sha384}},
    Known{der::oid("1.2.840.113549.1.1.13"), {SignatureForm::rsa_pkcs1, Hash::sha512}},
    Known{der::oid("1.2.840.113549.1.1.5"), {SignatureForm::rsa_pkcs1, Hash::sha1}},
    Known{der::oid("1.2.840.10045.4.3.2"), {SignatureForm::ecdsa_der, Hash::sha256}},
    Known{der::oid("1.2.840.10045.4.3.3"), {SignatureForm::ecdsa_der, Hash::sha384}},
    Known{der::oid("1.2.840.10045.4.3.4"), {SignatureForm::ecdsa_der, Hash::sha512}},
    Known{der::oid("1.2.840.10045.4.1"), {SignatureForm::ecdsa_der, Hash::sha1}},
};
constexpr std::array<std::uint8_t, 2> kNull = {0x05, 0x00};

const EVP_MD* digest_of(Hash hash) {
  switch (hash) {
    case Hash::sha1:
      return EVP_sha1();
    case Hash::sha224:
      return EVP_sha224();
    case Hash::sha256:
      return EVP_sha256();
    case Hash::sha384:
      return EVP_sha384();
    case Hash::sha512:
      return EVP_sha512();
  }
  std::abort();  // the switch is complete
}

}  // namespace

Result<SignatureParameters> read_signature_algorithm(ByteView algorithm_identifier) {
  constexpr auto kRefused = FailureCode::signature_algorithm_refused;
  der::Reader input(algorithm_identifier);
  auto fields = input.enter(der::kSequence);
  if (!fields || !input.at_end()) return fail(kRefused);
  const auto oid = fields->read_oid();
  if (!oid) return fail(kRefused);
  const auto known = std::ranges::find_if(kKnown, [&](const Known& entry) { return entry.oid == *oid; });
  if (known == kKnown.end()) return fail(kRefused);
  if (known->parameters.form == SignatureForm::rsa_pkcs1 && !fields->at_end()) {
    const auto parameters = fields->read_any();
    if (!parameters || !std::ranges::equal(parameters->encoding, kNull)) return fail(kRefused);
  }
  if (!fields->at_end()) return fail(kRefused);
  return known->parameters;
}

Result<void> verify_digest(const PublicKey& key, const SignatureParameters& parameters, ByteView digest,
                           ByteView signature) {
  const ErrorQueueGuard guard;
  const bool rsa = parameters.form == SignatureForm::rsa_pkcs1;
  const KeyKind kind = key.kind();
  const bool ec = kind == KeyKind::ec_p256 || kind == KeyKind::ec_p384 || kind == KeyKind::ec_p521;
  if (!(rsa ? kind == KeyKind::rsa : ec && parameters.form == SignatureForm::ecdsa_der)) {
    return fail(FailureCode::signature_algorithm_refused);
  }
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new(key.key_.get(), nullptr));
  if (!context || EVP_PKEY_verify_init(context.get()) != 1 ||
      (rsa && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1) ||
      EVP_PKEY_CTX_set_signature_md(context.get(), digest_of(parameters.hash)) != 1) {
    return fail(FailureCode::internal_error);
  }
  const int verified =
      EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size());
  if (verified != 1) return fail(FailureCode::signature_invalid);
  return {};
}

}  // namespace kazashi::crypto
