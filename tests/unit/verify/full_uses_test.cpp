// The uses of the full module: signed documents, residence cards, the individual number; and what a card
// tells anybody.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "simulator/pki/test_people.h"
#include "verify/findings.h"
#include "verify/simulated_visit.h"
#include "verify/uses/attributes.h"
#include "verify/uses/authenticate.h"
#include "verify/uses/face.h"
#include "verify/uses/individual_number.h"
#include "verify/uses/info.h"
#include "verify/uses/licence.h"
#include "verify/uses/residence.h"
#include "verify/uses/sign.h"

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

std::string document_for(const verify::Challenge& challenge) {
  return json{{"form", {{"subject", "転居届"}}}, {"nonce", challenge.nonce()}, {"origin", challenge.origin()}}
      .dump();
}

SimulatedVisit signing(std::string_view person = "adult") {
  SimulatedVisit visit(person);
  visit.use = &verify::kSign;
  visit.options.document = document_for(test_challenge());
  visit.pin = "abc123";  // small letters count as capital ones
  return visit;
}

verify::Outcome run(SimulatedVisit& visit, const verify::Arguments& arguments = test_arguments()) {
  auto result = visit.run(arguments);
  CHECK_FALSE(visit.reader().rf_on());
  REQUIRE(result);
  return std::move(*result);
}

verify::Outcome residence(std::string_view id, const verify::Arguments& arguments = test_arguments()) {
  const auto card = kazashi_simulator::test_residence_card(id);
  SimulatedVisit visit(card);
  visit.use = &verify::kResidence;
  visit.options.residence = {.face = true, .address = true, .notes = true};
  visit.pin = card.number;
  return run(visit, arguments);
}

std::string shown(const verify::Data& data, std::string_view name) {
  const auto found = std::ranges::find(data, name, &verify::DataItem::name);
  return found == data.end() ? "(nothing)" : std::string(found->value.reveal_text());
}

bool is_signed(const verify::Data& data, std::string_view name) {
  const auto found = std::ranges::find(data, name, &verify::DataItem::name);
  return found != data.end() && found->is_signed;
}

}  // namespace

TEST_CASE("a signed document passes, and shows what was signed and by whom", "[sign]") {
  auto visit = signing();
  const auto outcome = run(visit);
  CHECK(first_open(outcome.report) == "TOTAL-PASSED");
  CHECK(visit.asked_for == PinKind::signature);
  CHECK(visit.tries_told == 5);
  CHECK(shown(outcome.data, "document") == document_for(test_challenge()));
  CHECK(is_signed(outcome.data, "document"));
  CHECK(shown(outcome.data, "name") == "見本　一郎");
  CHECK(is_signed(outcome.data, "name"));
  CHECK(shown(outcome.data, "nameFlags") == "00000");
}

TEST_CASE("what names no site, another site or another request is never signed", "[sign]") {
  const auto other = verify::Challenge::create("https://example.com", test_challenge().nonce()).value();
  for (const std::string& document : {std::string(), std::string("{}"),
                                      std::string("octets of somebody's choosing"), document_for(other)}) {
    auto visit = signing();
    visit.options.document = document;
    const auto result = visit.run(test_arguments());
    REQUIRE_FALSE(result);
    CHECK(visit.card().counters().verifies == 0);
    CHECK(visit.card().counters().signatures == 0);
    CHECK_FALSE(visit.reader().rf_on());
  }
}

TEST_CASE("a wrong password costs one try of five and signs nothing", "[sign]") {
  auto visit = signing();
  visit.pin = "WRONG1";
  CHECK(visit.run(test_arguments()).error() == base::Failure{FailureCode::pin_wrong, 4});
  CHECK(visit.card().counters().signatures == 0);
  auto malformed = signing();
  malformed.pin = "short";
  CHECK(malformed.run(test_arguments()).error().code == FailureCode::pin_format);
  CHECK(malformed.card().counters().verifies == 0);
}

TEST_CASE("a server checks the signed document for its own site and request alone", "[sign]") {
  auto visit = signing();
  const auto page = run(visit);
  const auto server =
      verify::verify_evidence(verify::kSign, page.evidence, test_challenge(), test_arguments());
  CHECK(server.report.to_text() == page.report.to_text());
  CHECK(verify::data_json(server.data) == verify::data_json(page.data));

  const auto other =
      verify::Challenge::create("https://example.jp", base::to_base64(base::Bytes(32, 0x43))).value();
  const auto elsewhere =
      verify::verify_evidence(verify::kSign, page.evidence, other, test_arguments()).report;
  CHECK(first_open(elsewhere) == "TOTAL-FAILED document.form input.document-other-challenge");
  CHECK(elsewhere.conclusion.sub_indication == SubIndication::sig_constraints_failure);
}

TEST_CASE("an authority for authentication does not vouch for a signature", "[sign]") {
  auto arguments = test_arguments();
  auto swapped = test::test_trust();
  for (auto& anchor : swapped.anchors.anchors) anchor.purpose = pki::CertificateKind::authentication;
  arguments.trust = &swapped;
  auto visit = signing();
  const auto outcome = run(visit, arguments);
  CHECK(reason(outcome.report, FindingId::path_anchor) == FailureCode::path_anchor_wrong_purpose);
  CHECK(outcome.report.conclusion.verdict == Verdict::total_failed);
  CHECK_FALSE(is_signed(outcome.data, "document"));
}

TEST_CASE("no byte of a signed document is free: whichever is changed, nothing passes", "[sign][bytes]") {
  auto visit = signing();
  const std::string evidence = run(visit).evidence;
  for (std::size_t at = 0; at < evidence.size(); ++at) {
    std::string changed = evidence;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CAPTURE(at);
    const auto report =
        verify::verify_evidence(verify::kSign, changed, test_challenge(), test_arguments()).report;
    REQUIRE(report.conclusion.verdict != Verdict::total_passed);
  }
}

TEST_CASE("residence cards of both generations are verified by their issuer, and never shown to be present",
          "[residence]") {
  for (const auto* id : {"residence-1", "special-permanent-1", "residence-2", "special-permanent-2"}) {
    CAPTURE(id);
    const auto outcome = residence(id);
    CHECK_FALSE(test::not_passed(outcome.report, FindingId::residence_certificate));
    CHECK_FALSE(test::not_passed(outcome.report, FindingId::residence_signature));
    CHECK(reason(outcome.report, FindingId::card_presence) == FailureCode::card_presence_not_shown);
    CHECK(outcome.report.conclusion ==
          verify::Conclusion{Verdict::indeterminate, SubIndication::policy_processing_error});
    CHECK(is_signed(outcome.data, "photo"));
    const auto server =
        verify::verify_evidence(verify::kResidence, outcome.evidence, test_challenge(), test_arguments());
    CHECK(server.report.to_text() == outcome.report.to_text());
    CHECK(verify::data_json(server.data) == verify::data_json(outcome.data));
  }
  const auto first = residence("residence-1");
  CHECK(shown(first.data, "address") != "(nothing)");
  CHECK_FALSE(is_signed(first.data, "address"));
  CHECK(is_signed(residence("residence-2").data, "birthDate"));
}

TEST_CASE("altered residence cards fail by their signature, unknown issuers leave it open", "[residence]") {
  for (const auto* id :
       {"residence-1-altered-photo", "residence-1-altered-front", "residence-1-altered-signature",
        "residence-2-altered-expiry", "residence-2-altered-photo", "residence-2-altered-signature"}) {
    CAPTURE(id);
    const auto outcome = residence(id);
    CHECK(first_open(outcome.report) == "TOTAL-FAILED residence.signature signature.invalid");
    for (const auto& item : outcome.data) CHECK_FALSE(item.is_signed);
  }
  auto arguments = test_arguments();
  auto without = test::test_trust();
  without.residence_issuers.clear();
  arguments.trust = &without;
  const auto outcome = residence("residence-2", arguments);
  CHECK(first_open(outcome.report) == "INDETERMINATE residence.certificate card.issuer-not-configured");
  CHECK_FALSE(is_signed(outcome.data, "photo"));
}

TEST_CASE("a field that a residence card of its type does not have is never claimed or shown as signed",
          "[residence]") {
  const auto with_field = [](std::string_view id, const char* field, std::string_view value) {
    json evidence = json::parse(residence(id).evidence);
    evidence["parts"][field] = base::to_base64(base::as_bytes(value));
    return verify::verify_evidence(verify::kResidence, evidence.dump(), test_challenge(), test_arguments());
  };
  // The signature of the first generation covers two pictures, that of a special permanent resident
  // certificate six entries: a date of birth and a permission to work beside them are anybody's words.
  for (const auto& added :
       {with_field("residence-1", "C6", "19500101"), with_field("special-permanent-1", "C6", "19500101"),
        with_field("special-permanent-2", "CC", "1")}) {
    CHECK(first_open(added.report) == "TOTAL-FAILED residence.form card.file-malformed");
    CHECK(added.report.claims.empty());
    CHECK(added.data.empty());
  }
}

TEST_CASE("what is called text and is none is shown as octets and does not end the program", "[data]") {
  // reference number (19) of a conventional licence: nothing says which characters it has
  verify::Evidence evidence(verify::Use::licence, verify::kLicence.parts);
  const base::Bytes card_data{0x45, 0x0B, 0x30, 0x30, 0x38, 0x20, 0x20, 0x01, 0x01,
                              0x20, 0x30, 0x01, 0x01, 0x46, 0x02, 0x01, 0x02};
  evidence.put("cardData", card_data);
  evidence.put("items", base::Bytes{0x19, 0x02, 0xFF, 0xC0, 0xFF});
  const auto judged =
      verify::verify_evidence(verify::kLicence, evidence.to_text(), test_challenge(), test_arguments());
  CHECK(first_open(judged.report) != "TOTAL-FAILED licence.form card.file-malformed");
  CHECK(json::parse(verify::data_json(judged.data).dump())["reference"]["base64"] == "/8A=");
  // eight octets that are three characters, in the place of a date
  CHECK(verify::dashed_date("ああxx") == "ああxx");
  CHECK(verify::dashed_date("20260131") == "2026-01-31");
}

TEST_CASE("a wrong residence card number opens nothing", "[residence]") {
  SimulatedVisit visit(kazashi_simulator::test_residence_card("residence-1"));
  visit.use = &verify::kResidence;
  visit.pin = "ZZ99999999ZZ";
  CHECK(visit.run(test_arguments()).error().code == FailureCode::card_number_wrong);
  CHECK(visit.asked_for == PinKind::residence_card_number);
  visit.pin = "12";
  CHECK(visit.run(test_arguments()).error().code == FailureCode::card_number_format);
}

TEST_CASE("the individual number is read for a purpose alone, and held against the signed hash", "[number]") {
  SimulatedVisit visit("adult");
  visit.use = &verify::kIndividualNumber;
  CHECK(visit.run(test_arguments()).error().code == FailureCode::purpose_missing);
  CHECK(visit.card().counters().verifies == 0);

  visit.options.purpose = card::LegalPurpose::tax;
  const auto outcome = run(visit);
  CHECK(first_open(outcome.report) == "TOTAL-PASSED");
  CHECK_FALSE(test::not_passed(outcome.report, FindingId::person_number_hash));
  CHECK(shown(outcome.data, "individualNumber").size() == 12);
  CHECK(is_signed(outcome.data, "individualNumber"));
  CHECK(outcome.report.to_text().find(shown(outcome.data, "individualNumber")) == std::string::npos);

  SimulatedVisit altered("altered-number");
  altered.use = &verify::kIndividualNumber;
  altered.options.purpose = card::LegalPurpose::tax;
  const auto forged = run(altered);
  CHECK(first_open(forged.report) == "TOTAL-FAILED person.number-hash card.data-altered");
  CHECK_FALSE(is_signed(forged.data, "individualNumber"));
}

TEST_CASE("info tells dates and tries without a prompt and without a try", "[info]") {
  SimulatedVisit visit("one-try-left");
  visit.use = &verify::kInfo;
  const auto outcome = run(visit);
  CHECK_FALSE(visit.asked_for);
  CHECK(visit.card().counters().verifies == 0);
  CHECK(shown(outcome.data, "authenticationTries") == "1");
  CHECK(shown(outcome.data, "signatureTries") == "5");
  CHECK(outcome.report.conclusion.verdict == Verdict::indeterminate);
  CHECK(reason(outcome.report, FindingId::card_presence) == FailureCode::card_presence_not_shown);
  CHECK_FALSE(outcome.report.claims.empty());
}

TEST_CASE("a licence is shown as it was read, with nothing signed and the verdict open", "[licence]") {
  SimulatedVisit visit(kazashi_simulator::test_licence_card("licence"));
  visit.use = &verify::kLicence;
  const auto card = kazashi_simulator::test_licence_card("licence");
  visit.pin = card.pins[0];
  const auto outcome = run(visit);
  CHECK(visit.asked_for == PinKind::licence_1);
  CHECK_FALSE(test::not_passed(outcome.report, FindingId::licence_form));
  CHECK(outcome.report.conclusion.verdict == Verdict::indeterminate);
  CHECK(reason(outcome.report, FindingId::licence_signature) == FailureCode::card_issuer_not_configured);
  CHECK(shown(outcome.data, "number").size() == 12);
  CHECK(shown(outcome.data, "classes") != "(nothing)");
  for (const auto& item : outcome.data) CHECK_FALSE(item.is_signed);
  const auto server =
      verify::verify_evidence(verify::kLicence, outcome.evidence, test_challenge(), test_arguments());
  CHECK(server.report.to_text() == outcome.report.to_text());
  CHECK(verify::data_json(server.data) == verify::data_json(outcome.data));
}

TEST_CASE("the licence on a My Number Card is found before the other kind is asked for", "[licence]") {
  SimulatedVisit visit("adult");
  visit.use = &verify::kLicence;
  visit.pin = kazashi_simulator::test_person("adult").licence->pin;
  const auto outcome = run(visit);
  CHECK(visit.asked_for == PinKind::my_number_licence);
  CHECK(shown(outcome.data, "expiry") != "(nothing)");

  SimulatedVisit without("expired");
  without.use = &verify::kLicence;
  CHECK(without.run(test_arguments()).error().code == FailureCode::card_application_missing);
  CHECK(without.card().counters().verifies == 0);
}

TEST_CASE("garbage in the place of any part of any evidence never passes and never crashes", "[uses]") {
  for (const auto* use :
       {&verify::kAuthenticate, &verify::kSign, &verify::kAttributes, &verify::kFace, &verify::kAge,
        &verify::kResidence, &verify::kLicence, &verify::kIndividualNumber, &verify::kInfo}) {
    CAPTURE(verify::use_text(use->use));
    for (const base::Bytes& garbage :
         {base::Bytes{0x00}, base::Bytes{0xFF, 0x20, 0x82, 0xFF}, base::Bytes(16, 0x30),
          base::Bytes(500, 0xDF), base::Bytes{0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF},
          base::Bytes{0xC1, 0x01, 0x31}, base::Bytes{0xC1, 0x02, 0x30, 0x35}}) {
      for (std::size_t without = 0; without <= use->parts.size(); ++without) {
        verify::Evidence evidence(use->use, use->parts);
        for (std::size_t at = 0; at < use->parts.size(); ++at) {
          const auto& part = use->parts[at];
          if (at != without)
            evidence.put(part.name, base::ByteView(garbage).first(std::min(garbage.size(), part.limit)));
        }
        const auto judged =
            verify::verify_evidence(*use, evidence.to_text(), test_challenge(), test_arguments());
        CHECK(judged.report.conclusion.verdict != Verdict::total_passed);
        for (const auto& item : judged.data) CHECK_FALSE(item.is_signed);
        for (const auto& claim : judged.report.claims) CHECK_FALSE(claim.is_signed);
      }
    }
  }
}
