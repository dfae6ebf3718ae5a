// Attributes, face and age record: whole visits to virtual cards, sound ones and altered ones, and what their
// evidence is worth to whoever checks again.
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "simulator/pki/test_people.h"
#include "verify/findings.h"
#include "verify/simulated_visit.h"
#include "verify/uses/attributes.h"
#include "verify/uses/face.h"

using namespace kazashi;
using base::FailureCode;
using base::FindingId;
using base::Outcome;
using base::PinKind;
using base::SubIndication;
using base::Verdict;
using nlohmann::json;
using test::first_open;
using test::reason;
using test::SimulatedVisit;
using test::test_arguments;
using test::test_challenge;

namespace {

const json& person_entry(std::string_view id) {
  static const json pki = json::parse(kazashi_simulator::test_pki_text());
  for (const json& person : pki.at("people")) {
    if (person.at("id") == id) return person;
  }
  FAIL("no such person");
  return pki;
}

const json& adult() { return person_entry("adult"); }
std::string printed(const char* name) { return adult().at("attributes").at(name).get<std::string>(); }

SimulatedVisit visit_for(const verify::UseEntry& use, std::string_view person = "adult") {
  SimulatedVisit visit(person);
  visit.use = &use;
  visit.options.opening = verify::Opening::number;
  visit.pin = &use == &verify::kAge ? printed("birthKey") : printed("checkNumberB");
  return visit;
}

verify::Outcome outcome_of(const verify::UseEntry& use, std::string_view person = "adult",
                           const verify::Arguments& arguments = test_arguments()) {
  auto visit = visit_for(use, person);
  auto result = visit.run(arguments);
  CHECK_FALSE(visit.reader().rf_on());
  REQUIRE(result);
  return std::move(*result);
}

const verify::DataItem* item(const verify::Data& data, std::string_view name) {
  const auto found = std::ranges::find(data, name, &verify::DataItem::name);
  return found == data.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("sound cards pass in every use, opened by what is printed on them", "[uses]") {
  for (const auto* use : {&verify::kAttributes, &verify::kFace, &verify::kAge}) {
    CAPTURE(verify::use_text(use->use));
    const auto outcome = outcome_of(*use);
    CHECK(first_open(outcome.report) == "TOTAL-PASSED");
    CHECK(reason(outcome.report, FindingId::revocation_status) == FailureCode::revocation_not_checked);
  }
  CHECK(outcome_of(verify::kAttributes, "adult", test_arguments(verify::RevocationPolicy::require))
            .report.conclusion == verify::Conclusion{Verdict::indeterminate, SubIndication::try_later});
}

TEST_CASE("attributes open by PIN too, and their prompt tells the tries", "[uses]") {
  SimulatedVisit visit("adult");
  visit.use = &verify::kAttributes;
  const auto result = visit.run(test_arguments());
  REQUIRE(result);
  CHECK(visit.asked_for == PinKind::attributes);
  CHECK(visit.tries_told == 3);
  CHECK(first_open(result->report) == "TOTAL-PASSED");
}

TEST_CASE("data shows what the card holds, and says what nobody signed", "[uses]") {
  const auto attributes = outcome_of(verify::kAttributes).data;
  REQUIRE(item(attributes, "name"));
  CHECK(item(attributes, "name")->value.reveal_text() == printed("name"));
  CHECK(item(attributes, "address")->value.reveal_text() == printed("address"));
  CHECK(item(attributes, "birthDate")->value.reveal_text() == printed("birthDate"));
  CHECK(item(attributes, "name")->is_signed);

  const auto face = outcome_of(verify::kFace).data;
  REQUIRE(item(face, "photo"));
  CHECK(item(face, "photo")->media == "image/jp2");
  CHECK(item(face, "photo")->is_signed);
  CHECK(item(face, "expiry")->value.reveal_text() == printed("expiry"));
  CHECK_FALSE(item(face, "expiry")->is_signed);
  CHECK_FALSE(item(face, "securityCodeImage")->is_signed);
  const json text = verify::data_json(face);
  CHECK(text.at("birthDate").at("value") == printed("birthDate"));
  CHECK(text.at("photo").at("mediaType") == "image/jp2");
  CHECK_FALSE(text.at("photo").contains("value"));
}

TEST_CASE("every alteration is found by the check that is there for it", "[uses]") {
  const std::map<std::string, std::string> attributes{
      {"altered-attribute", "TOTAL-FAILED attributes.hashes card.data-altered"},
      {"altered-hash", "TOTAL-FAILED attributes.signature signature.invalid"},
      {"altered-attributes-signature", "TOTAL-FAILED attributes.signature signature.invalid"},
      {"offsets-do-not-match", "TOTAL-FAILED attributes.form card.file-malformed"},
      {"offsets-to-hidden-attributes", "TOTAL-FAILED attributes.form card.file-malformed"},
      {"trailing-tlv", "TOTAL-FAILED attributes.form card.file-malformed"},
      {"other-card-issuer", "INDETERMINATE card.certificate card.issuer-not-configured"},
      {"altered-card-certificate", "TOTAL-FAILED card.certificate signature.invalid"},
      {"copied-card", "TOTAL-FAILED card.presence signature.invalid"},
      {"copied-card-silent", "INDETERMINATE card.presence card.presence-not-shown"}};
  for (const auto& [id, expected] : attributes) {
    CAPTURE(id);
    CHECK(first_open(outcome_of(verify::kAttributes, id).report) == expected);
  }
  const std::map<std::string, std::string> face{
      {"altered-photo", "TOTAL-FAILED face.signature signature.invalid"},
      {"altered-name-image", "TOTAL-FAILED face.signature signature.invalid"},
      {"altered-face-birth", "TOTAL-FAILED face.signature signature.invalid"},
      {"altered-face-signature", "TOTAL-FAILED face.signature signature.invalid"},
      {"face-trailing-tlv", "TOTAL-FAILED face.form card.file-malformed"},
      {"face-digest-of-digests", "TOTAL-FAILED face.signature signature.invalid"},
      {"other-card-issuer", "INDETERMINATE card.certificate card.issuer-not-configured"},
      {"altered-expiry", "TOTAL-PASSED"},
      {"copied-card", "TOTAL-FAILED card.presence signature.invalid"}};
  for (const auto& [id, expected] : face) {
    CAPTURE(id);
    CHECK(first_open(outcome_of(verify::kFace, id).report) == expected);
  }
  CHECK(first_open(outcome_of(verify::kAge, "altered-age-record").report) ==
        "TOTAL-FAILED face.signature signature.invalid");
}

TEST_CASE("nothing of an altered card is shown as signed", "[uses]") {
  for (const auto* id : {"altered-attribute", "altered-hash", "other-card-issuer"}) {
    CAPTURE(id);
    const auto outcome = outcome_of(verify::kAttributes, id);
    for (const auto& shown : outcome.data) CHECK_FALSE(shown.is_signed);
    for (const auto& claim : outcome.report.claims) CHECK_FALSE(claim.is_signed);
  }
}

TEST_CASE("an issuer of one application does not vouch for the other, a test issuer not in production",
          "[uses]") {
  auto arguments = test_arguments();
  auto swapped = test::test_trust();
  for (auto& issuer : swapped.card_issuers) issuer.purpose = trust::CardIssuerPurpose::face;
  arguments.trust = &swapped;
  CHECK(first_open(outcome_of(verify::kAttributes, "adult", arguments).report) ==
        "TOTAL-FAILED card.certificate path.authority-wrong-purpose");

  auto production = test::test_trust();
  production.anchors.environment = pki::Environment::production;
  arguments.trust = &production;
  CHECK(first_open(outcome_of(verify::kFace, "adult", arguments).report) ==
        "TOTAL-FAILED card.certificate path.test-authority");
}

TEST_CASE("the Report says which issuer's key was used and whether it is official", "[uses]") {
  auto arguments = test_arguments();
  auto unofficial = test::test_trust();
  for (auto& issuer : unofficial.card_issuers) issuer.official = false;
  arguments.trust = &unofficial;
  const auto report = outcome_of(verify::kAttributes, "adult", arguments).report;
  const auto found = std::ranges::find(report.findings, FindingId::card_certificate, &base::Finding::id);
  REQUIRE(found != report.findings.end());
  CHECK(found->source->name.starts_with("trust-bundle kazashi-test 1 "));
  CHECK(found->source->name.ends_with(" generated-for-tests unofficial"));
}

TEST_CASE("a number that cannot be one reaches no card; a wrong one costs one try and tells the rest",
          "[uses]") {
  for (const auto* number : {"", "1234", "12345678901234567890", "9999992030abcd"}) {
    auto visit = visit_for(verify::kFace);
    visit.pin = number;
    CHECK(visit.run(test_arguments()).error().code == FailureCode::matching_number_format);
    CHECK(visit.card().counters().verifies == 0);
    CHECK_FALSE(visit.reader().rf_on());
  }
  auto wrong = visit_for(verify::kFace);
  wrong.pin = "01010120300000";
  const auto result = wrong.run(test_arguments());
  REQUIRE_FALSE(result);
  CHECK(result.error().code == FailureCode::matching_number_wrong);
  CHECK(result.error().detail == wrong.card().pin("visualNumberB").tries_left);
  CHECK(wrong.card().counters().verifies == 1);
  CHECK(wrong.asked_for == PinKind::matching_number);
}

TEST_CASE("a server that checks again comes to the same Report and the same data", "[uses]") {
  for (const auto* use : {&verify::kAttributes, &verify::kFace, &verify::kAge}) {
    CAPTURE(verify::use_text(use->use));
    const auto page = outcome_of(*use);
    const auto server = verify::verify_evidence(*use, page.evidence, test_challenge(), test_arguments());
    CHECK(server.report.to_text() == page.report.to_text());
    CHECK(verify::data_json(server.data) == verify::data_json(page.data));
  }
}

TEST_CASE("evidence for another site or another request shows no card", "[uses]") {
  const std::string nonce = base::to_base64(base::Bytes(32, 0x43));
  const auto other = verify::Challenge::create("https://example.jp", nonce).value();
  for (const auto* use : {&verify::kAttributes, &verify::kFace, &verify::kAge}) {
    const auto report =
        verify::verify_evidence(*use, outcome_of(*use).evidence, other, test_arguments()).report;
    CHECK(first_open(report) == "TOTAL-FAILED card.presence signature.invalid");
  }
}

TEST_CASE("no byte of the evidence of any use is free: whichever is changed, nothing passes", "[uses]") {
  for (const auto* use : {&verify::kAttributes, &verify::kFace, &verify::kAge}) {
    CAPTURE(verify::use_text(use->use));
    const std::string evidence = outcome_of(*use).evidence;
    // Of the long pictures every seventh: each is one slice of one digest.
    const std::size_t step = evidence.size() > 8'000 ? 7 : 1;
    for (std::size_t at = 0; at < evidence.size(); at += step) {
      std::string changed = evidence;
      changed[at] = changed[at] == 'A' ? 'B' : 'A';
      CAPTURE(at);
      const auto verdict = verify::verify_evidence(*use, changed, test_challenge(), test_arguments())
                               .report.conclusion.verdict;
      // What no card signs can be changed: the two items behind the signature of the face.
      if (verdict == Verdict::total_passed) {
        REQUIRE(use == &verify::kFace);
        const auto parsed = verify::Evidence::parse(changed, use->use, use->parts);
        REQUIRE(parsed);
        const auto sound = verify::Evidence::parse(evidence, use->use, use->parts);
        const auto before = sound->part("record");
        const auto after = parsed->part("record");
        REQUIRE(before.size() == after.size());
        const auto first = std::ranges::mismatch(before, after).in1 - before.begin();
        const auto expiry =
            std::ranges::search(before, base::Bytes{0xDF, 0x29, 0x08}).begin() - before.begin();
        REQUIRE(first > expiry);
      }
    }
  }
}

TEST_CASE("a procedure that names no attribute gets none, and claims only the ages that it names", "[uses]") {
  const verify::Procedure procedure{.id = "age",
                                    .version = "1.0.0",
                                    .proofs = {{.proof = "attributes", .need = verify::Need::required}},
                                    .may_see = {.ages = {18}, .attributes = {"sex"}, .photo = false},
                                    .decisions = {}};
  auto arguments = test_arguments();
  arguments.procedure = &procedure;
  const auto outcome = outcome_of(verify::kAttributes, "adult", arguments);
  CHECK(first_open(outcome.report) == "TOTAL-PASSED");
  REQUIRE(outcome.data.size() == 1);
  CHECK(outcome.data.front().name == "sex");
  REQUIRE(outcome.report.claims.size() == 1);
  CHECK(outcome.report.claims.front().name == "over18");
  CHECK(std::get<bool>(outcome.report.claims.front().value));
  CHECK(outcome.report.claims.front().is_signed);

  const auto face = outcome_of(verify::kFace, "adult", arguments);
  CHECK(first_open(face.report) == "INDETERMINATE procedure.proofs procedure.proof-missing");
  REQUIRE(face.data.size() == 1);
  CHECK(face.data.front().name == "sex");
}

TEST_CASE("an age is told by the day in Tokyo: the eve of the birthday is not the birthday", "[uses]") {
  const auto birth = base::parse_date(printed("birthDate")).value();
  const auto birthday = std::chrono::sys_days{
      std::chrono::year_month_day{birth.year() + std::chrono::years{18}, birth.month(), birth.day()}};
  auto trust = test::test_trust();
  trust.issued = {};
  auto arguments = test_arguments();
  arguments.trust = &trust;
  const std::string evidence = outcome_of(verify::kAge).evidence;
  const auto over18_at = [&](base::UtcTime time) {
    arguments.time = time;
    const auto report = verify::verify_evidence(verify::kAge, evidence, test_challenge(), arguments).report;
    const auto claim = std::ranges::find(report.claims, "over18", &verify::Claim::name);
    REQUIRE(claim != report.claims.end());
    return std::get<bool>(claim->value);
  };
  const auto midnight_in_tokyo = birthday - std::chrono::hours{9};
  CHECK(over18_at(midnight_in_tokyo));
  CHECK_FALSE(over18_at(midnight_in_tokyo - std::chrono::seconds{1}));
}

TEST_CASE("whatever fails in a visit of any use, the field is off and no try is spent twice",
          "[uses][faults]") {
  using kazashi_simulator::FaultKind;
  for (const auto* use : {&verify::kAttributes, &verify::kAge}) {
    auto whole = visit_for(*use);
    REQUIRE(whole.run(test_arguments()));
    const std::size_t transfers = whole.reader().transfers();
    for (const auto kind : {FaultKind::kStall, FaultKind::kGarbage, FaultKind::kCardRemoved}) {
      for (std::size_t at = 0; at < transfers; ++at) {
        CAPTURE(verify::use_text(use->use), static_cast<int>(kind), at);
        auto visit = visit_for(*use);
        visit.reader().set_fault(at, kind);
        const auto result = visit.run(test_arguments());
        if (result) CHECK(result->report.conclusion.verdict == Verdict::total_passed);
        CHECK(visit.card().counters().verifies <= 1);
        CHECK_FALSE(visit.reader().rf_on());
      }
    }
  }
}
