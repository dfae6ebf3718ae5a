// The other applications against virtual cards, which share no code with this room: sound cards give what was
// put on them and verify; every altered card is found by the check that is there for it.
#include <map>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "card/attributes.h"
#include "card/face.h"
#include "card/file_reader.h"
#include "card/individual_number.h"
#include "card/jpki_signature.h"
#include "card/licence.h"
#include "card/licence_data.h"
#include "card/my_number_licence.h"
#include "card/presence.h"
#include "card/residence.h"
#include "pki/certificate.h"
#include "simulated.h"
#include "simulator/card/virtual_card.h"
#include "support.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using nlohmann::json;

const json& test_pki() {
  static const json kParsed = json::parse(sim::test_pki_text());
  return kParsed;
}

Bytes from_base64(const json& text) { return base::from_base64(text.get<std::string>()).value(); }

const json& entry(const char* list, const std::string& id) {
  for (const auto& one : test_pki().at(list)) {
    if (one.at("id") == id) return one;
  }
  FAIL("no such entry");
  return test_pki();
}

/// The issuers that a trust bundle for tests would name.
std::vector<CardIssuer> issuers() {
  std::vector<CardIssuer> configured;
  for (const auto& one : test_pki().at("cardIssuers")) {
    if (!one.at("configured").get<bool>()) continue;
    const auto id = one.at("id").get<std::string>();
    CardIssuer issuer{.purpose = id == "text-issuer" ? IssuerPurpose::attributes : IssuerPurpose::face,
                      .id = {},
                      .modulus = from_base64(one.at("modulus")),
                      .source = id};
    std::ranges::copy(octets(one.at("keyId").get<std::string>()), issuer.id.begin());
    configured.push_back(std::move(issuer));
  }
  return configured;
}

/// A virtual card under power, and what a visit to it cost.
struct Table {
  std::unique_ptr<sim::VirtualCard> card;
  std::string pin = "1234";
  std::string second_pin = "5678";
  std::size_t commands = 0;
  std::size_t octets = 0;

  explicit Table(const std::string& person) : card(sim::VirtualCard::make(sim::test_person(person))) {
    REQUIRE(card);
    card->power_on();
  }
  explicit Table(const sim::LicenceCard& description) : card(sim::VirtualCard::make(description)) {
    REQUIRE(card);
    card->power_on();
  }
  explicit Table(const sim::ResidenceCard& description) : card(sim::VirtualCard::make(description, 7)) {
    REQUIRE(card);
    card->power_on();
  }
};

template <class T>
base::Result<T> at(Table& table, base::CardDialogue<T> dialogue) {
  dialogue.start(1000);
  while (!dialogue.done()) {
    if (const auto* transmit = std::get_if<base::Transmit>(&dialogue.question())) {
      const auto command = transmit->command.encode();
      auto response = base::ResponseApdu::parse(table.card->transmit(command));
      REQUIRE(response);
      ++table.commands;
      table.octets += command.size() + response->data.size() + 2;
      dialogue.template reply<base::Transmit>(std::move(*response));
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
      const auto& pin = prompt->kind == base::PinKind::licence_2 ? table.second_pin : table.pin;
      dialogue.template reply<base::PinPrompt>({base::Secret(base::as_bytes(pin)), false});
    } else {
      dialogue.template reply<base::Progress>({});
    }
  }
  return dialogue.take();
}

const json& printed() { return entry("people", "adult").at("attributes"); }

MatchingNumberB number_b() {
  return std::move(
      *MatchingNumberB::from_digits(base::as_bytes(printed().at("checkNumberB").get<std::string>())));
}
BirthKey birth_key() {
  return std::move(*BirthKey::from_digits(base::as_bytes(printed().at("birthKey").get<std::string>())));
}

/// "passed", or the code of the first check of the attributes that did not pass.
std::string verdict(const AttributesReading& reading) {
  const auto outcome = [&]() -> base::Result<void> {
    KAZASHI_TRY(attributes, parse_attributes(reading.attributes.reveal()));
    KAZASHI_TRY(hashes, parse_attribute_hashes(reading.hashes.reveal()));
    KAZASHI_TRY(certificate, parse_card_verifiable_certificate(reading.certificate));
    KAZASHI_CHECK(verify_card_issuer(certificate, IssuerPurpose::attributes, issuers()));
    KAZASHI_CHECK(verify_attribute_hashes(hashes, certificate));
    KAZASHI_CHECK(check_attributes_hash(attributes, hashes));
    if (!reading.presence) return {};
    if (!*reading.presence) return std::unexpected(reading.presence->error());
    KAZASHI_TRY(key, parse_presence_key((*reading.presence)->key_file));
    KAZASHI_CHECK(verify_presence_key(key, certificate));
    return verify_presence(key.key, kDigest, (*reading.presence)->signature);
  }();
  return outcome ? "passed" : std::string(base::code_text(outcome.error().code));
}

std::string face_verdict(const FaceReading& reading) {
  const auto outcome = [&]() -> base::Result<void> {
    KAZASHI_TRY(face, parse_face(reading.record.reveal()));
    KAZASHI_TRY(certificate, parse_card_verifiable_certificate(reading.certificate));
    KAZASHI_CHECK(verify_card_issuer(certificate, IssuerPurpose::face, issuers()));
    KAZASHI_CHECK(verify_face(face, certificate));
    if (!reading.presence) return {};
    if (!*reading.presence) return std::unexpected(reading.presence->error());
    return verify_presence(face.presence_key, kDigest, **reading.presence);
  }();
  return outcome ? "passed" : std::string(base::code_text(outcome.error().code));
}

std::string age_verdict(const FaceReading& reading) {
  const auto outcome = [&]() -> base::Result<void> {
    KAZASHI_TRY(record, parse_age_record(reading.record.reveal()));
    KAZASHI_TRY(certificate, parse_card_verifiable_certificate(reading.certificate));
    KAZASHI_CHECK(verify_card_issuer(certificate, IssuerPurpose::face, issuers()));
    KAZASHI_CHECK(verify_age_record(record, certificate));
    if (!reading.presence) return {};
    if (!*reading.presence) return std::unexpected(reading.presence->error());
    return verify_presence(record.presence_key, kDigest, **reading.presence);
  }();
  return outcome ? "passed" : std::string(base::code_text(outcome.error().code));
}

TEST_CASE("reads_and_verifies_the_attributes_of_a_virtual_card") {
  Table table("adult");
  const auto reading = at(table, read_attributes_with_number(number_b(), false, kDigest));
  REQUIRE(reading);
  CHECK(verdict(*reading) == "passed");
  const auto attributes = parse_attributes(reading->attributes.reveal());
  CHECK(attributes->name.reveal_text() == printed().at("name").get<std::string>());
  CHECK(attributes->address.reveal_text() == printed().at("address").get<std::string>());
  CHECK(attributes->sex.reveal_text() == printed().at("sex").get<std::string>());
  CHECK(table.commands <=
        13);  // select, tries, number; 1 + 2 + 3 blocks of files; the presence key's 3, one signature

  Table with_pin("adult");
  const auto by_pin = at(with_pin, read_attributes_with_pin({}));
  REQUIRE(by_pin);
  CHECK(verdict(*by_pin) == "passed");
  CHECK(with_pin.commands <= 9);
}

TEST_CASE("reads_and_verifies_the_face_of_a_virtual_card_and_its_age_record") {
  Table table("adult");
  const auto reading = at(table, read_face(number_b(), {.challenge = kDigest}));
  REQUIRE(reading);
  CHECK(face_verdict(*reading) == "passed");
  Table fewer("adult");
  const auto at_once =
      at(fewer, read_face(number_b(), {.challenge = kDigest, .abilities = {.extended_length = true}}));
  REQUIRE(at_once);
  CHECK(std::ranges::equal(at_once->record.reveal(), reading->record.reveal()));
  CHECK(fewer.commands <= 8);

  Table age("adult");
  const auto record = at(age, read_age_record(birth_key(), {.challenge = kDigest}));
  REQUIRE(record);
  CHECK(age_verdict(*record) == "passed");
}

TEST_CASE("reads_the_individual_number_of_a_virtual_card_for_a_purpose") {
  Table table("adult");
  const auto reading = at(table, read_individual_number(LegalPurpose::tax));
  REQUIRE(reading);
  const auto number = parse_individual_number(reading->number.reveal());
  REQUIRE(number);
  CHECK(number->reveal_text() == printed().at("individualNumber").get<std::string>());
  const auto hashes = parse_attribute_hashes(reading->hashes.reveal());
  CHECK(check_individual_number_hash(reading->number.reveal(), *hashes));
}

TEST_CASE("finds_every_alteration_of_the_attributes_by_the_check_that_is_there_for_it") {
  const std::map<std::string, std::string> expected{{"altered-attribute", "card.data-altered"},
                                                    {"altered-hash", "signature.invalid"},
                                                    {"altered-attributes-signature", "signature.invalid"},
                                                    {"offsets-do-not-match", "card.file-malformed"},
                                                    {"offsets-to-hidden-attributes", "card.file-malformed"},
                                                    {"trailing-tlv", "card.file-malformed"},
                                                    {"other-card-issuer", "card.issuer-not-configured"},
                                                    {"altered-card-certificate", "signature.invalid"},
                                                    {"copied-card", "signature.invalid"},
                                                    {"altered-photo", "passed"}};
  for (const auto& [id, code] : expected) {
    CAPTURE(id);
    Table table(id);
    const auto reading = at(table, read_attributes_with_number(number_b(), false, kDigest));
    REQUIRE(reading);
    CHECK(verdict(*reading) == code);
  }
}

TEST_CASE("finds_an_altered_number_by_its_hash_and_only_where_the_number_was_read") {
  Table table("altered-number");
  const auto reading = at(table, read_individual_number(LegalPurpose::social_security));
  REQUIRE(reading);
  const auto hashes = parse_attribute_hashes(reading->hashes.reveal());
  REQUIRE(hashes);
  check_failure(check_individual_number_hash(reading->number.reveal(), *hashes),
                {FailureCode::card_data_altered});
}

TEST_CASE("finds_every_alteration_of_the_face_by_the_check_that_is_there_for_it") {
  const std::map<std::string, std::string> expected{{"altered-photo", "signature.invalid"},
                                                    {"altered-name-image", "signature.invalid"},
                                                    {"altered-face-birth", "signature.invalid"},
                                                    {"altered-face-signature", "signature.invalid"},
                                                    {"face-trailing-tlv", "card.file-malformed"},
                                                    {"face-digest-of-digests", "signature.invalid"},
                                                    {"other-card-issuer", "card.issuer-not-configured"},
                                                    {"copied-card", "signature.invalid"},
                                                    {"copied-card-silent", "card.unexpected-status"},
                                                    {"altered-expiry", "passed"}};
  for (const auto& [id, code] : expected) {
    CAPTURE(id);
    Table table(id);
    const auto reading = at(table, read_face(number_b(), {.challenge = kDigest}));
    REQUIRE(reading);
    CHECK(face_verdict(*reading) == code);
  }
  Table table("altered-age-record");
  const auto record = at(table, read_age_record(birth_key(), {}));
  REQUIRE(record);
  CHECK(age_verdict(*record) == "signature.invalid");
}

TEST_CASE("spends_one_try_of_a_wrong_number_or_PIN_and_none_of_a_right_one") {
  Table table("adult");
  const auto before = table.card->pin("textNumberB").tries_left;
  auto wrong = MatchingNumberB::from_digits(base::as_bytes("01010120300000"));
  const auto refused = at(table, read_attributes_with_number(std::move(*wrong), false, {}));
  check_failure(refused, {FailureCode::matching_number_wrong, before - 1});
  CHECK(table.card->pin("textNumberB").tries_left == before - 1);
  CHECK(at(table, read_attributes_with_number(number_b(), false, {})));
  CHECK(table.card->pin("textNumberB").tries_left == before);

  table.pin = "0000";
  check_failure(at(table, read_attributes_with_pin({})), {FailureCode::pin_wrong, 2});
  CHECK(table.card->pin("attributes").tries_left == 2);
}

ResidenceReading read_residence(const std::string& id) {
  Table table(sim::test_residence_card(id));
  const auto number = entry("residenceCards", id).at("number").get<std::string>();
  auto reading = at(table, read_residence_card(std::move(*CardNumber::from_text(base::as_bytes(number))),
                                               {.challenge = {1, 2, 3}, .key = {4, 5, 6}},
                                               {.face = true, .address = true, .notes = true}));
  REQUIRE(reading);
  return std::move(*reading);
}

std::string residence_verdict(const std::string& id) {
  const auto reading = read_residence(id);
  const auto outcome = [&]() -> base::Result<void> {
    KAZASHI_TRY(der, residence_certificate(reading));
    KAZASHI_TRY(certificate, pki::parse_certificate(der, 0));
    KAZASHI_TRY(key, crypto::PublicKey::from_spki(certificate.public_key));
    return verify_residence_signature(reading, key);
  }();
  return outcome ? "passed" : std::string(base::code_text(outcome.error().code));
}

TEST_CASE("reads_and_verifies_virtual_residence_cards_of_both_generations") {
  for (const auto* id : {"residence-1", "special-permanent-1", "residence-2", "special-permanent-2"}) {
    CAPTURE(id);
    CHECK(residence_verdict(id) == "passed");
  }
  for (const auto* id :
       {"residence-1-altered-photo", "residence-1-altered-front", "residence-1-altered-signature",
        "residence-2-altered-expiry", "residence-2-altered-photo", "residence-2-altered-signature"}) {
    CAPTURE(id);
    CHECK(residence_verdict(id) == "signature.invalid");
  }
  const auto address = residence_text(*read_residence("residence-1").find(0xD4));
  REQUIRE(address);
  CHECK(address->reveal_text() ==
        entry("residenceCards", "residence-1").at("attributes").at("address").get<std::string>());
}

TEST_CASE("tells_a_virtual_residence_card_with_another_number_from_another_card") {
  for (const auto* id : {"residence-1", "residence-2"}) {
    Table table(sim::test_residence_card(id));
    check_failure(at(table, read_residence_card(
                                std::move(*CardNumber::from_text(base::as_bytes("ZZ99999999ZZ"))), {}, {})),
                  {FailureCode::card_number_wrong});
  }
  Table my_number("adult");
  check_failure(at(my_number, read_residence_card(
                                  std::move(*CardNumber::from_text(base::as_bytes("ZZ99999999ZZ"))), {}, {})),
                {FailureCode::card_application_missing, 0x6A82});
  Table residence(sim::test_residence_card("residence-1"));
  check_failure(at(residence, read_face(number_b(), {})), {FailureCode::card_application_missing, 0x6A82});
}

/// EUC-JP as the test writes it: 見本 睦 with whatever stands for what is missing.
std::string euc_hex(const JisText& text) { return base::to_hex(text.euc_jp.reveal()); }

TEST_CASE("reads_virtual_licences_with_both_PINs_with_none_and_with_missing_characters") {
  for (const bool extended : {false, true}) {
    CAPTURE(extended);
    const LicenceRequest request{
        .photo = true, .domicile = true, .signature = true, .abilities = {.extended_length = extended}};
    Table table(sim::test_licence_card("licence"));
    const auto reading = at(table, read_licence(request));
    REQUIRE(reading);
    const auto items = parse_licence_items(reading->items.reveal());
    REQUIRE(items);
    CHECK(euc_hex(items->name) == "b8abcbdca1a1cbd3");
    CHECK(items->number.reveal_text() == "999900000010");
    CHECK(items->birth_date);
    CHECK(items->classes.size() == 4);
    const auto card_data = parse_licence_card_data(reading->card_data);
    REQUIRE(card_data);
    CHECK(items->expires == card_data->expires);
    CHECK(parse_licence_photo(reading->photo.reveal()));
    CHECK(euc_hex(*parse_licence_domicile(reading->domicile.reveal())).starts_with("a4aba4b6a4b7"));
    CHECK_FALSE(reading->signature.empty());
    CHECK(reading->tries_left_1 == 3);
    CHECK(reading->tries_left_2 == 3);
    CHECK(table.commands == (extended ? 15 : 23));

    Table unset(sim::test_licence_card("licence-without-pins"));
    unset.pin = unset.second_pin = "";  // nobody is asked
    const auto opened = at(unset, read_licence(request));
    REQUIRE(opened);
    CHECK_FALSE(opened->pins_are_set);
  }
  Table missing(sim::test_licence_card("licence-missing-characters"));
  const auto reading = at(missing, read_licence({}));
  REQUIRE(reading);
  const auto items = parse_licence_items(reading->items.reveal());
  REQUIRE(items);
  CHECK(euc_hex(items->name) == "b8aba2aea1a1cbd3a2ae");
  REQUIRE(items->name.missing.size() == 2);
  CHECK(items->name.missing[1].marker == 0xFFFA);
}

TEST_CASE("spends_one_try_of_a_wrong_licence_PIN_and_leaves_the_other_alone") {
  Table table(sim::test_licence_card("licence"));
  table.second_pin = "0000";
  check_failure(at(table, read_licence({.photo = true})), {FailureCode::pin_wrong, 2});
  CHECK(table.card->pin("licence1").tries_left == 3);
  CHECK(table.card->pin("licence2").tries_left == 2);
  table.pin = "0000";
  table.card->power_on();  // a visit begins with the field switched on
  check_failure(at(table, read_licence({.photo = true})), {FailureCode::pin_wrong, 2});
  CHECK(table.card->pin("licence2").tries_left == 2);
}

TEST_CASE("reads_the_licence_on_a_virtual_My_Number_Card") {
  Table table("adult");
  const auto reading = at(table, read_my_number_licence({.signature = true}));
  REQUIRE(reading);
  const auto items = parse_my_number_licence(reading->items.reveal());
  REQUIRE(items);
  CHECK(items->expires);
  CHECK(items->others.size() == 2);
  CHECK(reading->signature.size() == 256);
  Table unset("renewing");
  unset.pin = "";
  const auto opened = at(unset, read_my_number_licence({}));
  REQUIRE(opened);
  CHECK_FALSE(opened->pin_is_set);
  Table wrong("adult");
  wrong.pin = "0000";
  check_failure(at(wrong, read_my_number_licence({})), {FailureCode::pin_wrong, 9});
}

TEST_CASE("tells_licences_and_other_cards_apart") {
  Table licence(sim::test_licence_card("licence"));
  check_failure(at(licence, authenticate(kDigest)), {FailureCode::card_application_missing, 0x6A82});
  Table my_number("adult");
  check_failure(at(my_number, read_licence({})), {FailureCode::card_application_missing, 0x6A86});
  Table residence(sim::test_residence_card("residence-1"));
  const auto refused = at(residence, read_licence({}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == FailureCode::card_application_missing);
}

TEST_CASE("signs_a_digest_with_the_virtual_cards_signature_key") {
  Table table("adult");
  table.pin = "abc123";  // as people type it
  const auto opened = at(table, open_signature());
  REQUIRE(opened);
  CHECK(opened->certificate == sim::test_person("adult").sign_certificate);
  CHECK(opened->tries_left_before == 5);
  const auto certificate = pki::parse_certificate(opened->certificate, 0);
  REQUIRE(certificate);
  const auto key = crypto::PublicKey::from_spki(certificate->public_key);
  REQUIRE(key);
  const auto message = base::as_bytes("what is signed");
  const auto digest = crypto::sha384(message);
  const auto signature =
      at(table, sign_with_signature_key({digest.begin(), digest.end()},
                                        crypto::SignatureAlgorithm::rsa_pkcs1_sha384, opened->abilities));
  REQUIRE(signature);
  CHECK(crypto::verify_signature(*key, crypto::SignatureAlgorithm::rsa_pkcs1_sha384, message, *signature));

  Table wrong("adult");
  wrong.pin = "ABC124";
  check_failure(at(wrong, open_signature()), {FailureCode::pin_wrong, 4});
  // the key gives nothing before the password
  Table closed("adult");
  REQUIRE(at(closed, select_application(jpki_aid())));
  check_failure(at(closed, sign_with_signature_key({digest.begin(), digest.end()},
                                                   crypto::SignatureAlgorithm::rsa_pkcs1_sha384)),
                {FailureCode::card_access_denied, 0x6982});
}

TEST_CASE("authenticates_a_virtual_card_in_as_few_commands_as_reader_and_card_allow") {
  const auto size = sim::test_person("adult").auth_certificate.size();
  for (const bool extended : {false, true}) {
    Table table("adult");
    const JpkiRequest request{.authority = false, .abilities = {.extended_length = extended}};
    const auto result = at(table, authenticate(kDigest, request));
    REQUIRE(result);
    CHECK(result->certificate == sim::test_person("adult").auth_certificate);
    CHECK(table.commands == (extended ? 5 : 4 + (size + 255) / 256));
    CHECK(table.card->counters().selects == 1);
    CHECK(table.card->counters().queries == 1);
    CHECK(table.card->counters().verifies == 1);
  }
}

TEST_CASE("reads_every_application_through_a_reader_and_ends_with_the_field_off") {
  Desk desk(sim::test_person("adult"));
  Visit seen;
  reader::Rcs380 rcs380;
  const auto face =
      drive(reader::visit(rcs380, 4, read_face(number_b(), {.challenge = kDigest})), desk, seen);
  REQUIRE(face);
  CHECK(face_verdict(*face) == "passed");
  reader::Rcs380 again;
  const auto attributes =
      drive(reader::visit(again, 4, read_attributes_with_number(number_b(), false, kDigest)), desk, seen);
  REQUIRE(attributes);
  CHECK(verdict(*attributes) == "passed");
}

}  // namespace
}  // namespace kazashi::card
