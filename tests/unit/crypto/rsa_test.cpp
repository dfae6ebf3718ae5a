#include "crypto/rsa.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/crypto/test_keys.h"

namespace kazashi::crypto {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;

constexpr std::size_t kModulusAt = 33;  // in a SubjectPublicKeyInfo of RSA-2048

Bytes modulus_of(const TestKey& key) {
  return base::to_bytes(ByteView(key.spki).subspan(kModulusAt, kRsa2048Size));
}

base::Result<PublicKey> key_of(const Bytes& modulus) {
  return rsa_2048_key(std::span<const std::uint8_t, kRsa2048Size>(modulus));
}

/// A DigestInfo for SHA-256 that claims three digests at once, as the face of a My Number Card has it.
Bytes three_digests() {
  Bytes info{0x30, 0x71, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
             0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x60};
  for (int i = 0; i < 96; ++i) info.push_back(static_cast<std::uint8_t>(i));
  return info;
}

TEST_CASE("makes_a_key_of_a_modulus_as_cards_write_it") {
  const auto key = key_of(modulus_of(rsa_test_key()));
  REQUIRE(key);
  CHECK(key->bits() == 2048);
  CHECK(key->rsa_exponent() == 65537);
  const Bytes message{1, 2, 3};
  CHECK(verify_signature(*key, SignatureAlgorithm::rsa_pkcs1_sha256, message,
                         sign(rsa_test_key(), "SHA256", message)));
}

TEST_CASE("refuses_a_modulus_that_is_short_or_even") {
  auto modulus = modulus_of(rsa_test_key());
  auto damaged = modulus;
  damaged.front() &= 0x7F;
  CHECK(key_of(damaged).error().code == FailureCode::key_malformed);
  damaged = modulus;
  damaged.back() &= 0xFE;
  CHECK(key_of(damaged).error().code == FailureCode::key_malformed);
}

TEST_CASE("verifies_a_signature_over_a_DigestInfo_that_no_digest_has") {
  const auto key = key_of(modulus_of(rsa_test_key()));
  REQUIRE(key);
  const auto info = three_digests();
  CHECK(verify_rsa_digest_info(*key, info, sign_digest_info(rsa_test_key(), info)));
  CHECK(verify_rsa_digest_info(*key, info, sign_digest_info(other_rsa_test_key(), info)).error().code ==
        FailureCode::signature_invalid);
}

TEST_CASE("compares_the_whole_block_and_not_what_it_begins_or_ends_with") {
  const auto key = key_of(modulus_of(rsa_test_key()));
  REQUIRE(key);
  const auto info = three_digests();
  for (const std::size_t at : {std::size_t{0}, std::size_t{18}, std::size_t{19}, info.size() - 1}) {
    auto other = info;
    other[at] ^= 1;
    CHECK_FALSE(verify_rsa_digest_info(*key, other, sign_digest_info(rsa_test_key(), info)));
  }
  auto longer = info;
  longer.push_back(0);
  CHECK_FALSE(verify_rsa_digest_info(*key, info, sign_digest_info(rsa_test_key(), longer)));
  const auto shorter = ByteView(info).first(info.size() - 1);
  CHECK_FALSE(verify_rsa_digest_info(*key, info, sign_digest_info(rsa_test_key(), shorter)));
}

TEST_CASE("refuses_signatures_of_another_length_or_beyond_the_modulus") {
  const auto key = key_of(modulus_of(rsa_test_key()));
  REQUIRE(key);
  const auto info = three_digests();
  auto signature = sign_digest_info(rsa_test_key(), info);
  CHECK_FALSE(verify_rsa_digest_info(*key, info, ByteView(signature).first(255)));
  CHECK_FALSE(verify_rsa_digest_info(*key, info, Bytes(256, 0xFF)));
  CHECK_FALSE(verify_rsa_digest_info(*key, info, Bytes(256, 0x00)));
  CHECK_FALSE(verify_rsa_digest_info(*key, Bytes(246, 0x30), signature));
  signature.insert(signature.begin(), 0);
  CHECK_FALSE(verify_rsa_digest_info(*key, info, signature));
}

TEST_CASE("asks_no_elliptic_curve_for_an_RSA_signature") {
  const auto key = PublicKey::from_spki(p256_test_key().spki);
  REQUIRE(key);
  CHECK(verify_rsa_digest_info(*key, three_digests(), Bytes(256, 1)).error().code ==
        FailureCode::signature_algorithm_refused);
}

TEST_CASE("verifies_P_384_with_SHA_256_and_with_no_other_digest") {
  const auto key = PublicKey::from_spki(p384_test_key().spki);
  REQUIRE(key);
  const Bytes message{1, 2, 3};
  const auto signature = sign_p1363(p384_test_key(), "SHA256", 48, message);
  CHECK(verify_signature(*key, SignatureAlgorithm::ecdsa_p384_sha256, message, signature));
  CHECK_FALSE(verify_signature(*key, SignatureAlgorithm::ecdsa_p384_sha384, message, signature));
}

}  // namespace
}  // namespace kazashi::crypto
