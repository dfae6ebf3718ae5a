#include "reader/iso_dep.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::Failure;
using base::FailureCode;
using std::chrono::microseconds;
using std::chrono::seconds;
using Steps = std::vector<ScriptedAir::Step>;

constexpr LinkParameters kLarge{.frame_size = 256, .waiting_time = microseconds{10'000}};
constexpr LinkParameters kSmallest{.frame_size = 16, .waiting_time = microseconds{10'000}};

base::Result<base::Bytes> exchange(std::string_view command, Steps steps,
                                   LinkParameters parameters = kLarge) {
  ScriptedAir air(std::move(steps));
  IsoDep card(air);
  card.activate(parameters);
  auto answer = outcome(card.exchange(secret_octets(command)));
  CHECK(card.active() == answer.has_value());
  return answer;
}

void check_answer(const base::Result<base::Bytes>& answer, std::string_view hex) {
  REQUIRE(answer);
  CHECK(base::to_hex(*answer) == hex);
}

void check_failure(const base::Result<base::Bytes>& answer, FailureCode code) {
  REQUIRE_FALSE(answer);
  CHECK(answer.error() == Failure{code});
}

TEST_CASE("numbers_commands_in_turns") {
  ScriptedAir air({{"020102", "029000"}, {"030304", "039000"}, {"020506", "029000"}});
  IsoDep card(air);
  card.activate(kLarge);
  check_answer(outcome(card.exchange(secret_octets("0102"))), "9000");
  check_answer(outcome(card.exchange(secret_octets("0304"))), "9000");
  check_answer(outcome(card.exchange(secret_octets("0506"))), "9000");
}

TEST_CASE("chains_a_command_that_is_longer_than_the_cards_frame") {
  const std::string thirteen = "000102030405060708090a0b0c";
  check_answer(exchange(thirteen + thirteen + "ff",
                        {{"12" + thirteen, "a2"}, {"13" + thirteen, "a3"}, {"02ff", "029000"}}, kSmallest),
               "9000");
  check_answer(exchange(thirteen, {{"02" + thirteen, "029000"}}, kSmallest), "9000");
}

TEST_CASE("collects_a_chained_answer") {
  check_answer(exchange("0102", {{"020102", "120102"}, {"a3", "130304"}, {"a2", "029000"}}), "010203049000");
}

TEST_CASE("asks_for_a_lost_answer_by_not_acknowledging_it") {
  check_answer(exchange("0102", {{"020102", AirFault::silence}, {"b2", "029000"}}), "9000");
  check_answer(exchange("0102", {{"020102", AirFault::garbled}, {"b2", "029000"}}), "9000");
  check_answer(exchange("0102", {{"020102", AirFault::collision}, {"b2", "029000"}}), "9000");
  check_answer(exchange("0102", {{"020102", ""}, {"b2", "029000"}}), "9000");
}

TEST_CASE("sends_a_command_again_only_when_the_card_has_not_had_it") {
  check_answer(exchange("0102", {{"020102", AirFault::silence}, {"b2", "a3"}, {"020102", "029000"}}), "9000");
}

TEST_CASE("sends_no_command_again_that_the_card_was_working_on") {
  check_failure(exchange("0102", {{"020102", "f201"}, {"f201", AirFault::silence}, {"b2", "a3"}}),
                FailureCode::card_protocol);
}

TEST_CASE("asks_for_a_lost_part_of_a_chained_answer_by_acknowledging_again") {
  check_answer(exchange("0102", {{"020102", "120102"}, {"a3", AirFault::silence}, {"a3", "039000"}}),
               "01029000");
}

TEST_CASE("repeats_a_lost_part_of_a_chained_command") {
  const std::string thirteen = "000102030405060708090a0b0c";
  check_answer(
      exchange(
          thirteen + "ff",
          {{"12" + thirteen, AirFault::garbled}, {"b2", "a3"}, {"12" + thirteen, "a2"}, {"03ff", "039000"}},
          kSmallest),
      "9000");
}

TEST_CASE("takes_a_card_that_stays_silent_for_removed") {
  check_failure(exchange("0102", {{"020102", AirFault::silence},
                                  {"b2", AirFault::silence},
                                  {"b2", AirFault::silence},
                                  {"b2", AirFault::silence}}),
                FailureCode::card_removed);
}

TEST_CASE("gives_up_on_broken_frames") {
  check_failure(
      exchange(
          "0102",
          {{"020102", AirFault::garbled}, {"b2", AirFault::silence}, {"b2", ""}, {"b2", AirFault::garbled}}),
      FailureCode::card_transmission);
}

TEST_CASE("gives_up_on_a_card_that_never_takes_a_command") {
  check_failure(exchange("0102", {{"020102", "a3"}, {"020102", "a3"}, {"020102", "a3"}, {"020102", "a3"}}),
                FailureCode::card_transmission);
}

TEST_CASE("hands_on_what_the_reader_fails_with") {
  check_failure(exchange("0102", {{"020102", Failure{FailureCode::reader_disconnected}}}),
                FailureCode::reader_disconnected);
}

TEST_CASE("refuses_blocks_out_of_turn") {
  check_failure(exchange("0102", {{"020102", "039000"}}), FailureCode::card_protocol);  // wrong number
  check_failure(exchange("0102", {{"020102", "a2"}}),
                FailureCode::card_protocol);  // acknowledged, not answered
  check_failure(exchange("0102", {{"020102", "c2"}}), FailureCode::card_protocol);  // deselected by itself
  check_failure(exchange("0102", {{"020102", "b2"}}), FailureCode::card_protocol);
  check_failure(exchange("0102", {{"020102", "120102"}, {"a3", "a3"}}), FailureCode::card_protocol);
  check_failure(exchange("0102", {{"020102", "120102"}, {"a3", "a2"}}), FailureCode::card_protocol);
  check_failure(exchange("0102", {{"020102", "120102"}, {"a3", "020102"}}), FailureCode::card_protocol);
  check_failure(
      exchange("000102030405060708090a0b0c0d", {{"12000102030405060708090a0b0c", "029000"}}, kSmallest),
      FailureCode::card_protocol);  // answered before the command was complete
}

TEST_CASE("refuses_frames_longer_than_it_announced") {
  const std::string longest(2 * 253, '0');
  check_answer(exchange("0102", {{"020102", "02" + longest}}), longest);
  check_failure(exchange("0102", {{"020102", "02" + longest + "00"}}), FailureCode::card_protocol);
}

TEST_CASE("grants_more_time_and_waits_for_it") {
  ScriptedAir air({{"020102", "f203"}, {"f203", "f2c1"}, {"f201", "029000"}, {"03ff", "039000"}});
  IsoDep card(air);
  card.activate(kLarge);
  check_answer(outcome(card.exchange(secret_octets("0102"))), "9000");
  check_answer(outcome(card.exchange(secret_octets("ff"))), "9000");
  REQUIRE(air.waits.size() == 4);
  CHECK(air.waits[0] >= kLarge.waiting_time);
  CHECK(air.waits[1] >= kLarge.waiting_time * 3);
  CHECK(air.waits[2] < kLarge.waiting_time * 2);
  CHECK(air.waits[3] == air.waits[0]);  // an extension holds for one block
}

TEST_CASE("asks_again_after_a_lost_extension_without_its_longer_wait") {
  ScriptedAir air({{"020102", "f203"}, {"f203", AirFault::silence}, {"b2", "f203"}, {"f203", "029000"}});
  IsoDep card(air);
  card.activate(kLarge);
  check_answer(outcome(card.exchange(secret_octets("0102"))), "9000");
  REQUIRE(air.waits.size() == 4);
  CHECK(air.waits[2] == air.waits[0]);
}

TEST_CASE("never_waits_longer_than_the_standard_allows") {
  ScriptedAir slow({{"020102", "f23b"}, {"f23b", "029000"}});
  IsoDep card(slow);
  card.activate({.frame_size = 256, .waiting_time = microseconds{4'949'032}});
  check_answer(outcome(card.exchange(secret_octets("0102"))), "9000");
  CHECK(slow.waits[1] <= seconds{5});
}

TEST_CASE("ends_a_storm_of_extensions") {
  Steps steps{{"020102", "f201"}};
  for (int i = 0; i < 256; ++i) steps.push_back({"f201", "f201"});
  check_failure(exchange("0102", std::move(steps)), FailureCode::card_too_slow);
}

TEST_CASE("ends_extensions_that_come_to_more_than_a_minute") {
  Steps steps{{"020102", "f23b"}};
  for (int i = 0; i < 12; ++i) steps.push_back({"f23b", "f23b"});
  check_failure(
      exchange("0102", std::move(steps), {.frame_size = 256, .waiting_time = microseconds{4'949'032}}),
      FailureCode::card_too_slow);
}

/// Answers every frame with one more piece of an answer that never ends.
class EndlessCard final : public FrameLink {
 public:
  explicit EndlessCard(std::size_t piece) : piece_(piece) {}
  base::ReaderDialogue<AirAnswer> exchange(AirFrame, microseconds) override {
    base::Bytes block(piece_ + 1, 0xAA);
    block[0] = static_cast<std::uint8_t>(0x12 | (frames++ & 1));
    co_return AirAnswer{std::move(block)};
  }
  std::size_t frames = 0;

 private:
  std::size_t piece_;
};

TEST_CASE("ends_an_answer_that_is_longer_than_any_response") {
  for (const std::size_t piece : {std::size_t{253}, std::size_t{13}, std::size_t{1}}) {
    EndlessCard endless(piece);
    IsoDep card(endless);
    card.activate(kLarge);
    check_failure(outcome(card.exchange(secret_octets("0102"))), FailureCode::card_answer_too_long);
    CHECK(endless.frames <= 5'042);
  }
}

TEST_CASE("ends_a_command_whose_blocks_together_take_too_long") {
  EndlessCard endless(1);
  IsoDep card(endless);
  card.activate({.frame_size = 256, .waiting_time = microseconds{4'949'032}});
  check_failure(outcome(card.exchange(secret_octets("0102"))), FailureCode::card_too_slow);
  CHECK(endless.frames == 24);  // two minutes
}

TEST_CASE("asks_again_no_more_than_a_dozen_times_in_one_command") {
  Steps steps{{"020102", "1201"}};
  int lost = 0;
  for (int number = 1; lost < 13; number ^= 1) {  // every piece of the answer is lost once
    const std::string acknowledge = number == 1 ? "a3" : "a2";
    steps.push_back({acknowledge, AirFault::silence});
    if (++lost == 13) break;
    steps.push_back({acknowledge, number == 1 ? "1301" : "1201"});
  }
  check_failure(exchange("0102", std::move(steps)), FailureCode::card_removed);
}

TEST_CASE("has_no_card_after_a_failure") {
  ScriptedAir air({{"020102", "b2"}});
  IsoDep card(air);
  check_failure(outcome(card.exchange(secret_octets("0102"))), FailureCode::card_removed);
  card.activate(kLarge);
  check_failure(outcome(card.exchange(secret_octets("0102"))), FailureCode::card_protocol);
  check_failure(outcome(card.exchange(secret_octets("0102"))), FailureCode::card_removed);
  CHECK(outcome(card.deselect()));  // nothing to halt, nothing sent
}

TEST_CASE("halts_a_card_once") {
  ScriptedAir air({{"c2", "c2"}, {"c2", AirFault::silence}, {"c2", "a2"}});
  IsoDep card(air);
  card.activate(kLarge);
  CHECK(outcome(card.deselect()));
  CHECK(outcome(card.deselect()));  // it has no card any more
  card.activate(kLarge);
  CHECK_FALSE(outcome(card.deselect()));
  card.activate(kLarge);
  CHECK_FALSE(outcome(card.deselect()));
}

TEST_CASE("asks_a_card_that_is_there_without_disturbing_the_numbers_of_blocks") {
  ScriptedAir air({{"b2", "a3"}, {"020102", "029000"}, {"b3", "a2"}, {"b3", "a2"}, {"030304", "039000"}});
  IsoDep card(air);
  card.activate(kLarge);
  CHECK(outcome(card.present()) == true);
  check_answer(outcome(card.exchange(secret_octets("0102"))), "9000");
  CHECK(outcome(card.present()) == true);
  CHECK(outcome(card.present()) == true);
  check_answer(outcome(card.exchange(secret_octets("0304"))), "9000");
}

TEST_CASE("knows_within_150_ms_that_a_card_is_gone") {
  ScriptedAir air({{"b2", AirFault::silence}, {"b2", AirFault::silence}, {"b2", AirFault::silence}});
  IsoDep card(air);
  card.activate({.frame_size = 256, .waiting_time = std::chrono::seconds(4)});
  CHECK(outcome(card.present()) == false);
  CHECK_FALSE(card.active());
  CHECK(outcome(card.present()) == false);  // and nothing is sent for it
  microseconds waited{0};
  for (const auto wait : air.waits) waited += wait;
  CHECK(waited <= std::chrono::milliseconds(150));
}

TEST_CASE("a_card_that_was_missed_once_is_still_there") {
  ScriptedAir air({{"b2", AirFault::silence}, {"b2", AirFault::garbled}, {"b2", "a3"}});
  IsoDep card(air);
  card.activate(kLarge);
  CHECK(outcome(card.present()) == true);
}

TEST_CASE("does_not_take_noise_or_nonsense_for_an_answer_or_for_absence") {
  ScriptedAir noise({{"b2", AirFault::silence}, {"b2", AirFault::silence}, {"b2", AirFault::garbled}});
  IsoDep card(noise);
  card.activate(kLarge);
  CHECK(outcome(card.present()).error().code == FailureCode::card_transmission);
  for (const std::string answer : {"a2", "029000", "b2"}) {
    ScriptedAir air({{"b2", answer}});
    IsoDep other(air);
    other.activate(kLarge);
    CHECK(outcome(other.present()).error().code == FailureCode::card_protocol);
    CHECK_FALSE(other.active());
  }
}

}  // namespace
}  // namespace kazashi::reader
