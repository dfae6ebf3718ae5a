#include "card/face.h"

#include "faults.h"
#include "records.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;
using base::Stage;

constexpr Sha256Digest kChallenge{0xC0, 0xFF, 0xEE};

const Step kSelectAp{"00a4040c0ad3921000310001010402", "9000"};
const Script kOpened{kSelectAp, {"00200092", "63ca"}, {"002000920e3535303231373230333532323835", "9000"}};
const Script kAgeOpened{kSelectAp, {"00200091", "63ca"}, {"0020009106353530323137", "9000"}};

MatchingNumberB number() {
  return std::move(*MatchingNumberB::from_digits(base::as_bytes("55021720352285")));
}
BirthKey birth_key() { return std::move(*BirthKey::from_digits(base::as_bytes("550217"))); }

Script signing(std::variant<std::string, Failure> answer) {
  return {{"802a0000333031300d060960864801650304020105000420" + base::to_hex(kChallenge) + "00",
           std::move(answer)}};
}

Script whole() {
  return joined({kOpened, reading(2, face_file()), reading(4, certificate_file()),
                 signing(std::string(512, '5') + "9000")});
}

TEST_CASE("reads_the_face_with_the_number_on_it_and_proves_the_card_is_there") {
  Talk talk;
  const auto reading = play(read_face(number(), {.challenge = kChallenge}), whole(), &talk);
  REQUIRE(reading);
  CHECK(base::to_hex(reading->record.reveal()) == base::to_hex(face_file()));
  CHECK(reading->certificate == certificate_file());
  REQUIRE(reading->presence);
  CHECK((*reading->presence)->size() == 256);
  CHECK(talk.stages ==
        std::vector{Stage::asking_tries_left, Stage::checking_number, Stage::reading_data, Stage::signing});
}

TEST_CASE("reads_a_large_face_with_few_commands_where_extended_length_is_known_to_work") {
  const auto file = face_file(8000);
  const auto hex = base::to_hex(file);
  const auto certificate = base::to_hex(certificate_file());
  const Script script = joined({kOpened,
                                {{"00b0820000", hex.substr(0, 512) + "9000"},
                                 {"00b0010000" + hex_number(file.size() - 256, 2), hex.substr(512) + "9000"},
                                 {"00b08400000238", certificate + "9000"}}});
  const auto reading = play(read_face(number(), {.abilities = {.extended_length = true}}), script);
  REQUIRE(reading);
  CHECK(base::to_hex(reading->record.reveal()) == hex);
  CHECK_FALSE(reading->presence);
}

TEST_CASE("reads_the_age_record_with_the_birth_key_alone") {
  const auto reading_of_age =
      play(read_age_record(birth_key(), {}),
           joined({kAgeOpened, reading(1, age_record_file()), reading(4, certificate_file())}));
  REQUIRE(reading_of_age);
  CHECK(parse_age_record(reading_of_age->record.reveal()));
}

TEST_CASE("names_a_wrong_number_a_blocked_one_and_a_last_try") {
  check_failure(
      play(read_face(number(), {}), {kSelectAp, {"00200092", "63ca"}, {kOpened[2].command, "63c9"}}),
      {FailureCode::matching_number_wrong, 9});
  check_failure(play(read_face(number(), {}), {kSelectAp, {"00200092", "6984"}}),
                {FailureCode::matching_number_blocked});
  check_failure(play(read_face(number(), {}), {kSelectAp, {"00200092", "63c1"}}),
                {FailureCode::matching_number_last_try_refused});
  check_failure(play(read_face(number(), {.last_try_accepted = true}),
                     {kSelectAp, {"00200092", "63c1"}, {kOpened[2].command, "63c0"}}),
                {FailureCode::matching_number_blocked});
}

TEST_CASE("keeps_the_face_of_a_card_that_will_not_prove_its_presence") {
  const auto reading_of_copy =
      play(read_face(number(), {.challenge = kChallenge}),
           joined({kOpened, reading(2, face_file()), reading(4, certificate_file()), signing("6a88")}));
  REQUIRE(reading_of_copy);
  check_failure(*reading_of_copy->presence, {FailureCode::card_status, 0x6A88});
}

TEST_CASE("takes_no_presence_signature_of_another_length") {
  for (const auto& answer : {std::string("9000"), std::string("5a9000"), std::string(510, '5') + "9000",
                             std::string(514, '5') + "9000"}) {
    check_failure(
        play(read_face(number(), {.challenge = kChallenge}),
             joined({kOpened, reading(2, face_file()), reading(4, certificate_file()), signing(answer)})),
        {FailureCode::card_answer_malformed});
  }
}

TEST_CASE("ends_every_fault_at_every_step_of_the_face_with_a_name_and_no_second_number") {
  const auto make = [] { return read_face(number(), {.challenge = kChallenge}); };
  const auto sound = [](const FaceReading& reading) {
    return base::to_hex(reading.record.reveal()) == base::to_hex(face_file()) &&
           reading.certificate == certificate_file() && reading.presence;
  };
  const auto script = whole();
  inject_everywhere(make, script, "", sound);
  remove_everywhere(make, script, "");
  survive_hostile_cards(make, kOpened, "", "ff20827ff0");
  survive_hostile_cards([] { return read_age_record(birth_key(), {}); }, kAgeOpened, "", "ff1082021e");
}

}  // namespace
}  // namespace kazashi::card
