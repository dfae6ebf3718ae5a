#include "verify/conclusion.h"

#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace kazashi;
using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;
using base::SubIndication;
using base::Verdict;
using verify::conclude;
using verify::Conclusion;
using verify::Policy;
using verify::RevocationPolicy;

namespace {

constexpr Policy kRequire{RevocationPolicy::require};
constexpr Policy kAccept{RevocationPolicy::accept_not_checked};

Finding passed(FindingId id) {
  return {.id = id, .outcome = Outcome::passed, .reason = {}, .certificate = {}, .source = {}};
}
Finding with(FindingId id, Outcome outcome, FailureCode code) {
  return {.id = id, .outcome = outcome, .reason = Failure{code}, .certificate = {}, .source = {}};
}
const Finding kNotChecked =
    with(FindingId::revocation_status, Outcome::not_checked, FailureCode::revocation_not_checked);

}  // namespace

TEST_CASE("revocation not checked passes only under the policy that accepts it", "[conclusion]") {
  const std::vector findings{passed(FindingId::token_signature), kNotChecked};
  CHECK(conclude(findings, kAccept) == Conclusion{Verdict::total_passed, {}});
  CHECK(conclude(findings, kRequire) == Conclusion{Verdict::indeterminate, SubIndication::try_later});
}

TEST_CASE("nothing but the revocation status may be left unchecked", "[conclusion]") {
  const std::vector findings{
      passed(FindingId::token_signature),
      with(FindingId::path_signature, Outcome::not_checked, FailureCode::path_anchor_not_configured)};
  CHECK(conclude(findings, kAccept) ==
        Conclusion{Verdict::indeterminate, SubIndication::no_certificate_chain_found});
}

TEST_CASE("two notices of what no card lets anybody check decide nothing, unless they were checked",
          "[conclusion]") {
  const std::vector findings{
      passed(FindingId::attributes_signature),
      with(FindingId::person_number_hash, Outcome::not_checked, FailureCode::card_data_not_read),
      with(FindingId::face_unsigned, Outcome::not_checked, FailureCode::card_data_not_signed)};
  CHECK(conclude(findings, kAccept).verdict == Verdict::total_passed);
  // what was read and then not compared is no notice
  const std::vector unchecked{
      passed(FindingId::attributes_signature),
      with(FindingId::person_number_hash, Outcome::not_checked, FailureCode::card_data_not_signed)};
  CHECK(conclude(unchecked, kAccept).verdict == Verdict::indeterminate);
  const std::vector altered{
      passed(FindingId::attributes_signature),
      with(FindingId::person_number_hash, Outcome::failed, FailureCode::card_data_altered)};
  CHECK(conclude(altered, kAccept) == Conclusion{Verdict::total_failed, SubIndication::hash_failure});
}

TEST_CASE("a card whose presence is not shown is not passed", "[conclusion]") {
  for (const auto outcome : {Outcome::not_checked, Outcome::indeterminate}) {
    const std::vector findings{passed(FindingId::face_signature),
                               with(FindingId::card_presence, outcome, FailureCode::card_presence_not_shown)};
    CHECK(conclude(findings, kAccept).verdict == Verdict::indeterminate);
  }
}

TEST_CASE("one failed finding outweighs any number of others", "[conclusion]") {
  const std::vector findings{
      passed(FindingId::path_anchor),
      with(FindingId::path_anchor, Outcome::indeterminate, FailureCode::path_anchor_not_configured),
      with(FindingId::path_validity, Outcome::failed, FailureCode::certificate_expired), kNotChecked};
  CHECK(conclude(findings, kAccept) == Conclusion{Verdict::total_failed, SubIndication::expired});
}

TEST_CASE("of several reasons the gravest is told: forgery before age", "[conclusion]") {
  const std::vector findings{
      with(FindingId::path_validity, Outcome::failed, FailureCode::certificate_expired),
      with(FindingId::token_signature, Outcome::failed, FailureCode::signature_invalid)};
  CHECK(conclude(findings, kAccept).sub_indication == SubIndication::sig_crypto_failure);
}

TEST_CASE("no findings is no pass", "[conclusion]") {
  CHECK(conclude({}, kAccept).verdict == Verdict::indeterminate);
}

TEST_CASE("revoked, unknown, stale and not checked never say the same", "[conclusion]") {
  CHECK(verify::sub_indication_of(FailureCode::revocation_revoked) == SubIndication::revoked);
  for (const auto code : {FailureCode::revocation_unknown, FailureCode::revocation_stale,
                          FailureCode::revocation_not_checked}) {
    CHECK(verify::sub_indication_of(code) == SubIndication::try_later);
    CHECK(base::code_text(code) != base::code_text(FailureCode::revocation_revoked));
  }
}
