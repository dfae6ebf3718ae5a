#include "verify/session.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "verify/findings.h"
#include "verify/simulated_visit.h"

using namespace kazashi;
using base::FailureCode;
using base::FindingId;
using base::SubIndication;
using base::Verdict;
using kazashi_simulator::FaultKind;
using test::reason;
using test::SimulatedVisit;
using test::test_arguments;
using verify::RevocationPolicy;

namespace {

verify::Report report_for(std::string_view person,
                          RevocationPolicy revocation = RevocationPolicy::accept_not_checked) {
  SimulatedVisit visit(person);
  visit.insist_on_last_try = true;
  const auto result = visit.run(test_arguments(revocation));
  CHECK_FALSE(visit.reader().rf_on());
  REQUIRE(result);
  return result->report;
}

FailureCode failure_for(SimulatedVisit& visit) {
  const auto result = visit.run(test_arguments());
  CHECK_FALSE(visit.reader().rf_on());
  REQUIRE_FALSE(result);
  return result.error().code;
}

}  // namespace

TEST_CASE("a card in order passes under the policy that accepts an unchecked revocation status",
          "[session]") {
  const auto report = report_for("adult");
  CHECK(report.conclusion == verify::Conclusion{Verdict::total_passed, {}});
  CHECK(reason(report, FindingId::revocation_status) == FailureCode::revocation_not_checked);
}

TEST_CASE("the same card is INDETERMINATE where revocation must be checked", "[session]") {
  const auto report = report_for("adult", RevocationPolicy::require);
  CHECK(report.conclusion == verify::Conclusion{Verdict::indeterminate, SubIndication::try_later});
}

TEST_CASE("an anchor is found by key among authorities of one name", "[session]") {
  CHECK(report_for("second-generation").conclusion.verdict == Verdict::total_passed);
}

TEST_CASE("an authority that is not configured leaves the verdict open and says why", "[session]") {
  const auto report = report_for("other-ca");
  CHECK(report.conclusion ==
        verify::Conclusion{Verdict::indeterminate, SubIndication::no_certificate_chain_found});
  CHECK(reason(report, FindingId::path_anchor) == FailureCode::path_anchor_not_configured);
}

TEST_CASE("an expired, a future and an altered certificate fail each for its own reason", "[session]") {
  const auto expired = report_for("expired");
  CHECK(expired.conclusion == verify::Conclusion{Verdict::total_failed, SubIndication::expired});
  CHECK(reason(expired, FindingId::path_validity) == FailureCode::certificate_expired);

  const auto future = report_for("not-yet-valid");
  CHECK(future.conclusion == verify::Conclusion{Verdict::total_failed, SubIndication::not_yet_valid});

  const auto altered = report_for("altered-certificate");
  CHECK(altered.conclusion.verdict == Verdict::total_failed);
  CHECK(reason(altered, FindingId::path_signature) == FailureCode::certificate_signature_invalid);
}

TEST_CASE("a wrong PIN tells the tries left and costs exactly one", "[session]") {
  SimulatedVisit visit("adult");
  visit.pin = "0000";
  const auto result = visit.run(test_arguments());
  REQUIRE_FALSE(result);
  CHECK(result.error() == base::Failure{FailureCode::pin_wrong, 2});
  CHECK(visit.tries_told == 3);
  CHECK(visit.card().counters().verifies == 1);
  CHECK_FALSE(visit.reader().rf_on());
}

TEST_CASE("a blocked PIN is found out without a prompt and without a try", "[session]") {
  SimulatedVisit visit("blocked-pin");
  CHECK(failure_for(visit) == FailureCode::pin_blocked);
  CHECK_FALSE(visit.tries_told);
  CHECK(visit.card().counters().verifies == 0);
}

TEST_CASE("the last try is refused unless the person insists", "[session]") {
  SimulatedVisit careful("one-try-left");
  CHECK(failure_for(careful) == FailureCode::pin_last_try_refused);
  CHECK(careful.tries_told == 1);
  CHECK(careful.card().counters().verifies == 0);
  CHECK(report_for("one-try-left").conclusion.verdict == Verdict::total_passed);
}

TEST_CASE("a PIN that cannot be one never reaches the card", "[session]") {
  for (const auto* pin : {"", "123", "12345", "12a4", "１２３４"}) {
    SimulatedVisit visit("adult");
    visit.pin = pin;
    CHECK(failure_for(visit) == FailureCode::pin_format);
    CHECK(visit.card().counters().verifies == 0);
  }
}

TEST_CASE("no card is a failure of its own", "[session]") {
  SimulatedVisit visit("adult");
  visit.reader().remove();
  CHECK(failure_for(visit) == FailureCode::card_not_found);
}

TEST_CASE("whatever fails at whatever transfer, no try is spent twice and the field is off",
          "[session][faults]") {
  SimulatedVisit whole("adult");
  REQUIRE(whole.run(test_arguments()));
  const std::size_t transfers = whole.reader().transfers();
  REQUIRE(transfers > 40);
  for (const auto kind : {FaultKind::kUnplug, FaultKind::kStall, FaultKind::kGarbage, FaultKind::kSilence,
                          FaultKind::kCardRemoved, FaultKind::kShortPacket}) {
    for (std::size_t at = 0; at < transfers; ++at) {
      CAPTURE(static_cast<int>(kind), at);
      SimulatedVisit visit("adult");
      visit.reader().set_fault(at, kind);
      const auto result = visit.run(test_arguments());
      if (result) CHECK(result->report.conclusion.verdict == Verdict::total_passed);
      CHECK(visit.card().counters().verifies <= 1);
      CHECK_FALSE(visit.reader().rf_on());
    }
  }
}

TEST_CASE("a field that would not switch off is told beside the failure of the conversation",
          "[session][faults]") {
  SimulatedVisit visit("adult");
  visit.pin = "0000";
  visit.reader_fails_at_release = true;
  const auto result = visit.run(test_arguments());
  REQUIRE_FALSE(result);
  CHECK(result.error() == base::Failure{FailureCode::pin_wrong, 2});
  CHECK(visit.reader().rf_on());
  CHECK_FALSE(visit.field_off_told);

  SimulatedVisit right("adult");
  right.reader_fails_at_release = true;
  CHECK(right.run(test_arguments()).error().code == FailureCode::reader_stalled);
  CHECK_FALSE(right.field_off_told);
}

TEST_CASE("what is told of the field is never better than the field, however many faults come in a row",
          "[session][faults]") {
  SimulatedVisit whole("adult");
  REQUIRE(whole.run(test_arguments()));
  CHECK(whole.field_off_told);
  const std::size_t transfers = whole.reader().transfers();
  std::size_t left_on = 0;
  for (const auto kind : {FaultKind::kUnplug, FaultKind::kStall, FaultKind::kSilence}) {
    for (const std::size_t in_a_row : {4U, 200U}) {
      for (std::size_t at = 0; at < transfers; ++at) {
        CAPTURE(static_cast<int>(kind), in_a_row, at);
        SimulatedVisit visit("adult");
        for (std::size_t more = 0; more < in_a_row; ++more) visit.reader().set_fault(at + more, kind);
        const auto result = visit.run(test_arguments());
        if (result || visit.field_off_told) CHECK_FALSE(visit.reader().rf_on());
        if (result) CHECK(visit.field_off_told);
        if (visit.reader().rf_on()) ++left_on;
        CHECK(visit.card().counters().verifies <= 1);
      }
    }
  }
  CHECK(left_on > 0);
}

TEST_CASE("a cancellation at any question ends the visit with the field off", "[session][faults]") {
  SimulatedVisit whole("adult");
  REQUIRE(whole.run(test_arguments()));
  for (std::size_t at = 0; at < whole.questions; ++at) {
    CAPTURE(at);
    SimulatedVisit visit("adult");
    visit.cancel_at = at;
    const auto result = visit.run(test_arguments());
    if (!result) CHECK(result.error().code == FailureCode::cancelled);
    CHECK(visit.card().counters().verifies <= 1);
    CHECK_FALSE(visit.reader().rf_on());
  }
}

TEST_CASE("who cancels while a wrong PIN is being checked learns what it cost", "[session][faults]") {
  SimulatedVisit whole("adult");
  whole.pin = "0000";
  REQUIRE_FALSE(whole.run(test_arguments()));
  std::size_t told = 0;
  for (std::size_t at = 0; at < whole.questions; ++at) {
    CAPTURE(at);
    SimulatedVisit visit("adult");
    visit.pin = "0000";
    visit.cancel_at = at;
    const auto result = visit.run(test_arguments());
    REQUIRE_FALSE(result);
    const bool spent = visit.card().counters().verifies == 1;
    if (spent) ++told;
    CHECK(result.error() ==
          (spent ? base::Failure{FailureCode::pin_wrong, 2} : base::Failure{FailureCode::cancelled}));
    CHECK(visit.field_off_told);
  }
  CHECK(told > 3);
}

TEST_CASE("a visit that asks too much is ended wherever it is, with the field off and no try in doubt",
          "[session]") {
  SimulatedVisit whole("adult");
  REQUIRE(whole.run(test_arguments()));
  std::size_t ended = 0;
  for (std::size_t limit = 0; limit < whole.questions; ++limit) {
    CAPTURE(limit);
    SimulatedVisit visit("adult");
    visit.question_limit = limit;
    const auto result = visit.run(test_arguments());
    if (!result) {
      CHECK(result.error().code == FailureCode::card_too_slow);
      ++ended;
    }
    CHECK_FALSE(visit.reader().rf_on());
    CHECK(visit.field_off_told);
  }
  CHECK(ended > 30);
}

TEST_CASE("the decisions rest on the certificate's Tokyo dates and on the tries the card told", "[session]") {
  const auto report = report_for("renewing");
  REQUIRE(report.decisions.size() == 4);
  const auto decision = [&](std::string_view id) {
    const auto found = std::ranges::find(
        report.decisions, id, [](const verify::TakenDecision& taken) { return taken.decision.id; });
    REQUIRE(found != report.decisions.end());
    return found->decision;
  };
  CHECK(decision("D-PIN").outcome == "can_try");
  CHECK(decision("D-RENEWAL").outcome == "renewable");
  // the certificate holds neither the card's expiry nor the birth date: never a guess
  CHECK(decision("D-VALIDITY").outcome == "indeterminate");
  CHECK(decision("D-VALIDITY").missing == std::vector<std::string>{"cardExpiry"});
  CHECK(decision("D-CERT-EXPIRY").missing == std::vector<std::string>{"birthDate"});
}

TEST_CASE("what the caller knows completes the decisions, and cannot speak for the card", "[session]") {
  SimulatedVisit visit("adult");
  auto arguments = test_arguments();
  arguments.inputs = {{"cardExpiry", std::string("2099-01-01")},
                      {"expiryDate", std::string("2001-01-01")},
                      {"certExpiry", std::string("2001-01-01")},
                      {"remainingTries", std::int64_t{0}}};
  const auto result = visit.run(arguments);
  REQUIRE(result);
  for (const auto& [decision, sources] : result->report.decisions) {
    if (decision.id == "D-VALIDITY") CHECK(decision.outcome == "within_validity");
    if (decision.id == "D-PIN") CHECK(decision.outcome == "can_try");
    if (decision.id == "D-RENEWAL") CHECK(decision.outcome != "expired");
  }
}

TEST_CASE("a Report under a test bundle says TEST, and holds codes but no sentences of ours", "[session]") {
  const auto text = nlohmann::json::parse(report_for("adult").to_text());
  CHECK(text.at("environment") == "TEST");
  CHECK(text.at("verdict") == "TOTAL-PASSED");
  CHECK_FALSE(text.contains("subIndication"));
  CHECK(text.at("inputs").at("policy").at("revocation") == "accept-not-checked");
  CHECK(text.at("claims").at("certificateNotAfter").at("signed") == true);
  for (const auto& finding : text.at("findings")) {
    CHECK(finding.contains("code") == (finding.at("outcome") != "passed"));
  }
}
