#include "reader/t1.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::Failure;
using base::FailureCode;

/// A link by script: each block without its check octet.
class ScriptedCard final : public T1Link {
 public:
  struct Step {
    std::string out;
    std::variant<std::string, AirFault, Failure> back;
    std::uint8_t multiplier = 0;
  };

  explicit ScriptedCard(std::vector<Step> steps) : steps_(steps.begin(), steps.end()) {}
  ~ScriptedCard() { CHECK(steps_.empty()); }

  base::ReaderDialogue<AirAnswer> exchange_block(AirFrame block, std::uint8_t multiplier) override {
    const auto sent = base::to_hex(block.octets);
    if (block.secret) secrets.push_back(sent);
    if (steps_.empty()) {
      FAIL_CHECK("one block too many: " << sent);
      co_return base::fail(FailureCode::internal_error);
    }
    const Step step = std::move(steps_.front());
    steps_.pop_front();
    CHECK(sent == base::to_hex(checked(step.out)));
    CHECK(multiplier == step.multiplier);
    if (const auto* hex = std::get_if<std::string>(&step.back)) {
      const bool raw = hex->starts_with("=");
      co_return AirAnswer{raw ? octets(hex->substr(1)) : checked(*hex)};
    }
    if (const auto* fault = std::get_if<AirFault>(&step.back)) co_return AirAnswer{std::unexpected(*fault)};
    co_return std::unexpected(std::get<Failure>(step.back));
  }

  std::vector<std::string> secrets;

 private:
  static base::Bytes checked(std::string_view hex) {
    auto block = octets(hex);
    std::uint8_t check = 0;
    for (const std::uint8_t octet : block) check ^= octet;
    block.push_back(check);
    return block;
  }

  std::deque<Step> steps_;
};

using Steps = std::vector<ScriptedCard::Step>;

base::Result<base::Bytes> exchange(std::string_view command, Steps steps, std::size_t card_block = 32) {
  ScriptedCard card(std::move(steps));
  T1 protocol(card);
  protocol.activate({.card_block = card_block});
  auto answer = outcome(protocol.exchange(secret_octets(command)));
  CHECK(protocol.active() == answer.has_value());
  return answer;
}

void check_answer(const base::Result<base::Bytes>& answer, std::string_view expected) {
  REQUIRE(answer);
  CHECK(base::to_hex(*answer) == expected);
}

void check_failure(const base::Result<base::Bytes>& answer, FailureCode expected) {
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == expected);
}

TEST_CASE("t1_numbers_blocks_in_turn_on_both_sides") {
  ScriptedCard card(
      Steps{{"0000020102", "0000029000"}, {"0040020304", "0040029000"}, {"0000020506", "0000029000"}});
  T1 protocol(card);
  protocol.activate({});
  for (const std::string_view command : {"0102", "0304", "0506"})
    check_answer(outcome(protocol.exchange(secret_octets(command))), "9000");
}

TEST_CASE("t1_chains_both_ways") {
  check_answer(exchange("0102030405",
                        {{"0020020102", "009000"},
                         {"0060020304", "008000"},
                         {"00000105", "0020020a0b"},
                         {"009000", "0060020c0d"},
                         {"008000", "0000029000"}},
                        2),
               "0a0b0c0d9000");
  check_answer(exchange("0102", {{"0000020102", "0000029000"}}, 2), "9000");  // exactly one block
}

TEST_CASE("t1_asks_again_for_a_lost_or_broken_answer_and_never_sends_the_command_again") {
  check_answer(exchange("01", {{"00000101", AirFault::silence}, {"008200", "0000029000"}}), "9000");
  check_answer(exchange("01", {{"00000101", "=000002900093"}, {"008100", "0000029000"}}), "9000");
  check_answer(exchange("01", {{"00000101", "010000"}, {"008200", "0000029000"}}), "9000");
  check_answer(exchange("01", {{"00000101", "0040029000"}, {"008200", "0000029000"}}),
               "9000");  // wrong number
}

TEST_CASE("t1_sends_a_block_again_only_when_the_card_asks_for_it") {
  check_answer(exchange("01", {{"00000101", "008100"}, {"00000101", "0000029000"}}), "9000");
  check_answer(
      exchange("01", {{"00000101", AirFault::silence}, {"008200", "008000"}, {"00000101", "0000029000"}}),
      "9000");
  check_failure(
      exchange(
          "01",
          {{"00000101", "008000"}, {"00000101", "008000"}, {"00000101", "008000"}, {"00000101", "008000"}}),
      FailureCode::card_transmission);
}

TEST_CASE("t1_never_sends_a_command_again_that_the_card_has_asked_time_for") {
  check_failure(exchange("01", {{"00000101", "00c30105"}, {"00e30105", "008000", 5}}),
                FailureCode::card_protocol);
  check_failure(
      exchange("01", {{"00000101", "00c30105"}, {"00e30105", AirFault::silence, 5}, {"008200", "008000"}}),
      FailureCode::card_protocol);
}

TEST_CASE("t1_gives_up_after_three_recoveries") {
  check_failure(exchange("01", {{"00000101", AirFault::silence},
                                {"008200", AirFault::silence},
                                {"008200", AirFault::silence},
                                {"008200", AirFault::silence}}),
                FailureCode::card_removed);
  check_failure(exchange("01", {{"00000101", AirFault::garbled},
                                {"008200", AirFault::garbled},
                                {"008200", AirFault::garbled},
                                {"008200", AirFault::garbled}}),
                FailureCode::card_transmission);
}

TEST_CASE("t1_grants_time_and_has_the_reader_wait_for_it") {
  check_answer(exchange("01", {{"00000101", "00c30105"}, {"00e30105", "0000029000", 5}}), "9000");
  Steps storm{{"00000101", "00c301ff"}};
  for (int i = 0; i < 60; ++i) storm.push_back({"00e301ff", "00c301ff", 255});
  check_failure(exchange("01", std::move(storm)), FailureCode::card_too_slow);
}

TEST_CASE("t1_takes_a_new_field_size_from_the_card") {
  check_answer(exchange("01020304",
                        {{"0020020102", "00c10101"},
                         {"00e10101", "009000"},
                         {"00600103", "008000"},
                         {"00000104", "0000029000"}},
                        2),
               "9000");
}

TEST_CASE("t1_refuses_what_a_card_may_not_say") {
  check_failure(exchange("01", {{"00000101", "009000"}}),
                FailureCode::card_protocol);  // asks for the next, none is
  check_failure(exchange("0102", {{"00200101", "0000029000"}}, 1), FailureCode::card_protocol);
  check_failure(exchange("01", {{"00000101", "00c200"}}), FailureCode::card_protocol);
  check_failure(exchange("01", {{"00000101", "00e10120"}}), FailureCode::card_protocol);
  check_failure(exchange("01", {{"00000101", Failure{FailureCode::reader_disconnected}}}),
                FailureCode::reader_disconnected);
}

TEST_CASE("t1_ends_an_answer_that_never_ends") {
  Steps steps{{"00000101", "00200100"}};
  for (std::size_t i = 1; i < (base::kLongestResponse + 31) / 32; ++i)
    steps.push_back({i % 2 == 1 ? "009000" : "008000", i % 2 == 1 ? "00600100" : "00200100"});
  check_failure(exchange("01", std::move(steps)), FailureCode::card_answer_too_long);
}

TEST_CASE("t1_agrees_on_the_size_of_answers") {
  ScriptedCard card(
      Steps{{"00c101fe", AirFault::silence}, {"00c101fe", "00e101fd"}, {"00c101fe", "00e101fe"}});
  T1 protocol(card);
  protocol.activate({});
  CHECK(outcome(protocol.announce_field_size(254)));
  ScriptedCard deaf(Steps(4, {"00c101fe", AirFault::silence}));
  T1 other(deaf);
  other.activate({});
  CHECK_FALSE(outcome(other.announce_field_size(254)));
  CHECK_FALSE(other.active());
}

TEST_CASE("t1_marks_the_blocks_of_a_secret_and_no_others") {
  ScriptedCard card(Steps{{"00200101", "009000"}, {"00400102", AirFault::silence}, {"008200", "0000029000"}});
  T1 protocol(card);
  protocol.activate({.card_block = 1});
  CHECK(outcome(protocol.exchange(secret_octets("0102"), true)));
  CHECK(card.secrets.size() == 2);
}

}  // namespace
}  // namespace kazashi::reader
