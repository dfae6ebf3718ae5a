#include "crypto/signature.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/hex.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::crypto {
namespace {

using base::Bytes;
using base::FailureCode;

const base::ByteView kMessage = base::as_bytes("a message to be signed");

struct Case {
  SignatureAlgorithm algorithm;
  TestKey key;
  Bytes signature;
};

std::vector<Case> all_algorithms() {
  const TestKey rsa = rsa_test_key();
  const TestKey p256 = p256_test_key();
  const TestKey p384 = p384_test_key();
  return {
      {SignatureAlgorithm::rsa_pkcs1_sha256, rsa, sign(rsa, "SHA256", kMessage)},
      {SignatureAlgorithm::rsa_pkcs1_sha384, rsa, sign(rsa, "SHA384", kMessage)},
      {SignatureAlgorithm::rsa_pkcs1_sha512, rsa, sign(rsa, "SHA512", kMessage)},
      {SignatureAlgorithm::ecdsa_p256_sha256, p256, sign_p1363(p256, "SHA256", 32, kMessage)},
      {SignatureAlgorithm::ecdsa_p384_sha384, p384, sign_p1363(p384, "SHA384", 48, kMessage)},
  };
}

TEST_CASE("verifies_what_was_signed_and_no_other_message") {
  for (const Case& entry : all_algorithms()) {
    const auto key = PublicKey::from_spki(entry.key.spki).value();
    CHECK(verify_signature(key, entry.algorithm, kMessage, entry.signature).has_value());
    CHECK(verify_signature(key, entry.algorithm, base::as_bytes("another message"), entry.signature)
              .error()
              .code == FailureCode::signature_invalid);
  }
}

TEST_CASE("refuses_a_signature_with_any_octet_changed") {
  for (const Case& entry : all_algorithms()) {
    const auto key = PublicKey::from_spki(entry.key.spki).value();
    for (std::size_t at = 0; at < entry.signature.size(); ++at) {
      Bytes changed = entry.signature;
      changed[at] ^= 0x01;
      CHECK(verify_signature(key, entry.algorithm, kMessage, changed).error().code ==
            FailureCode::signature_invalid);
    }
  }
}

TEST_CASE("refuses_a_signature_of_another_length") {
  for (const Case& entry : all_algorithms()) {
    const auto key = PublicKey::from_spki(entry.key.spki).value();
    Bytes longer = entry.signature;
    longer.push_back(0);
    Bytes zero_before{0};
    base::append(zero_before, entry.signature);
    const auto shorter = base::ByteView(entry.signature).first(entry.signature.size() - 1);
    for (const base::ByteView signature :
         {base::ByteView(longer), base::ByteView(zero_before), shorter, base::ByteView()}) {
      CHECK(verify_signature(key, entry.algorithm, kMessage, signature).error().code ==
            FailureCode::signature_invalid);
    }
  }
}

TEST_CASE("refuses_ecdsa_signatures_of_zeros") {
  const auto key = PublicKey::from_spki(p384_test_key().spki).value();
  CHECK(verify_signature(key, SignatureAlgorithm::ecdsa_p384_sha384, kMessage, Bytes(96)).error().code ==
        FailureCode::signature_invalid);
}

TEST_CASE("refuses_ecdsa_signatures_in_der") {
  const TestKey p384 = p384_test_key();
  const auto key = PublicKey::from_spki(p384.spki).value();
  CHECK_FALSE(
      verify_signature(key, SignatureAlgorithm::ecdsa_p384_sha384, kMessage, sign(p384, "SHA384", kMessage)));
}

TEST_CASE("refuses_a_digest_other_than_the_named_one") {
  const TestKey rsa = rsa_test_key();
  const auto key = PublicKey::from_spki(rsa.spki).value();
  const Bytes signature = sign(rsa, "SHA1", kMessage);
  CHECK_FALSE(verify_signature(key, SignatureAlgorithm::rsa_pkcs1_sha256, kMessage, signature));
}

TEST_CASE("refuses_an_algorithm_for_another_kind_of_key") {
  const auto rsa = PublicKey::from_spki(rsa_test_key().spki).value();
  const auto p256 = PublicKey::from_spki(p256_test_key().spki).value();
  CHECK(verify_signature(rsa, SignatureAlgorithm::ecdsa_p384_sha384, kMessage, Bytes(96)).error().code ==
        FailureCode::signature_algorithm_refused);
  CHECK(verify_signature(p256, SignatureAlgorithm::ecdsa_p384_sha384, kMessage, Bytes(96)).error().code ==
        FailureCode::signature_algorithm_refused);
}

TEST_CASE("tells_kind_size_and_exponent_of_a_key") {
  const auto rsa = PublicKey::from_spki(rsa_test_key().spki).value();
  CHECK(rsa.kind() == KeyKind::rsa);
  CHECK(rsa.bits() == 2048);
  CHECK(rsa.rsa_exponent() == 65537);
  const auto p384 = PublicKey::from_spki(p384_test_key().spki).value();
  CHECK(p384.kind() == KeyKind::ec_p384);
  CHECK(p384.bits() == 384);
  CHECK(p384.rsa_exponent() == 0);
  CHECK(PublicKey::from_spki(p256_test_key().spki).value().kind() == KeyKind::ec_p256);
}

TEST_CASE("refuses_keys_cut_off_followed_by_anything_or_off_their_curve") {
  const Bytes spki = p384_test_key().spki;
  for (std::size_t size = 0; size < spki.size(); ++size) {
    CHECK(PublicKey::from_spki(base::ByteView(spki).first(size)).error().code == FailureCode::key_malformed);
  }
  Bytes longer = spki;
  longer.push_back(0);
  CHECK(PublicKey::from_spki(longer).error().code == FailureCode::key_malformed);
  Bytes off_curve = spki;
  off_curve.back() ^= 0x01;
  CHECK(PublicKey::from_spki(off_curve).error().code == FailureCode::key_malformed);
}

TEST_CASE("refuses_kinds_of_keys_it_does_not_know") {
  // an X25519 key (RFC 8410 section 3): for agreeing on keys, not for signatures
  const Bytes x25519{0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x6E, 0x03, 0x21, 0x00, 0x19, 0xBF, 0x44,
                     0x09, 0x69, 0x84, 0xCD, 0xFE, 0x85, 0x41, 0xBA, 0xC1, 0x67, 0xDC, 0x3B, 0x96, 0xC8, 0x50,
                     0x86, 0xAA, 0x30, 0xB6, 0xB6, 0xCB, 0x0C, 0x5C, 0x38, 0xAD, 0x70, 0x31, 0x66, 0xE1};
  CHECK(PublicKey::from_spki(x25519).error().code == FailureCode::signature_algorithm_refused);
}

/// RSASSA-PSS by OpenSSL's own hand.
Bytes sign_pss(const TestKey& key, const char* digest, const char* mask_digest, int salt_size) {
  const unsigned char* at = key.pkcs8.data();
  EVP_PKEY* pair = d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.pkcs8.size()));
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* options = nullptr;
  REQUIRE(EVP_DigestSignInit_ex(context, &options, digest, nullptr, nullptr, pair, nullptr) == 1);
  REQUIRE(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1);
  REQUIRE(EVP_PKEY_CTX_set_rsa_mgf1_md_name(options, mask_digest, nullptr) == 1);
  REQUIRE(EVP_PKEY_CTX_set_rsa_pss_saltlen(options, salt_size) == 1);
  Bytes signature(256);
  std::size_t size = signature.size();
  REQUIRE(EVP_DigestSign(context, signature.data(), &size, kMessage.data(), kMessage.size()) == 1);
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(pair);
  return signature;
}

TEST_CASE("pss_holds_with_exactly_its_hash_its_mask_and_its_salt") {
  const TestKey rsa = rsa_test_key();
  const auto key = PublicKey::from_spki(rsa.spki).value();
  const Bytes signature = sign_pss(rsa, "SHA256", "SHA384", 20);
  SignatureParameters parameters{
      .form = SignatureForm::rsa_pss, .hash = Hash::sha256, .mask_hash = Hash::sha384, .salt_size = 20};
  CHECK(verify_signature(key, parameters, kMessage, signature).has_value());
  const auto refused = [&](SignatureParameters changed) {
    return verify_signature(key, changed, kMessage, signature).error().code == FailureCode::signature_invalid;
  };
  for (const std::size_t salt : {std::size_t{0}, std::size_t{19}, std::size_t{32}, std::size_t{100'000}}) {
    SignatureParameters changed = parameters;
    changed.salt_size = salt;
    CHECK(refused(changed));
  }
  SignatureParameters changed = parameters;
  changed.hash = Hash::sha384;
  CHECK(refused(changed));
  changed = parameters;
  changed.mask_hash = Hash::sha256;
  CHECK(refused(changed));
  changed = parameters;
  changed.form = SignatureForm::rsa_pkcs1;
  CHECK(refused(changed));
}

TEST_CASE("ecdsa_in_der_is_der_and_nothing_else") {
  const TestKey p256 = p256_test_key();
  const auto key = PublicKey::from_spki(p256.spki).value();
  const SignatureParameters parameters{.form = SignatureForm::ecdsa_der, .hash = Hash::sha256};
  const Bytes signature = sign(p256, "SHA256", kMessage);
  CHECK(verify_signature(key, parameters, kMessage, signature).has_value());
  Bytes long_form{0x30, 0x81, signature[1]};  // the length in two octets where one is enough
  base::append(long_form, base::ByteView(signature).subspan(2));
  CHECK(!verify_signature(key, parameters, kMessage, long_form));
  Bytes longer = signature;
  longer.push_back(0);
  CHECK(!verify_signature(key, parameters, kMessage, longer));
  CHECK(!verify_signature(key, parameters, kMessage, sign_p1363(p256, "SHA256", 32, kMessage)));
}

TEST_CASE("ed25519_verifies_the_first_example_of_rfc_8032") {
  const Bytes spki = base::from_hex(
                         "302a300506032b6570032100"
                         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
                         .value();
  Bytes signature = base::from_hex(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
                        .value();
  const auto key = PublicKey::from_spki(spki).value();
  CHECK(key.kind() == KeyKind::ed25519);
  const SignatureParameters parameters{.form = SignatureForm::ed25519};
  CHECK(verify_signature(key, parameters, {}, signature).has_value());
  CHECK(!verify_signature(key, parameters, kMessage, signature));
  signature[0] ^= 0x01;
  CHECK(!verify_signature(key, parameters, {}, signature));
}

TEST_CASE("a_key_of_another_kind_than_the_form_is_refused_by_name") {
  const auto rsa = PublicKey::from_spki(rsa_test_key().spki).value();
  const auto p384 = PublicKey::from_spki(p384_test_key().spki).value();
  const auto code = [](const PublicKey& key, SignatureForm form) {
    return verify_signature(key, {.form = form}, kMessage, Bytes(96)).error().code;
  };
  for (const auto form : {SignatureForm::ecdsa_der, SignatureForm::ecdsa_p1363, SignatureForm::ed25519}) {
    CHECK(code(rsa, form) == FailureCode::signature_algorithm_refused);
  }
  for (const auto form : {SignatureForm::rsa_pkcs1, SignatureForm::rsa_pss, SignatureForm::ed25519}) {
    CHECK(code(p384, form) == FailureCode::signature_algorithm_refused);
  }
}

TEST_CASE("refuses_keys_whose_parameters_are_not_as_their_rfcs_have_them") {
  Bytes rsa = rsa_test_key().spki;
  const Bytes null{0x05, 0x00};
  const auto found = std::ranges::search(rsa, null).begin();
  *found = 0x04;  // an OCTET STRING where RFC 3279 has NULL
  CHECK(PublicKey::from_spki(rsa).error().code == FailureCode::key_malformed);
  Bytes curve = p256_test_key().spki;
  const Bytes prime256v1{0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};
  std::ranges::search(curve, prime256v1).begin()[7] = 0x06;  // prime239v3
  CHECK(PublicKey::from_spki(curve).error().code == FailureCode::signature_algorithm_refused);
}

TEST_CASE("leaves_nothing_in_openssls_error_queue") {
  ERR_clear_error();
  static_cast<void>(PublicKey::from_spki(Bytes{0x30, 0x00}));
  const auto key = PublicKey::from_spki(rsa_test_key().spki).value();
  static_cast<void>(verify_signature(key, SignatureAlgorithm::rsa_pkcs1_sha256, kMessage, Bytes(256, 0x55)));
  CHECK(ERR_peek_error() == 0);
}

}  // namespace
}  // namespace kazashi::crypto
