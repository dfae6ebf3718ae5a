#include "card/licence.h"

#include "card/my_number_licence.h"
#include "faults.h"
#include "records.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::PinKind;
using base::Stage;

const std::string kCardData = "450b303038202512262030123146029901";
const Step kSelectMasterFile{"00a40000", "9000"};
const Step kSelectFirst{"00a4040c10a0000002310100000000000000000000", "9000"};
const Step kSelectSecond{"00a4040c10a0000002310200000000000000000000", "9000"};
const Step kVerify1{"002000810431323334", "9000"};
const Step kVerify2{"002000820431323334", "9000"};

Script identified(const std::string& pins_flag = "050101") {
  return joined({{kSelectMasterFile},
                 selecting(0x2F01),
                 {{"00b0000011", kCardData + "9000"}, {"00b08a0003", pins_flag + "9000"}}});
}

/// Items of 300 octets with filler behind them up to `capacity`.
Bytes items(std::size_t capacity = 880) {
  Bytes file = octets("1204382b4b5c");
  base::append(file, octets("34820120"));
  file.resize(file.size() + 288, 0x41);
  file.resize(capacity, 0xFF);
  return file;
}
constexpr std::size_t kItemsSize = 298;

/// Blocks of 256 octets until the filler is seen.
Script reading_items() {
  const auto hex = base::to_hex(items());
  return {{"00b0810000", hex.substr(0, 512) + "9000"}, {"00b0010000", hex.substr(512, 512) + "9000"}};
}

const Bytes kDomicile{0x41, 0x04, 0x38, 0x2B, 0x4B, 0x5C};
const Bytes kPhoto = tlv(0x5F40, Bytes(600, 0x0A));
const Bytes kSignature = tlv(0xB1, Bytes(200, 0x5A));

Script reading_domicile() {
  return {{"00b0820052", base::to_hex(kDomicile) + std::string(40, 'f') + "9000"}};
}

Script text_only() {
  return joined({identified(), {{"00200081", "63c3"}, kVerify1, kSelectFirst}, reading_items()});
}

Script everything() {
  return joined({identified(),
                 {{"00200082", "63c2"}, {"00200081", "63c3"}, kVerify1, kVerify2, kSelectFirst},
                 reading_items(),
                 reading_domicile(),
                 {{"00b0870000", base::to_hex(kSignature) + "6282"}, kSelectSecond},
                 reading(1, kPhoto, Bytes(20, 0x00))});
}

LicenceRequest all() { return {.photo = true, .domicile = true, .signature = true}; }
Talk pin_talk(PinKind kind = PinKind::licence_1) { return {.pin = "1234", .kind = kind}; }

/// Runs a dialogue over a script, answering every prompt, and gives what was asked for.
template <class T>
std::pair<base::Result<T>, std::vector<PinKind>> converse(base::CardDialogue<T> dialogue,
                                                          const Script& script) {
  std::vector<PinKind> asked;
  std::size_t at = 0;
  dialogue.start();
  while (!dialogue.done()) {
    if (const auto* transmit = std::get_if<base::Transmit>(&dialogue.question())) {
      const auto command = base::to_hex(transmit->command.encode());
      CAPTURE(at, command);
      REQUIRE(at < script.size());
      CHECK(command == script[at].command);
      auto response = base::ResponseApdu::parse(octets(std::get<std::string>(script[at++].answer)));
      dialogue.template reply<base::Transmit>(std::move(*response));
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
      asked.push_back(prompt->kind);
      dialogue.template reply<base::PinPrompt>({base::Secret(base::as_bytes("1234")), false});
    } else {
      dialogue.template reply<base::Progress>({});
    }
  }
  CHECK(at == script.size());
  return {dialogue.take(), std::move(asked)};
}

TEST_CASE("reads_the_text_of_a_licence_with_its_first_PIN") {
  auto talk = pin_talk();
  const auto reading = play(read_licence({}), text_only(), &talk);
  REQUIRE(reading);
  CHECK(base::to_hex(reading->card_data) == kCardData);
  CHECK(reading->pins_are_set);
  CHECK(reading->tries_left_1 == 3);
  CHECK_FALSE(reading->tries_left_2);
  CHECK(base::to_hex(reading->items.reveal()) == base::to_hex(base::ByteView(items()).first(kItemsSize)));
  CHECK(reading->photo.empty());
  CHECK(talk.prompts == std::vector<std::uint8_t>{3});
  CHECK(talk.stages == std::vector{Stage::asking_tries_left, Stage::verifying_pin, Stage::reading_data});
}

TEST_CASE("reads_what_the_second_PIN_opens_and_asks_for_the_tries_of_both_first") {
  const auto [reading, asked] = converse(read_licence(all()), everything());
  REQUIRE(reading);
  CHECK(asked == std::vector{PinKind::licence_1, PinKind::licence_2});
  CHECK(reading->tries_left_2 == 2);
  CHECK(base::to_hex(reading->domicile.reveal()) == base::to_hex(kDomicile));
  CHECK(base::to_hex(reading->photo.reveal()) == base::to_hex(kPhoto));
  CHECK(reading->signature == kSignature);
}

TEST_CASE("reads_files_of_a_licence_whose_length_is_known_at_once_where_extended_length_is_known_to_work") {
  auto request = all();
  request.abilities.extended_length = true;
  const auto photo = base::to_hex(kPhoto) + std::string(2 * (2005 - kPhoto.size()), '0');
  const auto [reading, asked] =
      converse(read_licence(request),
               joined({identified(),
                       {{"00200082", "63c2"}, {"00200081", "63c3"}, kVerify1, kVerify2, kSelectFirst},
                       reading_items(),
                       reading_domicile(),
                       {{"00b08700000000", base::to_hex(kSignature) + "9000"},
                        kSelectSecond,
                        {"00b081000007d5", photo + "9000"}}}));
  REQUIRE(reading);
  CHECK(reading->items.reveal().size() == kItemsSize);
  CHECK(base::to_hex(reading->photo.reveal()) == base::to_hex(kPhoto));
}

TEST_CASE("spends_no_try_of_the_first_PIN_where_the_second_is_blocked") {
  for (const auto* blocked : {"63c0", "6983", "6984"}) {
    const auto [reading, asked] =
        converse(read_licence({.photo = true}), joined({identified(), {{"00200082", blocked}}}));
    check_failure(reading, {FailureCode::pin_blocked});
    CHECK(asked.empty());
  }
}

TEST_CASE("opens_a_licence_without_PINs_by_the_published_value_and_asks_nobody") {
  const Step unset_1{"00200081042a2a2a2a", "9000"};
  const Step unset_2{"00200082042a2a2a2a", "9000"};
  const auto [reading, asked] =
      converse(read_licence({.domicile = true}),
               joined({identified("050100"),
                       {{"00200082", "63c3"}, {"00200081", "63c3"}, unset_1, unset_2, kSelectFirst},
                       reading_items(),
                       reading_domicile()}));
  REQUIRE(reading);
  CHECK_FALSE(reading->pins_are_set);
  CHECK(asked.empty());
  // the card's word that no PIN was set is not worth the last try
  check_failure(play(read_licence({}), joined({identified("050100"), {{"00200081", "63c1"}}})),
                {FailureCode::pin_last_try_refused});
  check_failure(play(read_licence({}),
                     joined({identified("050100"), {{"00200081", "63c3"}, {unset_1.command, "63c2"}}})),
                {FailureCode::pin_wrong, 2});
}

TEST_CASE("finds_files_and_keys_of_a_licence_that_refuses_short_identifiers_by_SELECT") {
  const auto hex = base::to_hex(items());
  const auto [reading, asked] = converse(
      read_licence({.domicile = true}),
      joined({{kSelectMasterFile},
              selecting(0x2F01),
              {{"00b0000011", kCardData + "9000"}, {"00b08a0003", "6a86"}},
              selecting(0x000A),
              {{"00b0000003", "0501019000"}},
              selecting(0x0002),
              {{"00200080", "63c3"}},
              selecting(0x0001),
              {{"00200080", "63c3"}, {"002000800431323334", "9000"}},
              selecting(0x0002),
              {{"00200080", "63c3"}, {"002000800431323334", "9000"}, kSelectFirst},
              selecting(0x0001),
              {{"00b0000000", hex.substr(0, 512) + "9000"}, {"00b0010000", hex.substr(512, 512) + "9000"}},
              selecting(0x0002),
              {{"00b0000052", base::to_hex(kDomicile) + "6282"}}}));
  REQUIRE(reading);
  CHECK(asked == std::vector{PinKind::licence_1, PinKind::licence_2});
}

TEST_CASE("tells_other_cards_from_licences_before_any_PIN") {
  for (const auto* status : {"6a86", "6a82", "6d00", "6e00"}) {
    auto result = play(read_licence({}), {{kSelectMasterFile.command, status}});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == FailureCode::card_application_missing);
  }
  check_failure(play(read_licence({}), {kSelectMasterFile, {"00a4020c022f01", "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
  check_failure(
      play(read_licence({}),
           joined({{kSelectMasterFile}, selecting(0x2F01), {{"00b0000011", std::string(34, '0') + "9000"}}})),
      {FailureCode::card_file_malformed, 0});
}

TEST_CASE("opens_no_licence_on_the_strength_of_what_somebody_else_verified") {
  check_failure(play(read_licence({}), joined({identified(), {{"00200081", "9000"}}})),
                {FailureCode::card_status, 0x9000});
}

TEST_CASE("ends_every_fault_at_every_step_of_a_licence_with_a_name_and_each_PIN_sent_once") {
  const auto text = text_only();
  inject_everywhere([] { return read_licence({}); }, text, "1234",
                    [](const LicenceReading& reading) {
                      return base::to_hex(reading.card_data) == kCardData &&
                             base::to_hex(reading.items.reveal()) ==
                                 base::to_hex(base::ByteView(items()).first(kItemsSize));
                    });
  remove_everywhere([] { return read_licence({}); }, text, "1234");
  const auto whole = everything();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const auto* fault : {"6f00", "6a82", "6982", "63c1", "6983", "6984", "9000", "6c00", "6100"}) {
      CAPTURE(at, whole[at].command, fault);
      Course course;
      const auto result = run(read_licence(all()), FaultyCard(whole, at, fault), "1234", course);
      CHECK(course.verifications <= 2);
      if (!result && whole[at].command.size() > 8 && whole[at].command.starts_with("00200081")) {
        CHECK(course.verifications == 1);
      }
    }
  }
}

TEST_CASE("costs_at_most_a_mebibyte_whatever_a_licence_answers") {
  const auto opening = joined({identified(), {{"00200081", "63c3"}, kVerify1, kSelectFirst}});
  for (const bool extended : {false, true}) {
    survive_hostile_cards([&] { return read_licence({.abilities = {.extended_length = extended}}); }, opening,
                          "1234", "34821ffc");
  }
}

// --- on a My Number Card

const Step kSelectOnCard{"00a4040c10a0000002310600000000000000000000", "9000"};
const Step kSet{"00b09a0003", "c101019000"};
const Bytes kOnCard = base::from_hex("c20130c30420260101c50735313230333137").value();

Script on_card() {
  return {kSelectOnCard,
          kSet,
          {"00200086", "63ca"},
          {"002000860431323334", "9000"},
          {"00b09b0000", base::to_hex(kOnCard) + "6282"}};
}

TEST_CASE("reads_a_licence_on_a_My_Number_Card") {
  auto talk = pin_talk(PinKind::my_number_licence);
  const auto script =
      joined({on_card(), {{"00b09c0000", std::string(512, '5') + "9000"}, {"00b0010000", "6b00"}}});
  const auto reading = play(read_my_number_licence({.signature = true}), script, &talk);
  REQUIRE(reading);
  CHECK(reading->pin_is_set);
  CHECK(reading->tries_left == 10);
  CHECK(base::to_hex(reading->items.reveal()) == base::to_hex(kOnCard));
  CHECK(reading->signature.size() == 256);
  CHECK(talk.prompts == std::vector<std::uint8_t>{10});
}

TEST_CASE("asks_by_the_printed_name_of_the_PIN_only_where_the_card_knows_no_other_and_sends_it_once") {
  auto talk = pin_talk(PinKind::my_number_licence);
  const Script printed{kSelectOnCard,
                       kSet,
                       {"00200086", "6a82"},
                       {"00200082", "63ca"},
                       {"002000820431323334", "9000"},
                       {"00b09b0000", base::to_hex(kOnCard) + "6282"}};
  CHECK(play(read_my_number_licence({}), printed, &talk));
  check_failure(
      play(read_my_number_licence({}), {kSelectOnCard, kSet, {"00200086", "6a82"}, {"00200082", "6a82"}}),
      {FailureCode::card_file_missing, 0x6A82});
  for (const auto* status : {"6a86", "6a88", "6d00", "6700"}) {
    auto result = play(read_my_number_licence({}), {kSelectOnCard, kSet, {"00200086", status}});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == FailureCode::card_status);
  }
  // a PIN that went wrong by one name does not go by the other
  check_failure(play(read_my_number_licence({}),
                     {kSelectOnCard, kSet, {"00200086", "63ca"}, {"002000860431323334", "6a82"}}, &talk),
                {FailureCode::card_file_missing, 0x6A82});
}

TEST_CASE("opens_a_licence_on_a_My_Number_Card_without_a_PIN_by_the_published_value") {
  const auto reading = play(read_my_number_licence({}), {kSelectOnCard,
                                                         {"00b09a0003", "c101009000"},
                                                         {"00200086", "63ca"},
                                                         {"00200086042a2a2a2a", "9000"},
                                                         {"00b09b0000", base::to_hex(kOnCard) + "6282"}});
  REQUIRE(reading);
  CHECK_FALSE(reading->pin_is_set);
}

TEST_CASE("makes_a_licence_on_a_My_Number_Card_forget_a_PIN_that_somebody_else_gave") {
  auto talk = pin_talk(PinKind::my_number_licence);
  CHECK(play(read_my_number_licence({}),
             {kSelectOnCard,
              kSet,
              {"00200086", "9000"},
              kSelectOnCard,
              {"00200086", "63ca"},
              {"002000860431323334", "9000"},
              {"00b09b0000", base::to_hex(kOnCard) + "6282"}},
             &talk));
  check_failure(play(read_my_number_licence({}),
                     {kSelectOnCard, kSet, {"00200086", "9000"}, kSelectOnCard, {"00200086", "9000"}}),
                {FailureCode::card_status, 0x9000});
}

TEST_CASE("ends_every_fault_of_a_licence_on_a_My_Number_Card_with_a_name_and_no_second_PIN") {
  const auto make = [] { return read_my_number_licence({}); };
  const auto script = on_card();
  inject_everywhere(make, script, "1234", [](const MyNumberLicenceReading& reading) {
    return reading.tries_left > 0 && base::to_hex(reading.items.reveal()) == base::to_hex(kOnCard);
  });
  remove_everywhere(make, script, "1234");
  const Script opening(script.begin(), script.end() - 1);
  survive_hostile_cards(make, opening, "1234", "c1827fff");
}

TEST_CASE("knows_a_My_Number_Card_without_a_licence") {
  check_failure(play(read_my_number_licence({}), {{kSelectOnCard.command, "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
}

}  // namespace
}  // namespace kazashi::card
