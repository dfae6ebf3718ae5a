#include "reader/converse.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::CardDialogue;
using base::Done;
using base::Failure;
using base::FailureCode;
using base::ReaderDialogue;

/// A reader that answers every command with 9000 and keeps count of what it was asked.
class CountingReader final : public CardReader {
 public:
  ReaderDialogue<Done> open() override {
    ++opened;
    co_return open_outcome;
  }
  ReaderDialogue<Done> wait_for_card(std::size_t) override { co_return wait_outcome; }
  ReaderDialogue<base::ResponseApdu> transmit(base::CommandApdu command) override {
    commands.push_back(base::to_hex(command.encode()));
    if (transmit_failure) co_return std::unexpected(*transmit_failure);
    co_return base::ResponseApdu{.data = {}, .status = 0x9000};
  }
  ReaderDialogue<Done> close() override {
    ++closed;
    co_return close_outcome;
  }
  [[nodiscard]] bool field_off() const override { return closed > 0 && close_outcome; }
  base::ReaderDialogue<bool> card_present() override { co_return true; }
  [[nodiscard]] bool extended_length() const override { return true; }

  std::size_t opened = 0;
  std::size_t closed = 0;
  std::vector<std::string> commands;
  base::Result<Done> open_outcome;
  base::Result<Done> wait_outcome;
  base::Result<Done> close_outcome;
  std::optional<Failure> transmit_failure;
};

base::CommandApdu some_command() { return {.ins = 0x84, .data = {}, .le = 8}; }

CardDialogue<std::size_t> ask_everything() {
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::verifying_pin});
  const base::PinPrompt prompt{base::PinKind::signature, 2};
  KAZASHI_CO_TRY(entry, co_await prompt);
  KAZASHI_CO_CHECK(co_await base::Transmit{some_command()});
  co_return entry.pin.reveal().size();
}

CardDialogue<Done> never_stop() {
  while (true) KAZASHI_CO_CHECK(co_await base::Transmit{some_command()});
}

CardDialogue<Done> swallow_failures() {
  static_cast<void>(co_await base::Transmit{some_command()});
  static_cast<void>(co_await base::Transmit{some_command()});
  co_return Done{};
}

TEST_CASE("passes_progress_and_prompts_on_and_carries_commands") {
  CountingReader reader;
  auto dialogue = over_reader(reader, ask_everything());
  dialogue.start();
  REQUIRE(std::holds_alternative<base::Progress>(dialogue.question()));
  CHECK(std::get<base::Progress>(dialogue.question()).stage == base::Stage::verifying_pin);
  dialogue.reply<base::Progress>({});
  REQUIRE(std::holds_alternative<base::PinPrompt>(dialogue.question()));
  CHECK(std::get<base::PinPrompt>(dialogue.question()).tries_left == 2);
  CHECK(std::get<base::PinPrompt>(dialogue.question()).kind == base::PinKind::signature);
  dialogue.reply<base::PinPrompt>({base::Secret(base::as_bytes("abc123")), false});
  REQUIRE(dialogue.done());
  CHECK(dialogue.take() == 6U);
  CHECK(reader.commands == std::vector<std::string>{"0084000008"});
}

TEST_CASE("hands_failures_to_the_card_dialogue_which_decides") {
  CountingReader reader;
  reader.transmit_failure = Failure{FailureCode::card_removed};
  const auto stopped = outcome(over_reader(reader, never_stop()));
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error() == Failure{FailureCode::card_removed});
  CHECK(reader.commands.size() == 1);
  CHECK(outcome(over_reader(reader, swallow_failures())));
}

TEST_CASE("cancels_at_a_prompt") {
  CountingReader reader;
  auto dialogue = visit(reader, 1, ask_everything());
  dialogue.start();
  dialogue.reply<base::Progress>({});
  dialogue.fail({FailureCode::cancelled});
  REQUIRE(dialogue.done());
  CHECK(dialogue.take().error() == Failure{FailureCode::cancelled});
  CHECK(reader.commands.empty());
  CHECK(reader.closed == 1);
}

TEST_CASE("ends_a_conversation_that_never_ends") {
  CountingReader reader;
  const auto result = outcome(over_reader(reader, never_stop(), 10));
  REQUIRE_FALSE(result);
  CHECK(result.error() == Failure{FailureCode::card_too_slow});
  CHECK(reader.commands.size() == 10);
}

TEST_CASE("holds_back_no_try_for_the_sake_of_the_limit") {
  const auto spend_a_try = []() -> CardDialogue<Done> {
    KAZASHI_CO_CHECK(co_await base::Transmit{some_command()});
    const auto answer = co_await base::Transmit{some_command(), true};
    if (!answer) co_return base::fail(FailureCode::pin_outcome_unknown);
    KAZASHI_CO_CHECK(co_await base::Transmit{some_command()});
    co_return Done{};
  };
  CountingReader reader;
  const auto result = outcome(over_reader(reader, spend_a_try(), 1));
  REQUIRE_FALSE(result);
  CHECK(result.error() == Failure{FailureCode::card_too_slow});
  CHECK(reader.commands.size() == 2);
}

TEST_CASE("closes_the_reader_at_every_end") {
  const Failure broken{FailureCode::reader_stalled};
  {
    CountingReader reader;
    reader.open_outcome = std::unexpected(broken);
    CHECK(outcome(visit(reader, 1, swallow_failures())).error() == broken);
    CHECK(reader.commands.empty());
    CHECK(reader.closed == 1);
  }
  {
    CountingReader reader;
    reader.wait_outcome = base::fail(FailureCode::card_not_found);
    CHECK(outcome(visit(reader, 1, swallow_failures())).error() == Failure{FailureCode::card_not_found});
    CHECK(reader.closed == 1);
  }
  {
    CountingReader reader;
    CHECK(outcome(visit(reader, 1, swallow_failures())));
    CHECK(reader.closed == 1);
  }
}

TEST_CASE("tells_of_the_conversation_before_it_tells_of_closing") {
  CountingReader reader;
  reader.close_outcome = base::fail(FailureCode::reader_stalled);
  reader.transmit_failure = Failure{FailureCode::card_removed};
  CHECK(outcome(visit(reader, 1, never_stop())).error() == Failure{FailureCode::card_removed});
  CHECK(outcome(visit(reader, 1, swallow_failures())).error() == Failure{FailureCode::reader_stalled});
}

}  // namespace
}  // namespace kazashi::reader
