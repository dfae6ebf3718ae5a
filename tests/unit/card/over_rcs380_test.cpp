#include "simulated.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;

/// The same signature straight from the virtual card: RSASSA-PKCS1-v1_5 knows no randomness.
sim::Bytes signature_of(const sim::Person& person) {
  const auto card = sim::VirtualCard::make(person);
  REQUIRE(card);
  card->power_on();
  const auto send = [&card](std::vector<std::uint8_t> command) { return card->transmit(command); };
  send({0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01});
  send({0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18});
  send({0x00, 0x20, 0x00, 0x80, 0x04, '1', '2', '3', '4'});
  send({0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x17});
  std::vector<std::uint8_t> sign{0x80, 0x2A, 0x00, 0x80, 0x33, 0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60,
                                 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
  sign.insert(sign.end(), kDigest.begin(), kDigest.end());
  sign.push_back(0x00);
  auto answer = send(sign);
  REQUIRE(answer.size() == 258);
  answer.resize(256);
  return answer;
}

TEST_CASE("authenticates_the_simulated_card") {
  const auto person = sim::test_person("adult");
  Desk desk(person);
  Visit seen;
  const auto result = authenticate_at(desk, seen);
  REQUIRE(result);
  CHECK(result->certificate == person.auth_certificate);
  REQUIRE(result->authority);
  CHECK(*result->authority == person.auth_authority);
  CHECK(result->signature == signature_of(person));
  CHECK(result->tries_left_before == 3);
  CHECK(seen.prompts == std::vector<std::uint8_t>{3});
  CHECK(desk.counters().verifies == 1);
  CHECK(desk.counters().signatures == 1);
  CHECK(desk.device.field_off_count() == 1);
  CHECK_FALSE(desk.device.rf_on());
}

TEST_CASE("authenticates_cards_of_every_frame_size_and_waiting_time") {
  const auto person = sim::test_person("adult");
  for (unsigned fsci = 0; fsci <= 8; ++fsci) {
    for (const unsigned fwi : {4U, 7U, 10U, 14U}) {
      CAPTURE(fsci, fwi);
      Desk desk(person);
      desk.picc = std::make_shared<sim::VirtualPicc>(sim::VirtualCard::make(person),
                                                     sim::PiccOptions{.seed = 5, .fsci = fsci, .fwi = fwi});
      desk.device.place(desk.picc);
      Visit seen;
      const auto result = authenticate_at(desk, seen);
      REQUIRE(result);
      CHECK(result->certificate == person.auth_certificate);
      CHECK(desk.counters().verifies == 1);
      CHECK_FALSE(desk.device.rf_on());
    }
  }
}

TEST_CASE("authenticates_with_five_extended_commands_through_frames_of_every_size") {
  const auto person = sim::test_person("adult");
  for (unsigned fsci = 0; fsci <= 8; ++fsci) {
    CAPTURE(fsci);
    Desk desk(person);
    desk.picc = std::make_shared<sim::VirtualPicc>(sim::VirtualCard::make(person),
                                                   sim::PiccOptions{.seed = 5, .fsci = fsci, .fwi = 7});
    desk.device.place(desk.picc);
    Visit seen;
    reader::Rcs380 rcs380;
    REQUIRE(rcs380.extended_length());
    const JpkiRequest request{.authority = false, .abilities = {.extended_length = true}};
    const auto result = drive(reader::visit(rcs380, 4, authenticate(kDigest, request)), desk, seen);
    REQUIRE(result);
    CHECK(result->certificate == person.auth_certificate);
    CHECK(result->signature == signature_of(person));
    CHECK(desk.counters().commands == 5);
    CHECK_FALSE(desk.device.rf_on());
  }
}

TEST_CASE("tells_a_wrong_PIN_and_spends_one_try") {
  Desk desk(sim::test_person("adult"));
  desk.pin = "0000";
  Visit seen;
  const auto result = authenticate_at(desk, seen);
  REQUIRE_FALSE(result);
  CHECK(result.error() == Failure{FailureCode::pin_wrong, 2});
  CHECK(desk.picc->card().auth_pin().tries_left == 2);
  CHECK_FALSE(desk.device.rf_on());
}

TEST_CASE("counts_down_over_several_visits_and_stops_before_the_last_try") {
  Desk desk(sim::test_person("adult"));
  desk.pin = "0000";
  for (const std::uint8_t left : {std::uint8_t{2}, std::uint8_t{1}}) {
    Visit seen;
    CHECK(authenticate_at(desk, seen).error() == Failure{FailureCode::pin_wrong, left});
  }
  Visit refused;
  CHECK(authenticate_at(desk, refused).error() == Failure{FailureCode::pin_last_try_refused});
  CHECK(desk.picc->card().auth_pin().tries_left == 1);
  desk.last_try_accepted = true;
  Visit spent;
  CHECK(authenticate_at(desk, spent).error() == Failure{FailureCode::pin_blocked});
  CHECK(desk.counters().verifies == 3);
  Visit blocked;
  CHECK(authenticate_at(desk, blocked).error() == Failure{FailureCode::pin_blocked});
  CHECK(blocked.prompts.empty());
  CHECK(desk.counters().verifies == 3);
}

TEST_CASE("takes_the_last_try_of_a_person_who_insists") {
  Desk desk(sim::test_person("one-try-left"));
  Visit refused;
  CHECK(authenticate_at(desk, refused).error() == Failure{FailureCode::pin_last_try_refused});
  CHECK(refused.prompts == std::vector<std::uint8_t>{1});
  CHECK(desk.counters().verifies == 0);
  desk.last_try_accepted = true;
  Visit seen;
  CHECK(authenticate_at(desk, seen));
  CHECK(desk.picc->card().auth_pin().tries_left == 3);
}

TEST_CASE("asks_nobody_for_a_blocked_PIN") {
  Desk desk(sim::test_person("blocked-pin"));
  Visit seen;
  CHECK(authenticate_at(desk, seen).error() == Failure{FailureCode::pin_blocked});
  CHECK(seen.prompts.empty());
  CHECK(desk.counters().verifies == 0);
  CHECK(desk.counters().reads == 0);
  CHECK_FALSE(desk.device.rf_on());
}

TEST_CASE("sends_no_malformed_PIN") {
  Desk desk(sim::test_person("adult"));
  desk.pin = "12345";
  Visit seen;
  CHECK(authenticate_at(desk, seen).error() == Failure{FailureCode::pin_format});
  CHECK(desk.counters().verifies == 0);
  CHECK_FALSE(desk.device.rf_on());
}

TEST_CASE("finds_no_card_on_an_empty_reader") {
  Desk desk(sim::test_person("adult"));
  desk.device.remove();
  Visit seen;
  CHECK(authenticate_at(desk, seen).error() == Failure{FailureCode::card_not_found});
  CHECK_FALSE(desk.device.rf_on());
}

TEST_CASE("serves_one_visit_after_the_other_with_one_object") {
  Desk desk(sim::test_person("adult"));
  reader::Rcs380 rcs380;
  for (std::size_t visits = 1; visits <= 3; ++visits) {
    Visit seen;
    REQUIRE(drive(reader::visit(rcs380, 4, authenticate(kDigest)), desk, seen));
    CHECK(desk.counters().verifies == visits);
    CHECK(desk.device.field_off_count() == visits);
  }
}

}  // namespace
}  // namespace kazashi::card
