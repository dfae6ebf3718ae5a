#include "crypto/path_validation.h"

#include <catch2/catch_test_macros.hpp>
#include <openssl/err.h>

#include "der/oid.h"
#include "der/writer.h"
#include "unit/crypto/made_certificates.h"

namespace kazashi::crypto {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;
using base::parse_utc;

const base::UtcTime kBegin = parse_utc("2026-01-01T00:00:00Z").value();
const base::UtcTime kEnd = parse_utc("2027-01-01T00:00:00Z").value();
const base::UtcTime kNow = parse_utc("2026-07-01T00:00:00Z").value();

CertificatePlan plan_of(std::string subject, std::string issuer, TestKey key, TestKey issuer_key) {
  CertificatePlan plan;
  plan.subject = std::move(subject);
  plan.issuer = std::move(issuer);
  plan.key = std::move(key);
  plan.issuer_key = std::move(issuer_key);
  plan.not_before = kBegin;
  plan.not_after = kEnd;
  return plan;
}

CertificatePlan authority(std::string subject, std::string issuer, TestKey key, TestKey issuer_key) {
  CertificatePlan plan =
      plan_of(std::move(subject), std::move(issuer), std::move(key), std::move(issuer_key));
  plan.authority = true;
  return plan;
}

CertificatePlan root_plan() { return authority("root", "root", p256_test_key(), p256_test_key()); }
CertificatePlan middle_plan() { return authority("middle", "root", p384_test_key(), p256_test_key()); }
CertificatePlan leaf_plan() { return plan_of("leaf", "middle", other_p384_test_key(), p384_test_key()); }

Bytes crl(std::string issuer, TestKey key, std::vector<std::uint32_t> revoked, base::UtcTime next_update,
          bool numbered = true) {
  CrlPlan plan;
  plan.issuer = std::move(issuer);
  plan.issuer_key = std::move(key);
  plan.revoked = std::move(revoked);
  plan.this_update = kBegin;
  plan.next_update = next_update;
  plan.numbered = numbered;
  return make_crl(plan);
}

/// root, middle, leaf, and whatever a test changes.
struct Chain {
  Bytes root = make_certificate(root_plan());
  std::vector<Bytes> middles = {make_certificate(middle_plan())};
  Bytes leaf = make_certificate(leaf_plan());
  std::vector<Bytes> crls = {};
  PathQuestion question = {};

  PathAnswer ask() {
    const std::vector<ByteView> intermediates(middles.begin(), middles.end());
    const std::vector<ByteView> lists(crls.begin(), crls.end());
    const ByteView anchor = root;
    question.end_entity = leaf;
    question.intermediates = intermediates;
    question.anchors = {&anchor, 1};
    question.crls = lists;
    if (question.time == base::UtcTime{}) question.time = kNow;
    return validate(question);
  }
  /// The most telling reason.
  PathAnswer::Reason reason() {
    const PathAnswer answer = ask();
    REQUIRE(!answer.valid());
    return answer.reasons.front();
  }
};

TEST_CASE("finds_the_path_through_an_intermediate_authority") {
  Chain chain;
  const PathAnswer answer = chain.ask();
  CHECK(answer.valid());
  CHECK(answer.path == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("both_ends_of_a_validity_belong_to_it") {
  Chain chain;
  chain.question.time = kBegin;
  CHECK(chain.ask().valid());
  chain.question.time = kEnd;
  CHECK(chain.ask().valid());
  chain.question.time = kEnd + std::chrono::seconds(1);
  CHECK(chain.reason().failure.code == FailureCode::certificate_expired);
  chain.question.time = kBegin - std::chrono::seconds(1);
  CHECK(chain.reason().failure.code == FailureCode::certificate_not_yet_valid);
}

TEST_CASE("goes_back_and_takes_another_authority_of_the_same_name") {
  Chain chain;
  CertificatePlan expired = middle_plan();
  expired.not_after = kNow - std::chrono::seconds(1);
  CertificatePlan other_key = middle_plan();
  other_key.key = p256_test_key();
  chain.middles.insert(chain.middles.begin(), {make_certificate(expired), make_certificate(other_key)});
  const PathAnswer answer = chain.ask();
  CHECK(answer.valid());
  CHECK(answer.path == std::vector<std::uint32_t>{0, 3, 4});
}

TEST_CASE("what_is_wrong_with_the_right_path_is_told_before_what_is_wrong_with_another") {
  Chain chain;
  CertificatePlan expired = middle_plan();
  expired.not_after = kNow - std::chrono::seconds(1);
  CertificatePlan other_key = middle_plan();
  other_key.key = p256_test_key();
  chain.middles = {make_certificate(other_key), make_certificate(expired)};
  const auto reason = chain.reason();
  CHECK(reason.failure.code == FailureCode::certificate_expired);
  CHECK(reason.certificate == 2);
}

TEST_CASE("refuses_a_signature_made_with_another_key") {
  Chain chain;
  CertificatePlan forged = leaf_plan();
  forged.issuer_key = other_p384_test_key();
  chain.leaf = make_certificate(forged);
  const auto reason = chain.reason();
  CHECK(reason.failure.code == FailureCode::certificate_signature_invalid);
  CHECK(reason.certificate == 0);
}

TEST_CASE("without_the_authority_between_no_path_is_found") {
  Chain chain;
  chain.middles.clear();
  CHECK(chain.reason().failure.code == FailureCode::path_not_found);
}

TEST_CASE("an_anchor_vouches_for_itself_only_where_that_is_asked_for") {
  Chain chain;
  chain.leaf = chain.root;
  CHECK(chain.reason().failure.code == FailureCode::path_not_found);
  chain.question.end_entity_may_be_anchor = true;
  CHECK(chain.ask().valid());
}

TEST_CASE("a_trusted_end_entity_with_an_unknown_critical_extension_is_refused_whatever_binds") {
  CertificatePlan own = plan_of("own", "own", p256_test_key(), p256_test_key());
  own.extensions = {make_extension(der::oid("1.2.3.4.5").view(), true, der::write_null())};
  Chain chain;
  chain.root = make_certificate(own);
  chain.leaf = chain.root;
  chain.question.end_entity_may_be_anchor = true;
  chain.question.anchor_rule = AnchorRule::name_and_key;
  CHECK(chain.reason().failure.code == FailureCode::certificate_unknown_critical_extension);
}

TEST_CASE("an_anchors_own_validity_and_extensions_bind_as_the_rule_says") {
  Chain chain;
  CertificatePlan narrow = root_plan();
  narrow.path_length = 0;
  chain.root = make_certificate(narrow);
  CHECK(chain.reason().failure.code == FailureCode::path_too_long);
  chain.question.anchor_rule = AnchorRule::validity;
  CHECK(chain.ask().valid());

  CertificatePlan old = root_plan();
  old.not_after = kNow - std::chrono::seconds(1);
  chain.root = make_certificate(old);
  CHECK(chain.reason().failure.code == FailureCode::certificate_expired);
  chain.question.anchor_rule = AnchorRule::extensions;
  CHECK(chain.ask().valid());
  chain.question.anchor_rule = AnchorRule::name_and_key;
  CHECK(chain.ask().valid());
}

TEST_CASE("an_end_entity_issues_nothing") {
  Chain chain;
  CertificatePlan middle = middle_plan();
  middle.authority = false;
  chain.middles = {make_certificate(middle)};
  CHECK(chain.reason().failure.code == FailureCode::certificate_is_not_authority);
}

TEST_CASE("what_is_malformed_is_named_with_its_place_and_octet_wherever_it_stands") {
  Chain chain;
  Bytes longer = chain.middles.front();
  longer.push_back(0);
  chain.middles.push_back(longer);  // of no use to the path
  const auto reason = chain.reason();
  CHECK(reason.failure ==
        base::Failure{FailureCode::der_trailing_bytes, static_cast<std::uint32_t>(longer.size() - 1)});
  CHECK(reason.certificate == 2);
}

TEST_CASE("names_are_those_of_the_alternative_names_and_never_the_common_name") {
  Chain chain;
  CertificatePlan named = leaf_plan();
  named.subject = "common.example.jp";
  named.host = base::to_bytes(base::as_bytes("www.example.jp"));
  chain.leaf = make_certificate(named);
  chain.question.names = {{ExpectedName::Kind::dns, "www.example.jp"}};
  CHECK(chain.ask().valid());
  chain.question.names = {{ExpectedName::Kind::dns, "common.example.jp"}};
  CHECK(chain.reason().failure.code == FailureCode::certificate_name_mismatch);
}

TEST_CASE("a_name_without_the_shape_of_its_kind_is_refused") {
  for (const std::string_view host : {".example.jp", "www..example.jp"}) {
    CertificatePlan named = leaf_plan();
    named.host = base::to_bytes(base::as_bytes(host));
    Chain chain;
    chain.leaf = make_certificate(named);
    CHECK(chain.reason().failure.code == FailureCode::certificate_bad_name);
  }
}

TEST_CASE("a_wildcard_that_stands_for_an_excluded_host_is_refused") {
  const Bytes excluded = der::write(der::context_primitive(2), base::as_bytes("bar.example.jp"));
  const Bytes subtree = der::write(der::kSequence, excluded);
  const Bytes constraints = der::write(der::kSequence, der::write(der::context_constructed(1), subtree));
  CertificatePlan middle = middle_plan();
  middle.extensions = {make_extension(der::oid("2.5.29.30").view(), true, constraints)};
  const auto named = [](std::string_view host) {
    CertificatePlan leaf = leaf_plan();
    leaf.host = base::to_bytes(base::as_bytes(host));
    return make_certificate(leaf);
  };
  Chain chain;
  chain.middles = {make_certificate(middle)};
  chain.leaf = named("*.example.jp");
  CHECK(chain.reason().failure.code == FailureCode::path_names_refused);
  chain.leaf = named("*.bar.example.jp");
  CHECK(chain.reason().failure.code == FailureCode::path_names_refused);
  chain.leaf = named("*.example.org");
  CHECK(chain.ask().valid());
}

TEST_CASE("a_crl_revokes_and_its_absence_leaves_the_status_unknown") {
  Chain chain;
  const Bytes of_root = crl("root", p256_test_key(), {}, kEnd);
  chain.crls = {of_root, crl("middle", p384_test_key(), {99}, kEnd)};
  CHECK(chain.ask().valid());
  chain.crls[1] = crl("middle", p384_test_key(), {7, 99}, kEnd);
  CHECK(chain.reason().failure == base::Failure{FailureCode::revocation_revoked, 0});
  chain.crls[1] = crl("middle", other_p384_test_key(), {}, kEnd);
  CHECK(chain.reason().failure.code == FailureCode::revocation_unknown);
  chain.crls[1] = crl("middle", p384_test_key(), {}, kNow - std::chrono::seconds(1));
  CHECK(chain.reason().failure.code == FailureCode::revocation_stale);
  chain.crls = {of_root};
  CHECK(chain.reason().failure.code == FailureCode::revocation_unknown);
}

/// A directoryName.
Bytes directory_name(const std::string& common_name) {
  return der::write(der::context_constructed(4), make_name(common_name));
}

/// cRLDistributionPoints: one that this issuer serves.
Bytes served_by(const std::string& issuer) {
  const Bytes full_name = der::write(der::context_constructed(0), directory_name(issuer));
  const Bytes point_name = der::write(der::context_constructed(0), full_name);
  const Bytes crl_issuer = der::write(der::context_constructed(2), directory_name(issuer));
  const Bytes point = der::write(der::kSequence, {point_name, crl_issuer});
  return make_extension(der::oid("2.5.29.31").view(), false, der::write(der::kSequence, point));
}

TEST_CASE("the_issuer_of_an_indirect_crl_may_be_listed_in_it_and_is_refused_where_it_is_revoked_there") {
  // "lister" is certified by "middle" and lists what "middle" revokes, itself included.
  CertificatePlan lister = plan_of("lister", "middle", p256_test_key(), p384_test_key());
  lister.serial = 8;
  lister.extensions = {served_by("lister")};
  CertificatePlan leaf = leaf_plan();
  leaf.extensions = {served_by("lister")};

  CrlPlan list;
  list.issuer = "lister";
  list.issuer_key = p256_test_key();
  list.this_update = kBegin;
  list.next_update = kEnd;
  const Bytes indirect = der::write(der::context_primitive(4), Bytes{0xFF});
  const Bytes full_name = der::write(der::context_constructed(0), directory_name("lister"));
  const Bytes point_name = der::write(der::context_constructed(0), full_name);
  list.extensions = {
      make_extension(der::oid("2.5.29.28").view(), true, der::write(der::kSequence, {point_name, indirect}))};
  list.entry_extension = make_extension(der::oid("2.5.29.29").view(), true,
                                        der::write(der::kSequence, directory_name("middle")));

  Chain chain;
  chain.leaf = make_certificate(leaf);
  chain.middles.push_back(make_certificate(lister));
  const auto answered = [&](std::vector<std::uint32_t> revoked) {
    list.revoked = std::move(revoked);
    chain.crls = {crl("root", p256_test_key(), {}, kEnd), make_crl(list)};
    return chain.ask();
  };
  CHECK(answered({99}).valid());
  CHECK(answered({7}).reasons.front().failure.code == FailureCode::revocation_revoked);
  const PathAnswer of_revoked_lister = answered({8});
  REQUIRE(!of_revoked_lister.valid());
  CHECK(of_revoked_lister.reasons.front().failure.code == FailureCode::revocation_unknown);
}

TEST_CASE("a_crl_against_the_rules_of_its_form_makes_no_path_valid") {
  Chain chain;
  const Bytes of_root = crl("root", p256_test_key(), {}, kEnd);
  chain.crls = {of_root, crl("middle", p384_test_key(), {}, kEnd, false)};
  CHECK(chain.reason().failure.code == FailureCode::crl_bad_form);
  chain.crls[1] = crl("middle", p384_test_key(), {5, 5}, kEnd);
  CHECK(chain.reason().failure.code == FailureCode::crl_bad_form);
}

TEST_CASE("authorities_that_issue_each_other_in_circles_cost_no_more_than_the_budget") {
  // Each of twelve authorities is certified by every other and none by the anchor: a hundred million paths of
  // nine steps.
  constexpr int kNames = 12;
  const auto name = [](int place) {
    return place == 0 ? std::string("middle") : "m" + std::to_string(place);
  };
  Chain chain;
  chain.middles.clear();
  for (int subject = 0; subject < kNames; ++subject) {
    for (int issuer = 0; issuer < kNames; ++issuer) {
      if (subject == issuer) continue;
      chain.middles.push_back(
          make_certificate(authority(name(subject), name(issuer), p384_test_key(), p384_test_key())));
    }
  }
  const PathAnswer answer = chain.ask();
  REQUIRE(!answer.valid());
  CHECK(answer.reasons.front().failure.code == FailureCode::path_too_complex);
  CHECK(answer.work.extensions <= path_limits::kExtensions + 1);
  CHECK(answer.work.signatures <= path_limits::kSignatures + 1);
  CHECK(answer.work.judgements == 0);
}

TEST_CASE("more_certificates_than_any_path_needs_are_not_even_read") {
  Chain chain;
  chain.middles.assign(path_limits::kCertificates, Bytes{0x30, 0x00});
  CHECK(chain.reason().failure.code == FailureCode::path_too_complex);
}

TEST_CASE("validation_leaves_nothing_in_openssls_error_queue") {
  ERR_clear_error();
  Chain chain;
  CertificatePlan forged = leaf_plan();
  forged.issuer_key = other_p384_test_key();
  chain.leaf = make_certificate(forged);
  CHECK(!chain.ask().valid());
  CHECK(ERR_peek_error() == 0);
}

}  // namespace
}  // namespace kazashi::crypto
