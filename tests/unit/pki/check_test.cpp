#include "pki/check.h"

#include <algorithm>
#include <array>

#include <catch2/catch_test_macros.hpp>

#include "unit/pki/test_certificates.h"

namespace kazashi::pki {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;

constexpr auto kAuthentication = CertificateKind::authentication;
constexpr auto kSignature = CertificateKind::signature;

CertificateCheck check(const Leaf& leaf, const AnchorSet& anchors, CertificateKind kind = kAuthentication) {
  return check_certificate(leaf.certificate, leaf.authority, kind, anchors, test_today());
}

const Finding& finding(const CertificateCheck& check, FindingId id, std::uint32_t certificate = 0) {
  const auto found = std::ranges::find_if(check.findings, [&](const Finding& entry) {
    return entry.id == id && entry.certificate.value_or(0) == certificate;
  });
  REQUIRE(found != check.findings.end());
  return *found;
}

bool all_passed(const CertificateCheck& check) {
  return std::ranges::all_of(check.findings,
                             [](const Finding& entry) { return entry.outcome == Outcome::passed; });
}

/// The reason of the one finding that failed, all others being passed or not made for want of it.
Failure only_failure(const CertificateCheck& check) {
  std::optional<Failure> failure;
  for (const Finding& entry : check.findings) {
    CHECK(entry.outcome != Outcome::indeterminate);
    if (entry.outcome != Outcome::failed) continue;
    CHECK_FALSE(failure.has_value());
    failure = entry.reason;
  }
  REQUIRE(failure.has_value());
  return *failure;
}

Failure hostile_failure(std::string_view name) {
  return only_failure(check(hostile_leaf(name), test_anchors()));
}

TEST_CASE("a_sound_certificate_below_a_configured_authority_passes_every_check") {
  for (const auto& [leaf, kind] : {std::pair(authentication_leaf("adult"), kAuthentication),
                                   std::pair(signature_leaf("adult"), kSignature),
                                   std::pair(authentication_leaf("second-generation"), kAuthentication),
                                   std::pair(hostile_leaf("sound"), kAuthentication)}) {
    const CertificateCheck result = check(leaf, test_anchors(), kind);
    CHECK(all_passed(result));
    CHECK(result.certificate->der == leaf.certificate);
    CHECK(result.authority->der == leaf.authority);
    CHECK(result.anchor->fingerprint == crypto::sha256(leaf.authority));
    CHECK(result.key->bits() == 2048);
  }
}

TEST_CASE("the_list_of_checks_is_the_same_whatever_was_found") {
  const std::vector<std::pair<FindingId, std::optional<std::uint32_t>>> expected = {
      {FindingId::certificate_form, 0},    {FindingId::certificate_purpose, 0},
      {FindingId::certificate_policy, 0},  {FindingId::certificate_strength, 0},
      {FindingId::path_anchor, {}},        {FindingId::certificate_form, 1},
      {FindingId::certificate_purpose, 1}, {FindingId::certificate_strength, 1},
      {FindingId::path_signature, 0},      {FindingId::path_validity, 0},
      {FindingId::path_validity, 1}};
  const Leaf broken{.certificate = Bytes{0x30, 0x00}, .authority = Bytes{}};
  for (const Leaf& leaf : {authentication_leaf("adult"), authentication_leaf("other-ca"), broken}) {
    const CertificateCheck result = check(leaf, test_anchors());
    REQUIRE(result.findings.size() == expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at) {
      CHECK(result.findings[at].id == expected[at].first);
      CHECK(result.findings[at].certificate == expected[at].second);
    }
  }
}

TEST_CASE("the_anchor_finding_names_bundle_anchor_and_confidence") {
  const CertificateCheck result = check(authentication_leaf("adult"), test_anchors());
  const auto& source = finding(result, FindingId::path_anchor).source;
  REQUIRE(source.has_value());
  CHECK(source->name == "trust-bundle unit 1 auth-1 generated-for-tests");
  CHECK(source->issued == test_today());
}

TEST_CASE("a_reason_stands_beside_every_outcome_but_passed") {
  for (const auto person : {"adult", "expired", "other-ca", "altered-certificate"}) {
    for (const Finding& entry : check(authentication_leaf(person), test_anchors()).findings) {
      CHECK(entry.reason.has_value() == (entry.outcome != Outcome::passed));
    }
  }
}

TEST_CASE("time_is_a_finding_of_its_own") {
  CHECK(only_failure(check(authentication_leaf("expired"), test_anchors())) ==
        Failure{FailureCode::certificate_expired, 0});
  CHECK(only_failure(check(authentication_leaf("not-yet-valid"), test_anchors())) ==
        Failure{FailureCode::certificate_not_yet_valid, 0});
  const CertificateCheck expired = check(authentication_leaf("expired"), test_anchors());
  CHECK(finding(expired, FindingId::path_signature).outcome == Outcome::passed);
}

TEST_CASE("the_last_second_of_the_validity_passes_and_the_next_one_does_not") {
  const Leaf leaf = authentication_leaf("adult");
  const auto end = parse_certificate(leaf.certificate).value().not_after;
  const AnchorSet anchors = test_anchors();
  CHECK(all_passed(check_certificate(leaf.certificate, leaf.authority, kAuthentication, anchors, end)));
  const auto later = check_certificate(leaf.certificate, leaf.authority, kAuthentication, anchors,
                                       end + std::chrono::seconds{1});
  CHECK(only_failure(later) == Failure{FailureCode::certificate_expired, 0});
}

TEST_CASE("an_altered_certificate_fails_by_its_signature") {
  CHECK(only_failure(check(authentication_leaf("altered-certificate"), test_anchors())) ==
        Failure{FailureCode::certificate_signature_invalid, 0});
}

TEST_CASE("an_authority_that_is_not_configured_leaves_the_path_open") {
  const CertificateCheck result = check(authentication_leaf("other-ca"), test_anchors());
  const Finding& anchor = finding(result, FindingId::path_anchor);
  CHECK(anchor.outcome == Outcome::indeterminate);
  CHECK(anchor.reason == Failure{FailureCode::path_anchor_not_configured});
  CHECK(anchor.source->name == "trust-bundle unit 1");
  CHECK(finding(result, FindingId::path_signature).outcome == Outcome::not_checked);
  CHECK(finding(result, FindingId::path_signature).reason == Failure{FailureCode::prerequisite_failed});
  CHECK_FALSE(result.anchor.has_value());
}

TEST_CASE("an_authority_counts_for_its_own_purpose_alone") {
  const CertificateCheck signing = check(signature_leaf("adult"), test_anchors(), kAuthentication);
  CHECK(finding(signing, FindingId::path_anchor).reason == Failure{FailureCode::path_anchor_wrong_purpose});
  CHECK(finding(signing, FindingId::path_anchor).outcome == Outcome::failed);

  const CertificateCheck authenticating = check(authentication_leaf("adult"), test_anchors(), kSignature);
  CHECK(finding(authenticating, FindingId::path_anchor).reason ==
        Failure{FailureCode::path_anchor_wrong_purpose});

  AnchorSet anchors = test_anchors();
  for (Anchor& anchor : anchors.anchors) anchor.purpose = kSignature;
  CHECK(only_failure(check(authentication_leaf("adult"), anchors)) ==
        Failure{FailureCode::path_anchor_wrong_purpose});
}

TEST_CASE("generations_of_one_name_are_told_apart_by_key_identifier") {
  Leaf leaf = authentication_leaf("adult");
  leaf.authority = authority_certificate("auth-2");
  CHECK(parse_certificate(leaf.certificate).value().issuer ==
        parse_certificate(leaf.authority, 1).value().subject);
  CHECK(only_failure(check(leaf, test_anchors())) == Failure{FailureCode::path_issuer_mismatch, 0});
}

TEST_CASE("without_the_authoritys_certificate_the_bundles_own_serves") {
  AnchorSet anchors = test_anchors();
  for (Anchor& anchor : anchors.anchors) anchor.certificate = authority_certificate(anchor.name);
  for (const auto person : {"adult", "second-generation"}) {
    const Leaf leaf = authentication_leaf(person);
    const auto result = check_certificate(leaf.certificate, {}, kAuthentication, anchors, test_today());
    CHECK(all_passed(result));
    CHECK(result.authority->der == leaf.authority);
  }
  const Leaf signing = signature_leaf("adult");
  const auto wrong = check_certificate(signing.certificate, {}, kAuthentication, anchors, test_today());
  CHECK(finding(wrong, FindingId::path_anchor).reason == Failure{FailureCode::path_anchor_wrong_purpose});
}

TEST_CASE("a_certificate_in_the_bundle_counts_by_its_fingerprint_too") {
  AnchorSet anchors = test_anchors();
  for (Anchor& anchor : anchors.anchors) {
    anchor.certificate = authority_certificate(anchor.name);
    anchor.fingerprint[0] ^= 1;
  }
  const Leaf leaf = authentication_leaf("adult");
  const auto result = check_certificate(leaf.certificate, {}, kAuthentication, anchors, test_today());
  CHECK(finding(result, FindingId::path_anchor).reason == Failure{FailureCode::path_anchor_not_configured});
}

TEST_CASE("a_known_authority_whose_certificate_is_not_at_hand_leaves_the_path_open") {
  const Leaf leaf = authentication_leaf("adult");
  const auto result = check_certificate(leaf.certificate, {}, kAuthentication, test_anchors(), test_today());
  CHECK(finding(result, FindingId::path_anchor).outcome == Outcome::indeterminate);
  CHECK(finding(result, FindingId::path_anchor).reason == Failure{FailureCode::path_anchor_missing});
  CHECK(finding(result, FindingId::certificate_form, 1).outcome == Outcome::not_checked);
  CHECK_FALSE(all_passed(result));
}

TEST_CASE("test_hierarchies_fail_under_production_anchors") {
  AnchorSet anchors = test_anchors();
  anchors.environment = Environment::production;
  CHECK(only_failure(check(authentication_leaf("adult"), anchors)) ==
        Failure{FailureCode::path_test_authority});
  CHECK(finding(check(authentication_leaf("other-ca"), anchors), FindingId::path_anchor).reason ==
        Failure{FailureCode::path_test_authority});

  AnchorSet with_test = test_anchors_and(hostile_leaf("jpki-test-name").authority);
  CHECK(all_passed(check(hostile_leaf("jpki-test-name"), with_test)));
  with_test.environment = Environment::production;
  CHECK(only_failure(check(hostile_leaf("jpki-test-name"), with_test)) ==
        Failure{FailureCode::path_test_authority});
}

TEST_CASE("hostile_certificates_fail_by_the_check_they_were_made_for") {
  CHECK(hostile_failure("ca-true-leaf") == Failure{FailureCode::certificate_is_authority, 0});
  CHECK(hostile_failure("sign-policy-under-auth-authority") ==
        Failure{FailureCode::certificate_policy_wrong, 0});
  CHECK(hostile_failure("missing-policy") == Failure{FailureCode::certificate_policy_missing, 0});
  CHECK(hostile_failure("non-critical-policy") == Failure{FailureCode::certificate_policy_not_critical, 0});
  CHECK(hostile_failure("missing-key-usage") == Failure{FailureCode::certificate_key_usage_missing, 0});
  CHECK(hostile_failure("non-critical-key-usage") ==
        Failure{FailureCode::certificate_key_usage_not_critical, 0});
  CHECK(hostile_failure("wrong-key-usage") == Failure{FailureCode::certificate_key_usage_wrong, 0});
  CHECK(hostile_failure("unknown-critical-extension") ==
        Failure{FailureCode::certificate_unknown_critical_extension, 0});
  CHECK(hostile_failure("duplicate-extension") == Failure{FailureCode::certificate_duplicate_extension, 0});
  CHECK(hostile_failure("negative-serial") == Failure{FailureCode::certificate_bad_serial, 0});
  CHECK(hostile_failure("trailing-bytes").code == FailureCode::der_trailing_bytes);
  CHECK(hostile_failure("wrong-issuer-key-id") == Failure{FailureCode::path_issuer_mismatch, 0});
  CHECK(hostile_failure("missing-issuer-key-id") ==
        Failure{FailureCode::certificate_key_identifier_missing, 0});
}

TEST_CASE("an_extension_we_do_not_understand_is_our_refusal_not_only_openssls") {
  const CertificateCheck result = check(hostile_leaf("unknown-critical-extension"), test_anchors());
  CHECK(finding(result, FindingId::certificate_form).reason ==
        Failure{FailureCode::certificate_unknown_critical_extension, 0});
  CHECK(finding(result, FindingId::path_signature).outcome == Outcome::not_checked);
  CHECK_FALSE(result.certificate.has_value());
}

TEST_CASE("weak_certificates_fail_by_strength_and_by_path_both") {
  const auto weak = [](std::string_view name, FailureCode code) {
    const CertificateCheck result = check(hostile_leaf(name), test_anchors());
    CHECK(finding(result, FindingId::certificate_strength).reason == Failure{code, 0});
    CHECK(finding(result, FindingId::path_signature).reason == Failure{code, 0});
  };
  weak("sha1-signed", FailureCode::certificate_weak_signature);
  weak("rsa-1024", FailureCode::certificate_weak_key);
}

TEST_CASE("unsound_authorities_fail_though_they_are_configured") {
  const auto reason = [](std::string_view name, FindingId id) {
    const Leaf leaf = hostile_leaf(name);
    const CertificateCheck result = check(leaf, test_anchors_and(leaf.authority));
    CHECK(finding(result, FindingId::path_anchor).outcome == Outcome::passed);
    return finding(result, id, 1).reason;
  };
  CHECK(reason("authority-without-basic-constraints", FindingId::certificate_purpose) ==
        Failure{FailureCode::certificate_is_not_authority, 1});
  CHECK(reason("authority-with-wrong-key-usage", FindingId::certificate_purpose) ==
        Failure{FailureCode::certificate_key_usage_wrong, 1});
  CHECK(reason("authority-rsa-1024", FindingId::certificate_strength) ==
        Failure{FailureCode::certificate_weak_key, 1});
  CHECK(reason("authority-expired", FindingId::path_validity) ==
        Failure{FailureCode::certificate_expired, 1});
}

TEST_CASE("nobody_vouches_for_itself_or_below_an_end_entity_even_if_configured") {
  for (const auto name : {"self-issued", "issued-by-end-entity"}) {
    const Leaf leaf = hostile_leaf(name);
    CHECK_FALSE(all_passed(check(leaf, test_anchors())));
    const CertificateCheck result = check(leaf, test_anchors_and(leaf.authority));
    CHECK(finding(result, FindingId::path_signature).outcome == Outcome::failed);
    CHECK(finding(result, FindingId::certificate_purpose, 1).reason ==
          Failure{FailureCode::certificate_is_not_authority, 1});
  }
  const CertificateCheck self = check(hostile_leaf("self-issued"), test_anchors());
  CHECK(finding(self, FindingId::certificate_purpose).reason ==
        Failure{FailureCode::certificate_self_issued, 0});
}

TEST_CASE("a_certificate_cut_off_at_any_place_fails_and_nothing_else_is_claimed") {
  const Leaf leaf = authentication_leaf("adult");
  const AnchorSet anchors = test_anchors();
  for (std::size_t size = 0; size < leaf.certificate.size(); ++size) {
    const auto result = check_certificate(base::ByteView(leaf.certificate).first(size), leaf.authority,
                                          kAuthentication, anchors, test_today());
    REQUIRE(finding(result, FindingId::certificate_form).outcome == Outcome::failed);
    REQUIRE(finding(result, FindingId::path_anchor).outcome == Outcome::not_checked);
    REQUIRE(finding(result, FindingId::path_signature).outcome == Outcome::not_checked);
    REQUIRE_FALSE(result.key.has_value());
  }
}

TEST_CASE("an_authority_cut_off_at_any_place_never_vouches") {
  const Leaf leaf = authentication_leaf("adult");
  const AnchorSet anchors = test_anchors();
  for (std::size_t size = 0; size < leaf.authority.size(); ++size) {
    const auto result = check_certificate(leaf.certificate, base::ByteView(leaf.authority).first(size),
                                          kAuthentication, anchors, test_today());
    REQUIRE(finding(result, FindingId::certificate_form, 1).outcome == Outcome::failed);
    REQUIRE(finding(result, FindingId::path_anchor).outcome == Outcome::not_checked);
  }
}

TEST_CASE("no_changed_octet_of_either_certificate_passes_every_check") {
  const Leaf leaf = authentication_leaf("adult");
  const AnchorSet anchors = test_anchors();
  for (const std::uint8_t change : std::to_array<std::uint8_t>({0x01, 0x80, 0xFF})) {
    for (std::size_t at = 0; at < leaf.certificate.size(); ++at) {
      Leaf changed = leaf;
      changed.certificate[at] ^= change;
      REQUIRE_FALSE(all_passed(check(changed, anchors)));
    }
    for (std::size_t at = 0; at < leaf.authority.size(); ++at) {
      Leaf changed = leaf;
      changed.authority[at] ^= change;
      const CertificateCheck result = check(changed, anchors);
      REQUIRE_FALSE(all_passed(result));
      REQUIRE_FALSE(result.anchor.has_value());
    }
  }
}

TEST_CASE("whatever_was_not_made_for_want_of_a_prerequisite_stands_beside_what_did_not_pass") {
  const Leaf sound = authentication_leaf("adult");
  const std::vector<Leaf> leaves = {sound,
                                    authentication_leaf("other-ca"),
                                    authentication_leaf("altered-certificate"),
                                    hostile_leaf("unknown-critical-extension"),
                                    Leaf{.certificate = sound.certificate, .authority = Bytes{0x30}},
                                    Leaf{.certificate = Bytes(), .authority = sound.authority}};
  for (const Leaf& leaf : leaves) {
    const auto findings = check(leaf, test_anchors()).findings;
    const bool something_open = std::ranges::any_of(findings, [](const Finding& entry) {
      return entry.outcome == Outcome::failed || entry.outcome == Outcome::indeterminate;
    });
    const bool something_left = std::ranges::any_of(
        findings, [](const Finding& entry) { return entry.outcome == Outcome::not_checked; });
    CHECK((!something_left || something_open));
  }
}

}  // namespace
}  // namespace kazashi::pki
