#include "pki/jpki_profile.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "unit/crypto/test_keys.h"
#include "unit/pki/certificate_parts.h"
#include "unit/pki/test_certificates.h"

namespace kazashi::pki {
namespace {

using base::Failure;
using base::FailureCode;

constexpr auto kAuthentication = CertificateKind::authentication;
constexpr auto kSignature = CertificateKind::signature;

const auto kAuthenticationPolicy = "2a83088c9b55080501031e";
const auto kSignaturePolicy = "2a83088c9b550805010114";
const auto kTestSignaturePolicy = "2a83088c9b550805010014";

Certificate sound(CertificateKind kind) {
  const Leaf leaf = kind == kAuthentication ? authentication_leaf("adult") : signature_leaf("adult");
  return parse_certificate(leaf.certificate).value();
}

Certificate authority() { return parse_certificate(authority_certificate("auth-1"), 1).value(); }

TEST_CASE("certificates_are_for_what_their_kind_says") {
  CHECK(check_end_entity_purpose(sound(kAuthentication), kAuthentication).has_value());
  CHECK(check_end_entity_purpose(sound(kSignature), kSignature).has_value());
  CHECK(check_end_entity_purpose(sound(kAuthentication), kSignature).error() ==
        Failure{FailureCode::certificate_key_usage_wrong, 0});
  CHECK(check_end_entity_purpose(sound(kSignature), kAuthentication).error() ==
        Failure{FailureCode::certificate_key_usage_wrong, 0});
}

TEST_CASE("key_usage_must_be_there_critical_and_exact") {
  const auto refusal = [](auto bend) {
    Certificate certificate = sound(kAuthentication);
    bend(certificate);
    return check_end_entity_purpose(certificate, kAuthentication).error().code;
  };
  CHECK(refusal([](Certificate& c) { c.key_usage.reset(); }) == FailureCode::certificate_key_usage_missing);
  CHECK(refusal([](Certificate& c) { c.key_usage->critical = false; }) ==
        FailureCode::certificate_key_usage_not_critical);
  CHECK(refusal([](Certificate& c) { c.key_usage->bits |= 1U << 2; }) ==
        FailureCode::certificate_key_usage_wrong);
  CHECK(refusal([](Certificate& c) { c.key_usage->bits = kNonRepudiation; }) ==
        FailureCode::certificate_key_usage_wrong);
}

TEST_CASE("extended_key_usage_may_be_absent_or_as_seen") {
  Certificate certificate = sound(kAuthentication);
  certificate.extended_key_usage.reset();
  CHECK(check_end_entity_purpose(certificate, kAuthentication).has_value());
  certificate.extended_key_usage =
      OidList{.critical = false, .oids = {hex("2b06010505070301")}};  // serverAuth
  CHECK(check_end_entity_purpose(certificate, kAuthentication).error().code ==
        FailureCode::certificate_extended_key_usage_wrong);

  Certificate signing = sound(kSignature);
  signing.extended_key_usage = OidList{.critical = false, .oids = {hex("2b06010505070302")}};
  CHECK(check_end_entity_purpose(signing, kSignature).error().code ==
        FailureCode::certificate_extended_key_usage_wrong);
}

TEST_CASE("authorities_and_self_issued_certificates_are_no_end_entities") {
  Certificate certificate = sound(kAuthentication);
  certificate.basic_constraints = BasicConstraints{.critical = true, .authority = false, .path_length = {}};
  CHECK(check_end_entity_purpose(certificate, kAuthentication).has_value());
  certificate.basic_constraints->authority = true;
  CHECK(check_end_entity_purpose(certificate, kAuthentication).error().code ==
        FailureCode::certificate_is_authority);
  certificate = sound(kAuthentication);
  certificate.subject = certificate.issuer;
  CHECK(check_end_entity_purpose(certificate, kAuthentication).error().code ==
        FailureCode::certificate_self_issued);
}

base::Result<void> policy_result(std::vector<base::Bytes> oids, CertificateKind kind,
                                 Environment environment) {
  Certificate certificate = sound(kind);
  certificate.policies = OidList{.critical = true, .oids = std::move(oids)};
  return check_policy(certificate, kind, environment);
}

TEST_CASE("policies_are_those_of_the_kind") {
  for (const auto environment : {Environment::production, Environment::test}) {
    CHECK(policy_result({hex(kAuthenticationPolicy)}, kAuthentication, environment).has_value());
    CHECK(policy_result({hex(kSignaturePolicy)}, kSignature, environment).has_value());
    CHECK(policy_result({hex(kSignaturePolicy)}, kAuthentication, environment).error().code ==
          FailureCode::certificate_policy_wrong);
    CHECK(policy_result({hex(kAuthenticationPolicy)}, kSignature, environment).error().code ==
          FailureCode::certificate_policy_wrong);
  }
}

TEST_CASE("the_policy_of_the_test_environment_counts_under_test_anchors_alone") {
  CHECK(policy_result({hex(kTestSignaturePolicy)}, kSignature, Environment::test).has_value());
  CHECK(policy_result({hex(kTestSignaturePolicy)}, kSignature, Environment::production).error().code ==
        FailureCode::certificate_policy_wrong);
  CHECK(policy_result({hex(kTestSignaturePolicy)}, kAuthentication, Environment::test).error().code ==
        FailureCode::certificate_policy_wrong);
}

TEST_CASE("a_policy_must_be_there_critical_and_the_only_one") {
  Certificate certificate = sound(kAuthentication);
  certificate.policies->critical = false;
  CHECK(check_policy(certificate, kAuthentication, Environment::test).error().code ==
        FailureCode::certificate_policy_not_critical);
  certificate.policies.reset();
  CHECK(check_policy(certificate, kAuthentication, Environment::test).error().code ==
        FailureCode::certificate_policy_missing);
  const auto any_policy = "551d2000";
  CHECK(policy_result({hex(any_policy)}, kAuthentication, Environment::test).error().code ==
        FailureCode::certificate_policy_wrong);
  CHECK(policy_result({hex(kAuthenticationPolicy), hex(any_policy)}, kAuthentication, Environment::test)
            .error()
            .code == FailureCode::certificate_policy_wrong);
}

TEST_CASE("authorities_say_critically_that_they_are_and_may_sign_certificates") {
  CHECK(check_authority_purpose(authority()).has_value());
  const auto refusal = [](auto bend) {
    Certificate certificate = authority();
    bend(certificate);
    return check_authority_purpose(certificate).error();
  };
  CHECK(refusal([](Certificate& c) { c.basic_constraints.reset(); }) ==
        Failure{FailureCode::certificate_is_not_authority, 1});
  CHECK(refusal([](Certificate& c) { c.basic_constraints->critical = false; }).code ==
        FailureCode::certificate_is_not_authority);
  CHECK(refusal([](Certificate& c) { c.basic_constraints->authority = false; }).code ==
        FailureCode::certificate_is_not_authority);
  CHECK(refusal([](Certificate& c) { c.key_usage.reset(); }).code ==
        FailureCode::certificate_key_usage_missing);
  CHECK(refusal([](Certificate& c) { c.key_usage->critical = false; }).code ==
        FailureCode::certificate_key_usage_not_critical);
  CHECK(refusal([](Certificate& c) { c.key_usage->bits = kDigitalSignature; }).code ==
        FailureCode::certificate_key_usage_wrong);
}

crypto::PublicKey key_of(base::ByteView spki) { return crypto::PublicKey::from_spki(spki).value(); }

TEST_CASE("signatures_are_rsa_over_sha_2") {
  const crypto::PublicKey key = key_of(crypto::rsa_test_key().spki);
  const auto result = [&](std::string_view oid, std::string_view parameters) {
    Certificate certificate = sound(kAuthentication);
    certificate.signature_algorithm = {.oid = hex(oid), .parameters = hex(parameters)};
    return check_strength(certificate, key, 1);
  };
  for (const auto good : {"2a864886f70d01010b", "2a864886f70d01010c", "2a864886f70d01010d"}) {
    CHECK(result(good, "0500").has_value());
    CHECK(result(good, "").error().code == FailureCode::signature_algorithm_refused);
    CHECK(result(good, "0501").error().code == FailureCode::signature_algorithm_refused);
  }
  for (const auto weak : {"2a864886f70d010104", "2a864886f70d010105", "2b0e03021d"}) {
    CHECK(result(weak, "0500").error() == Failure{FailureCode::certificate_weak_signature, 1});
  }
  const auto pss = "2a864886f70d01010a";
  CHECK(result(pss, "0500").error().code == FailureCode::signature_algorithm_refused);
}

TEST_CASE("keys_are_rsa_of_2048_bits_and_a_sound_exponent") {
  const Certificate certificate = sound(kAuthentication);
  CHECK(check_strength(certificate, key_of(crypto::rsa_test_key().spki), 0).has_value());
  const Certificate short_key = parse_certificate(hostile_leaf("rsa-1024").certificate).value();
  CHECK(check_strength(short_key, key_of(short_key.public_key), 0).error() ==
        Failure{FailureCode::certificate_weak_key, 0});
  CHECK(check_strength(certificate, key_of(crypto::p384_test_key().spki), 0).error() ==
        Failure{FailureCode::certificate_weak_key, 0});

  // the exponent stands at the end of the key: 02 03 01 00 01
  base::Bytes even_exponent = crypto::rsa_test_key().spki;
  even_exponent.back() = 0x02;
  CHECK(check_strength(certificate, key_of(even_exponent), 0).error().code ==
        FailureCode::certificate_weak_key);
  base::Bytes small_exponent = crypto::rsa_test_key().spki;
  *(small_exponent.end() - 3) = 0x00;  // 00 FF 01 = 65281
  *(small_exponent.end() - 2) = 0xFF;
  CHECK(check_strength(certificate, key_of(small_exponent), 0).error().code ==
        FailureCode::certificate_weak_key);
}

TEST_CASE("both_ends_belong_to_the_validity") {
  const Certificate certificate = sound(kAuthentication);
  constexpr std::chrono::seconds kSecond{1};
  CHECK(check_validity(certificate, certificate.not_before, 0).has_value());
  CHECK(check_validity(certificate, certificate.not_after, 0).has_value());
  CHECK(check_validity(certificate, certificate.not_before - kSecond, 0).error() ==
        Failure{FailureCode::certificate_not_yet_valid, 0});
  CHECK(check_validity(certificate, certificate.not_after + kSecond, 1).error() ==
        Failure{FailureCode::certificate_expired, 1});
}

}  // namespace
}  // namespace kazashi::pki
