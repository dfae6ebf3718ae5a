#include "card/attributes.h"

#include "card/individual_number.h"
#include "faults.h"
#include "records.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;
using base::PinKind;
using base::Stage;

constexpr Sha256Digest kChallenge{0xC0, 0xFF, 0xEE};

const Step kSelectAp{"00a4040c0ad3921000310001010408", "9000"};
const Script kPinOpened{kSelectAp, {"00200091", "63c3"}, {"002000910431323334", "9000"}};
const Script kNumberOpened{
    kSelectAp, {"00200095", "63ca"}, {"002000950e3535303231373230333532323835", "9000"}};

MatchingNumberB number() {
  return std::move(*MatchingNumberB::from_digits(base::as_bytes("55021720352285")));
}

Script files() {
  return joined({reading(2, sample_attributes()), reading(3, hashes_file()), reading(4, certificate_file())});
}

std::string sign_command() {
  return "802a0000333031300d060960864801650304020105000420" + base::to_hex(kChallenge) + "00";
}

Script proof() {
  return joined({reading(7, presence_key_file()), {{sign_command(), std::string(512, '5') + "9000"}}});
}

Talk pin_talk() { return {.pin = "1234", .kind = PinKind::attributes}; }

TEST_CASE("reads_the_attributes_with_the_PIN_and_never_the_number") {
  auto talk = pin_talk();
  const auto script = joined({kPinOpened, files()});
  const auto reading = play(read_attributes_with_pin({}), script, &talk);
  REQUIRE(reading);
  CHECK(base::to_hex(reading->attributes.reveal()) == base::to_hex(sample_attributes()));
  CHECK(base::to_hex(reading->hashes.reveal()) == base::to_hex(hashes_file()));
  CHECK(reading->certificate == certificate_file());
  CHECK_FALSE(reading->presence);
  CHECK(talk.prompts == std::vector<std::uint8_t>{3});
  CHECK(talk.stages == std::vector{Stage::asking_tries_left, Stage::verifying_pin, Stage::reading_data});
  for (const auto& step : script) {
    CHECK_FALSE(step.command.starts_with("00b081"));
    CHECK_FALSE(step.command.ends_with("020001"));
  }
}

TEST_CASE("reads_the_attributes_with_the_number_on_the_face_without_a_prompt") {
  Talk talk;
  const auto reading =
      play(read_attributes_with_number(number(), false, {}), joined({kNumberOpened, files()}), &talk);
  REQUIRE(reading);
  CHECK(talk.prompts.empty());
  CHECK(talk.stages == std::vector{Stage::asking_tries_left, Stage::checking_number, Stage::reading_data});
}

TEST_CASE("has_the_presence_key_sign_the_challenge_and_nothing_else") {
  Talk talk;
  const auto reading = play(read_attributes_with_number(number(), false, kChallenge),
                            joined({kNumberOpened, files(), proof()}), &talk);
  REQUIRE(reading);
  REQUIRE(reading->presence);
  REQUIRE(*reading->presence);
  CHECK((*reading->presence)->key_file == presence_key_file());
  CHECK((*reading->presence)->signature.size() == 256);
}

TEST_CASE("keeps_what_was_read_where_a_card_refuses_to_prove_its_presence") {
  Talk talk;
  const auto silent = play(
      read_attributes_with_number(number(), false, kChallenge),
      joined({kNumberOpened, files(), reading(7, presence_key_file()), {{sign_command(), "6a88"}}}), &talk);
  REQUIRE(silent);
  REQUIRE(silent->presence);
  check_failure(*silent->presence, {FailureCode::card_status, 0x6A88});
  const auto keyless = play(read_attributes_with_number(number(), false, kChallenge),
                            joined({kNumberOpened, files(), {{"00b0870000", "6a82"}}}), &talk);
  REQUIRE(keyless);
  check_failure(*keyless->presence, {FailureCode::card_file_missing, 0x6A82});
}

TEST_CASE("ends_before_the_PIN_on_other_cards_and_with_a_blocked_one") {
  check_failure(play(read_attributes_with_pin({}), {{kSelectAp.command, "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
  auto talk = pin_talk();
  check_failure(play(read_attributes_with_pin({}), {kSelectAp, {"00200091", "6984"}}, &talk),
                {FailureCode::pin_blocked});
  CHECK(talk.prompts.empty());
}

TEST_CASE("names_a_wrong_PIN_and_a_wrong_number_and_reads_nothing_after_them") {
  auto talk = pin_talk();
  check_failure(play(read_attributes_with_pin({}),
                     {kSelectAp, {"00200091", "63c3"}, {"002000910431323334", "63c2"}}, &talk),
                {FailureCode::pin_wrong, 2});
  check_failure(play(read_attributes_with_number(number(), false, {}),
                     {kSelectAp, {"00200095", "63ca"}, {kNumberOpened[2].command, "63c9"}}),
                {FailureCode::matching_number_wrong, 9});
  check_failure(play(read_attributes_with_number(number(), false, {}), {kSelectAp, {"00200095", "63c1"}}),
                {FailureCode::matching_number_last_try_refused});
}

TEST_CASE("keeps_to_the_way_of_naming_a_key_that_the_question_found") {
  Talk talk;
  const Script selected{kSelectAp,
                        {"00200095", "6a86"},
                        {"00a4020c020015", "9000"},
                        {"00200080", "63ca"},
                        {"002000800e3535303231373230333532323835", "9000"}};
  CHECK(play(read_attributes_with_number(number(), false, {}),
             joined({selected, selecting(2), reading_current(sample_attributes()), selecting(3),
                     reading_current(hashes_file()), selecting(4), reading_current(certificate_file())}),
             &talk));
}

TEST_CASE("refuses_attributes_longer_than_any_and_hashes_of_another_length") {
  Talk talk;
  check_failure(play(read_attributes_with_number(number(), false, {}),
                     joined({kNumberOpened, {{"00b0820000", "ff20821000aa9000"}}}), &talk),
                {FailureCode::card_answer_too_long});
  check_failure(
      play(read_attributes_with_number(number(), false, {}),
           joined({kNumberOpened, reading(2, sample_attributes()), {{"00b0830000", "ff3082014caa9000"}}}),
           &talk),
      {FailureCode::card_answer_too_long});
}

TEST_CASE("ends_every_fault_at_every_step_of_the_attributes_with_a_name_and_no_second_PIN") {
  const auto with_pin = [] { return read_attributes_with_pin(kChallenge); };
  const auto with_number = [] { return read_attributes_with_number(number(), false, kChallenge); };
  const auto sound = [](const AttributesReading& reading) {
    return base::to_hex(reading.attributes.reveal()) == base::to_hex(sample_attributes()) &&
           base::to_hex(reading.hashes.reveal()) == base::to_hex(hashes_file()) &&
           reading.certificate == certificate_file() && reading.presence &&
           (!*reading.presence || (*reading.presence)->key_file == presence_key_file());
  };
  const auto by_pin = joined({kPinOpened, files(), proof()});
  const auto by_number = joined({kNumberOpened, files(), proof()});
  inject_everywhere(with_pin, by_pin, "1234", sound);
  inject_everywhere(with_number, by_number, "", sound);
  remove_everywhere(with_pin, by_pin, "1234");
  remove_everywhere(with_number, by_number, "");
  survive_hostile_cards(with_number, kNumberOpened, "", "ff20820ff0");
}

TEST_CASE("reads_the_individual_number_for_a_named_purpose_with_the_PIN") {
  auto talk = pin_talk();
  const Script number_file{{"00b0810011", base::to_hex(sample_number()) + "9000"}};
  const auto script =
      joined({kPinOpened, number_file, reading(3, hashes_file()), reading(4, certificate_file())});
  const auto reading = play(read_individual_number(LegalPurpose::tax), script, &talk);
  REQUIRE(reading);
  CHECK(reading->purpose == LegalPurpose::tax);
  CHECK(parse_individual_number(reading->number.reveal()));
  const auto make = [] { return read_individual_number(LegalPurpose::disaster); };
  inject_everywhere(make, script, "1234", [](const IndividualNumberReading& sound) {
    return base::to_hex(sound.number.reveal()) == base::to_hex(sample_number()) &&
           base::to_hex(sound.hashes.reveal()) == base::to_hex(hashes_file()) &&
           sound.certificate == certificate_file();
  });
  remove_everywhere(make, script, "1234");
}

}  // namespace
}  // namespace kazashi::card
