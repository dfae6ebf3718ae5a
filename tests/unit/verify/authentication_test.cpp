#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/base64.h"
#include "verify/findings.h"
#include "verify/simulated_visit.h"
#include "verify/uses/authenticate.h"
#include "verify/verification.h"

using namespace kazashi;
using base::FailureCode;
using base::FindingId;
using base::Outcome;
using base::SubIndication;
using base::Verdict;
using test::reason;
using test::test_arguments;
using test::test_challenge;

namespace {

const std::string& evidence_text() {
  static const std::string text = [] {
    test::SimulatedVisit visit("adult");
    return visit.run(test_arguments()).value().evidence;
  }();
  return text;
}

Verdict verdict_of(std::string_view text, const verify::Arguments& arguments = test_arguments()) {
  return verify::verify_evidence(verify::kAuthenticate, text, test_challenge(), arguments)
      .report.conclusion.verdict;
}

}  // namespace

TEST_CASE("a server that rebuilds origin and nonce comes to the page's verdict", "[authentication]") {
  CHECK(verdict_of(evidence_text()) == Verdict::total_passed);
  CHECK(verdict_of(evidence_text(), test_arguments(verify::RevocationPolicy::require)) ==
        Verdict::indeterminate);
}

TEST_CASE("evidence for another origin or another nonce has a bad signature", "[authentication]") {
  const std::string nonce = base::to_base64(base::Bytes(32, 0x42));
  for (const auto& challenge :
       {verify::Challenge::create("https://example.com", nonce),
        verify::Challenge::create("https://example.jp", base::to_base64(base::Bytes(32, 0x43)))}) {
    const auto report =
        verify::verify_evidence(verify::kAuthenticate, evidence_text(), *challenge, test_arguments()).report;
    CHECK(report.conclusion == verify::Conclusion{Verdict::total_failed, SubIndication::sig_crypto_failure});
    CHECK(reason(report, FindingId::token_signature) == FailureCode::signature_invalid);
  }
}

TEST_CASE("no byte of the evidence is free: whichever is changed, nothing passes", "[authentication]") {
  for (std::size_t at = 0; at < evidence_text().size(); ++at) {
    for (const char other : {'A', '"', '\0'}) {
      if (evidence_text()[at] == other) continue;
      std::string changed = evidence_text();
      changed[at] = other;
      CAPTURE(at, other);
      REQUIRE(verdict_of(changed) != Verdict::total_passed);
    }
  }
}

TEST_CASE("a changed signature fails as a signature, a text that is no evidence as a form",
          "[authentication]") {
  std::string changed = evidence_text();
  const std::size_t at = changed.find("\"signature\":\"") + 20;
  changed[at] = changed[at] == 'A' ? 'B' : 'A';
  const auto report =
      verify::verify_evidence(verify::kAuthenticate, changed, test_challenge(), test_arguments()).report;
  CHECK(report.conclusion == verify::Conclusion{Verdict::total_failed, SubIndication::sig_crypto_failure});

  const auto nothing =
      verify::verify_evidence(verify::kAuthenticate, "{}", test_challenge(), test_arguments()).report;
  CHECK(nothing.conclusion == verify::Conclusion{Verdict::total_failed, SubIndication::format_failure});
  CHECK(test::not_passed(nothing, FindingId::evidence_form)->outcome == Outcome::failed);
}

TEST_CASE("the same evidence after the certificate's last second has expired", "[authentication]") {
  auto arguments = test_arguments();
  auto late = test::test_trust();
  late.expires += std::chrono::years{20};
  arguments.trust = &late;
  arguments.time += std::chrono::years{6};
  const auto report =
      verify::verify_evidence(verify::kAuthenticate, evidence_text(), test_challenge(), arguments).report;
  CHECK(report.conclusion == verify::Conclusion{Verdict::total_failed, SubIndication::expired});
}

TEST_CASE("a trust bundle that has run out leaves the verdict open", "[authentication]") {
  auto arguments = test_arguments();
  auto old = test::test_trust();
  old.expires = arguments.time - std::chrono::seconds{1};
  arguments.trust = &old;
  CHECK(verdict_of(evidence_text(), arguments) == Verdict::indeterminate);
  old.expires += std::chrono::seconds{1};
  CHECK(verdict_of(evidence_text(), arguments) == Verdict::total_passed);
}

TEST_CASE("a test certificate counts for nothing under a production bundle", "[authentication]") {
  auto arguments = test_arguments();
  auto production = test::test_trust();
  production.anchors.environment = pki::Environment::production;
  arguments.trust = &production;
  const auto report =
      verify::verify_evidence(verify::kAuthenticate, evidence_text(), test_challenge(), arguments).report;
  CHECK(report.conclusion.verdict == Verdict::total_failed);
  CHECK(reason(report, FindingId::path_anchor) == FailureCode::path_test_authority);
}

TEST_CASE("an authority for signatures does not vouch for authentication", "[authentication]") {
  auto arguments = test_arguments();
  auto swapped = test::test_trust();
  for (auto& anchor : swapped.anchors.anchors) anchor.purpose = pki::CertificateKind::signature;
  arguments.trust = &swapped;
  const auto report =
      verify::verify_evidence(verify::kAuthenticate, evidence_text(), test_challenge(), arguments).report;
  CHECK(report.conclusion.verdict == Verdict::total_failed);
  CHECK(reason(report, FindingId::path_anchor) == FailureCode::path_anchor_wrong_purpose);
}
