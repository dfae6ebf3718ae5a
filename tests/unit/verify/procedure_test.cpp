#include "verify/procedure.h"

#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "rules/books.h"
#include "verify/findings.h"
#include "verify/procedure_json.h"
#include "verify/simulated_visit.h"

using namespace kazashi;
using base::FailureCode;
using base::FindingId;
using base::Outcome;
using nlohmann::json;
using verify::InputSource;
using verify::Procedure;

namespace {

json renewal_json() { return json::parse(rules::testing::source_text("src/rules/procedures/renewal.json")); }

Procedure read(const json& text) { return verify::procedure_from_json(text).value(); }

verify::TakenDecision decision_of(const verify::Report& report, std::string_view id) {
  const auto found = std::ranges::find(report.decisions, id,
                                       [](const verify::TakenDecision& taken) { return taken.decision.id; });
  REQUIRE(found != report.decisions.end());
  return *found;
}

verify::Report run(const Procedure& procedure, const rules::Inputs& form,
                   std::string_view person = "renewing") {
  test::SimulatedVisit visit(person);
  auto arguments = test::test_arguments();
  arguments.procedure = &procedure;
  arguments.inputs = form;
  const auto result = visit.run(arguments);
  REQUIRE(result);
  return result->report;
}

}  // namespace

TEST_CASE("a procedure runs from the card to the Report, and tells who gave each input", "[procedure]") {
  const Procedure procedure = read(renewal_json());
  REQUIRE(procedure.fits(test::test_rulebook().book));
  const auto report = run(procedure, {{"holderType", std::string("domestic")}});
  REQUIRE(report.decisions.size() == procedure.decisions.size());
  const auto renewal = decision_of(report, "D-RENEWAL");
  CHECK(renewal.decision.outcome == "renewable");
  CHECK(renewal.sources.at("item") == InputSource::procedure);
  CHECK(renewal.sources.at("expiryDate") == InputSource::card);
  CHECK(renewal.sources.at("holderType") == InputSource::form);
  CHECK(renewal.sources.at("evaluationDate") == InputSource::relying_party);

  const auto text = json::parse(report.to_text());
  CHECK(text.at("inputs").at("procedure").at("id") == "renewal");
  CHECK(text.at("decisions").at(0).at("sources").at("expiryDate") == "card");
}

TEST_CASE("what the card says wins over what a form says, and a form speaks only where it is asked",
          "[procedure]") {
  const Procedure procedure = read(renewal_json());
  const auto report = run(procedure, {{"holderType", std::string("domestic")},
                                      {"expiryDate", std::string("2001-01-01")},
                                      {"evaluationDate", std::string("2001-01-01")},
                                      {"item", std::string("card")}});
  CHECK(decision_of(report, "D-RENEWAL").decision.outcome == "renewable");
}

TEST_CASE("a form answers for what this card did not tell", "[procedure]") {
  const Procedure procedure = read(renewal_json());
  const auto report = run(procedure, {{"birthDate", std::string("1985-06-10")}});
  const auto expiry = decision_of(report, "D-CERT-EXPIRY");
  CHECK(expiry.decision.outcome == "computed");
  CHECK(expiry.sources.at("birthDate") == InputSource::form);
  CHECK(expiry.sources.at("certIssueDate") == InputSource::card);
}

TEST_CASE("a proof that was not shown leaves the verdict open", "[procedure]") {
  json text = renewal_json();
  text["proofs"] = {{{"proof", "signature-certificate"}, {"need", "required"}}};
  const auto report = run(read(text), {}, "adult");
  CHECK(report.conclusion.verdict == base::Verdict::indeterminate);
  CHECK(test::reason(report, FindingId::procedure_proofs) == FailureCode::procedure_proof_missing);
}

TEST_CASE("proofs are required, one of several, or optional", "[procedure]") {
  const auto outcome = [](std::initializer_list<verify::ProofNeed> proofs) {
    return Procedure{.id = "p", .version = "1.0.0", .proofs = proofs, .may_see = {}, .decisions = {}}
        .proofs_finding("authentication-certificate")
        .outcome;
  };
  using verify::Need;
  CHECK(outcome({{"none", Need::required}}) == Outcome::passed);
  CHECK(outcome({{"face-data", Need::optional}}) == Outcome::passed);
  CHECK(outcome({{"authentication-certificate", Need::required}}) == Outcome::passed);
  CHECK(outcome({{"face-data", Need::required}}) == Outcome::indeterminate);
  CHECK(outcome({{"face-data", Need::one_of}, {"authentication-certificate", Need::one_of}}) ==
        Outcome::passed);
  CHECK(outcome({{"face-data", Need::one_of}, {"licence", Need::one_of}}) == Outcome::indeterminate);
}

TEST_CASE("a procedure that asks what the rulebook has not is told before anything is read", "[procedure]") {
  json text = renewal_json();
  text["decisions"][0]["id"] = "D-NOT-THERE";
  CHECK(read(text).fits(test::test_rulebook().book).error().code == FailureCode::rules_unknown_decision);
  text = renewal_json();
  text["decisions"][0]["inputs"]["colour"] = {{"from", {"form"}}};
  CHECK(read(text).fits(test::test_rulebook().book).error().code == FailureCode::procedure_malformed);
}

TEST_CASE("what is no procedure is refused", "[procedure]") {
  const auto refused = [](auto change) {
    json text = renewal_json();
    change(text);
    const auto read = verify::procedure_from_json(text);
    return !read && read.error().code == FailureCode::procedure_malformed;
  };
  CHECK(refused([](json& text) { text = json::array(); }));
  CHECK(refused([](json& text) { text["format"] = "kazashi-procedure:2"; }));
  CHECK(refused([](json& text) { text.erase("version"); }));
  CHECK(refused([](json& text) { text.erase("proofs"); }));
  CHECK(refused([](json& text) { text["proofs"][0]["need"] = "perhaps"; }));
  CHECK(refused([](json& text) { text["decisions"] = "D-RENEWAL"; }));
  CHECK(refused([](json& text) { text["decisions"][0]["inputs"]["item"].erase("value"); }));
  CHECK(refused([](json& text) { text["decisions"][0]["inputs"]["expiryDate"].erase("reads"); }));
  CHECK(refused([](json& text) { text["decisions"][0]["inputs"]["item"]["from"] = {"oracle"}; }));
}
