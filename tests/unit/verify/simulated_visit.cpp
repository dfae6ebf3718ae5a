#include "verify/simulated_visit.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/hex.h"
#include "pki/certificate.h"
#include "reader/make_reader.h"
#include "rules/books.h"
#include "simulator/pki/test_people.h"

namespace kazashi::test {
namespace {

using base::FailureCode;
using kazashi_simulator::TransferStatus;
using nlohmann::json;

FailureCode failure_of(TransferStatus status) {
  switch (status) {
    case TransferStatus::kStall:
      return FailureCode::reader_stalled;
    case TransferStatus::kEmpty:
      return FailureCode::reader_no_answer;
    case TransferStatus::kDisconnected:
      return FailureCode::reader_disconnected;
    default:
      return FailureCode::reader_transfer_failed;
  }
}

pki::Anchor anchor_of(const json& authority) {
  const auto der = base::from_base64(authority.at("der").get<std::string>()).value();
  const auto certificate = pki::parse_certificate(der).value();
  const auto purpose = pki::kind_from(authority.at("purpose").get<std::string>()).value();
  return {
      .purpose = purpose,
      .fingerprint = certificate.fingerprint,
      .name = authority.at("id").get<std::string>(),
      .serial = base::to_hex(certificate.serial),
      .subject_key_identifier = certificate.subject_key_identifier,
      .not_before = certificate.not_before,
      .not_after = certificate.not_after,
      .certificate = der,
      .provenance = {.source = "test PKI", .confidence = pki::Confidence::generated_for_tests, .note = {}}};
}

const pki::Provenance kProvenance{
    .source = "test PKI", .confidence = pki::Confidence::generated_for_tests, .note = {}};

trust::CardIssuer card_issuer_of(const json& entry) {
  const auto id = base::from_hex(entry.at("keyId").get<std::string>()).value();
  const bool face = base::as_text(id).starts_with("6000023");
  trust::CardIssuer issuer{
      .purpose = face ? trust::CardIssuerPurpose::face : trust::CardIssuerPurpose::attributes,
      .name = entry.at("id").get<std::string>(),
      .key_id = {},
      .modulus = base::from_base64(entry.at("modulus").get<std::string>()).value(),
      .official = true,
      .provenance = kProvenance};
  std::ranges::copy(id, issuer.key_id.begin());
  return issuer;
}

trust::ResidenceIssuer residence_issuer_of(const json& card) {
  return {.name = "residence-" + std::to_string(card.at("generation").get<int>()),
          .certificate = base::from_base64(card.at("issuer").get<std::string>()).value(),
          .official = true,
          .provenance = kProvenance};
}

trust::TrustBundle load_trust() {
  const json pki = json::parse(kazashi_simulator::test_pki_text());
  trust::TrustBundle bundle{.id = "kazashi-test",
                            .version = 1,
                            .issued = test_time() - std::chrono::hours{24},
                            .expires = test_time() + std::chrono::hours{24},
                            .signer = "test",
                            .anchors = {.environment = pki::Environment::test,
                                        .source = "trust-bundle kazashi-test 1",
                                        .issued = test_time() - std::chrono::hours{24},
                                        .anchors = {}},
                            .card_issuers = {},
                            .residence_issuers = {}};
  for (const json& issuer : pki.at("cardIssuers")) {
    if (issuer.at("configured").get<bool>()) bundle.card_issuers.push_back(card_issuer_of(issuer));
  }
  for (const json& card : pki.at("residenceCards")) {
    bundle.residence_issuers.push_back(residence_issuer_of(card));
  }
  for (const json& authority : pki.at("authorities")) {
    if (authority.at("configured").get<bool>()) bundle.anchors.anchors.push_back(anchor_of(authority));
  }
  return bundle;
}

}  // namespace

base::UtcTime test_time() {
  static const std::string today =
      json::parse(kazashi_simulator::test_pki_text()).at("today").get<std::string>();
  return base::parse_utc(today + "T03:00:00Z").value();
}

const trust::TrustBundle& test_trust() {
  static const trust::TrustBundle bundle = load_trust();
  return bundle;
}

const verify::Rulebook& test_rulebook() {
  static const verify::Rulebook rulebook = verify::Rulebook::open(rules::testing::rulebook_text()).value();
  return rulebook;
}

verify::Challenge test_challenge() {
  return verify::Challenge::create("https://example.jp", base::to_base64(base::Bytes(32, 0x42))).value();
}

verify::Arguments test_arguments(verify::RevocationPolicy revocation) {
  return {.trust = &test_trust(),
          .rulebook = &test_rulebook(),
          .time = test_time(),
          .policy = {revocation},
          .procedure = nullptr,
          .relying_party = {},
          .inputs = {},
          .card_was_read = false,
          .tries_left = {}};
}

SimulatedVisit::SimulatedVisit(std::string_view person)
    : picc_(kazashi_simulator::make_picc(kazashi_simulator::test_person(person))) {
  reader_.place(picc_);
}

SimulatedVisit::SimulatedVisit(const kazashi_simulator::ResidenceCard& card)
    : picc_(kazashi_simulator::make_picc(card)) {
  reader_.place(picc_);
}

SimulatedVisit::SimulatedVisit(const kazashi_simulator::LicenceCard& card)
    : picc_(kazashi_simulator::make_picc(card)) {
  reader_.place(picc_);
}

base::Result<verify::Outcome> SimulatedVisit::run(const verify::Arguments& arguments) {
  verify::Session session(*use,
                          {.challenge = test_challenge(),
                           .options = options,
                           .time = arguments.time,
                           .random = {.challenge = {1, 2, 3}, .key = {4, 5, 6}}},
                          reader::make_reader("rc-s380").value(), arguments,
                          {.polls = 4, .questions = question_limit});
  questions = 0;
  for (;; ++questions) {
    if (questions == cancel_at) session.cancel();
    const auto* question = session.next_question();
    if (question == nullptr) {
      field_off_told = session.field_off();
      return session.take();
    }
    answer(session, *question);
  }
}

void SimulatedVisit::answer(verify::Session& session, const base::ReaderVocabulary& question) {
  if (const auto* out = std::get_if<base::TransferOut>(&question)) {
    if (releasing && reader_fails_at_release) return session.fail({FailureCode::reader_stalled});
    const auto status = reader_.transfer_out(out->octets);
    if (status == TransferStatus::kOk) return session.reply<base::TransferOut>({});
    if (status == TransferStatus::kStall) reader_.clear_halt(kazashi_simulator::Endpoint::kOut);
    return session.fail({failure_of(status)});
  }
  if (const auto* in = std::get_if<base::TransferIn>(&question)) {
    auto transfer = reader_.transfer_in(in->length);
    if (transfer.status == TransferStatus::kOk)
      return session.reply<base::TransferIn>(std::move(transfer.data));
    if (transfer.status == TransferStatus::kStall) reader_.clear_halt(kazashi_simulator::Endpoint::kIn);
    return session.fail({failure_of(transfer.status)});
  }
  if (const auto* prompt = std::get_if<base::PinPrompt>(&question)) {
    tries_told = prompt->tries_left;
    asked_for = prompt->kind;
    return session.reply<base::PinPrompt>(
        {.pin = base::Secret(base::as_bytes(pin)), .last_try_accepted = insist_on_last_try});
  }
  if (std::holds_alternative<base::Pause>(question)) return session.reply<base::Pause>({});
  releasing = std::get<base::Progress>(question).stage == base::Stage::releasing_reader;
  session.reply<base::Progress>({});
}

}  // namespace kazashi::test
