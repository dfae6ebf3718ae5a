#include "reader/rcs380.h"

#include <functional>
#include <map>

#include "model_picc.h"
#include "reader/converse.h"
#include "reader/port100_frame.h"

namespace kazashi::reader {
namespace {

using base::CommandApdu;
using base::Done;
using base::Failure;
using base::FailureCode;
using base::ReaderDialogue;

/// A Port-100 with a ModelPicc on it: just enough for the order of things; tests/simulator has the strict
/// one.
class ModelReader {
 public:
  void take(base::ByteView frame_octets) {
    const auto frame = decode_frame(frame_octets);
    REQUIRE(frame);
    if (frame->kind == Port100Frame::Kind::acknowledgement) {
      ++given_up;
      waiting.clear();
      return;
    }
    const auto& data = frame->data;
    REQUIRE(data.size() >= 2);
    commands.push_back(base::to_hex(data));
    base::Bytes answer{0xD7, static_cast<std::uint8_t>(data[1] + 1)};
    if (data[1] == 0x04) {
      base::append(answer, air(base::ByteView(data).subspan(4)));
    } else {
      if (data[1] == 0x2A) knows_commands = true;
      answer.push_back(knows_commands ? 0x00 : 0x07);
    }
    if (data[1] == 0x06 && knows_commands) field_on = data[2] == 0x01;
    waiting.push_back({kAcknowledgeFrame.begin(), kAcknowledgeFrame.end()});
    const auto encoded = encode_frame(answer);
    waiting.push_back({encoded.begin(), encoded.end()});
  }

  std::deque<base::Bytes> waiting;
  std::vector<std::string> commands;
  std::size_t given_up = 0;
  bool field_on = true;         // as an earlier user may have left it
  bool knows_commands = false;  // until the command type is chosen
  bool card_there = true;
  ModelPicc picc{256, 253, 0};

 private:
  base::Bytes air(base::ByteView frame) {
    const base::Bytes silence{0x80, 0x00, 0x00, 0x00};
    if (!card_there || !field_on) return silence;
    base::Bytes back;
    if (base::to_hex(frame) == "050010") {
      back = octets("50a1b2c3d4000005e0b381a1");
    } else if (frame[0] == 0x1D) {
      back = {0x00};
    } else if (frame[0] == 0xC2) {
      back = {0xC2};
    } else {
      const auto answer = outcome(picc.exchange({{frame.begin(), frame.end()}}, {}));
      if (!answer || !*answer) return silence;
      back = **answer;
    }
    base::Bytes reply{0x00, 0x00, 0x00, 0x00, 0x08};
    base::append(reply, back);
    return reply;
  }
};

/// Answers a dialogue from the model. `interfere` may answer a question in the model's place.
struct Driver {
  ModelReader& reader;
  std::function<std::optional<Failure>(std::size_t)> interfere = {};
  std::size_t questions = 0;
  std::vector<std::string> questions_asked = {};

  template <class T>
  base::Result<T> run(ReaderDialogue<T> dialogue) {
    dialogue.start();
    while (!dialogue.done()) {
      const auto failure = interfere ? interfere(questions) : std::nullopt;
      ++questions;
      if (failure) {
        dialogue.fail(*failure);
        continue;
      }
      if (const auto* sent = std::get_if<base::TransferOut>(&dialogue.question())) {
        reader.take(sent->octets);
        dialogue.template reply<base::TransferOut>({});
      } else if (std::get_if<base::TransferIn>(&dialogue.question()) != nullptr) {
        if (reader.waiting.empty()) {
          dialogue.fail({FailureCode::reader_no_answer});
          continue;
        }
        auto next = std::move(reader.waiting.front());
        reader.waiting.pop_front();
        dialogue.template reply<base::TransferIn>(std::move(next));
      } else if (std::get_if<base::Pause>(&dialogue.question()) != nullptr) {
        dialogue.template reply<base::Pause>({});
      } else {
        dialogue.template reply<base::Progress>({});
      }
    }
    return dialogue.take();
  }
};

CommandApdu get_challenge() { return {.ins = 0x84, .data = {}, .le = 8}; }

base::CardDialogue<base::ResponseApdu> one_command() { co_return co_await base::Transmit{get_challenge()}; }

TEST_CASE("starts_with_the_field_off_whatever_it_finds") {
  ModelReader reader;
  reader.waiting.push_back(octets("0000ff00ff00"));
  Rcs380 rcs380;
  CHECK(Driver{reader}.run(rcs380.open()));
  CHECK(reader.given_up == 1);
  CHECK_FALSE(reader.field_on);
  CHECK(reader.commands == std::vector<std::string>{"d62a01", "d60600"});
}

TEST_CASE("marks_the_frame_that_carries_a_pin_and_no_others") {
  ModelReader reader;
  Rcs380 rcs380;
  REQUIRE(Driver{reader}.run(rcs380.open()));
  REQUIRE(Driver{reader}.run(rcs380.wait_for_card(1)));
  const CommandApdu verify{.ins = 0x20, .p2 = 0x80, .data = {0x31, 0x32, 0x33, 0x34}, .le = {}};
  std::vector<std::string> secret;
  const auto send = [&](const CommandApdu& command) {
    auto dialogue = rcs380.transmit(command);
    dialogue.start();
    while (!dialogue.done()) {
      if (const auto* sent = std::get_if<base::TransferOut>(&dialogue.question())) {
        if (sent->secret) secret.push_back(base::to_hex(decode_frame(sent->octets)->data));
        reader.take(sent->octets);
        dialogue.reply<base::TransferOut>({});
      } else {
        auto next = std::move(reader.waiting.front());
        reader.waiting.pop_front();
        dialogue.reply<base::TransferIn>(std::move(next));
      }
    }
    CHECK(dialogue.take());
  };
  send(get_challenge());
  CHECK(secret.empty());
  send(verify);
  REQUIRE(secret.size() == 1);
  CHECK(secret.front().ends_with("002000800431323334"));
}

TEST_CASE("trusts_nobody_who_had_the_reader_before_it_is_opened_again") {
  ModelReader reader;
  Rcs380 rcs380;
  CHECK(Driver{reader}.run(rcs380.open()));
  CHECK(Driver{reader}.run(rcs380.close()));
  reader.waiting.push_back(octets("0000ff00ff00"));
  CHECK(Driver{reader}.run(rcs380.open()));
  CHECK(reader.given_up == 2);
}

TEST_CASE("carries_a_command_to_the_card_and_back") {
  ModelReader reader;
  Rcs380 rcs380;
  const auto answer = Driver{reader}.run(visit(rcs380, 1, one_command()));
  REQUIRE(answer);
  CHECK(answer->ok());
  CHECK(base::to_hex(answer->data) == "08");
  REQUIRE(reader.picc.executed.size() == 1);
  CHECK(base::to_hex(reader.picc.executed[0]) == "0084000008");
  CHECK_FALSE(reader.field_on);
  CHECK(reader.commands.back() == "d60600");
  CHECK(reader.commands[reader.commands.size() - 2].ends_with("c2"));  // the card is told that it is over
}

TEST_CASE("has_no_card_before_one_was_found_and_after_closing") {
  ModelReader reader;
  Rcs380 rcs380;
  const auto before = Driver{reader}.run(rcs380.transmit(get_challenge()));
  REQUIRE_FALSE(before);
  CHECK(before.error() == Failure{FailureCode::card_removed});
  CHECK(Driver{reader}.run(visit(rcs380, 1, one_command())));
  CHECK_FALSE(Driver{reader}.run(rcs380.transmit(get_challenge())));
}

TEST_CASE("tells_that_no_card_came_with_the_field_off_again") {
  ModelReader reader;
  reader.card_there = false;
  Rcs380 rcs380;
  const auto answer = Driver{reader}.run(visit(rcs380, 5, one_command()));
  REQUIRE_FALSE(answer);
  CHECK(answer.error() == Failure{FailureCode::card_not_found});
  CHECK_FALSE(reader.field_on);
}

TEST_CASE("has_the_field_off_after_a_failure_at_any_question") {
  ModelReader whole;
  Rcs380 first;
  Driver counting{whole};
  REQUIRE(counting.run(visit(first, 1, one_command())));
  for (const auto code : {FailureCode::cancelled, FailureCode::reader_no_answer, FailureCode::reader_stalled,
                          FailureCode::reader_transfer_failed}) {
    for (std::size_t question = 0; question < counting.questions; ++question) {
      CAPTURE(question, base::code_text(code));
      ModelReader reader;
      Rcs380 rcs380;
      Driver driver{reader, [&](std::size_t at) {
                      return at == question ? std::optional(Failure{code}) : std::nullopt;
                    }};
      const auto answer = driver.run(visit(rcs380, 1, one_command()));
      CHECK_FALSE(reader.field_on);
      CHECK(reader.picc.executed.size() <= 1);
      if (!answer) CHECK(answer.error() == Failure{code});
    }
  }
}

TEST_CASE("hands_no_value_out_unless_the_field_is_off") {
  ModelReader reader;
  Rcs380 rcs380;
  bool closing = false;
  Driver driver{reader, [&](std::size_t) {
                  closing = closing || !reader.picc.executed.empty();
                  const bool answered = closing && reader.waiting.empty();
                  return answered ? std::optional(Failure{FailureCode::reader_transfer_failed})
                                  : std::nullopt;
                }};
  const auto answer = driver.run(visit(rcs380, 1, one_command()));
  REQUIRE_FALSE(answer);
  CHECK(answer.error() == Failure{FailureCode::reader_transfer_failed});
  CHECK(driver.questions < 100);  // it does not try for ever
}

TEST_CASE("counts_a_reader_that_is_gone_as_closed") {
  ModelReader reader;
  Rcs380 rcs380;
  CHECK(Driver{reader}.run(rcs380.open()));
  Driver unplugged{reader,
                   [](std::size_t) { return std::optional(Failure{FailureCode::reader_disconnected}); }};
  CHECK(unplugged.run(rcs380.close()));
  CHECK(unplugged.questions <= 2);
  CHECK(rcs380.field_off());
}

TEST_CASE("knows_the_field_off_only_when_the_reader_said_so") {
  ModelReader reader;
  Rcs380 rcs380;
  CHECK_FALSE(rcs380.field_off());  // as an earlier user may have left it
  CHECK(Driver{reader}.run(rcs380.open()));
  CHECK(rcs380.field_off());
  CHECK(Driver{reader}.run(rcs380.wait_for_card(1)));
  CHECK_FALSE(rcs380.field_off());
  Driver broken{reader, [](std::size_t) { return std::optional(Failure{FailureCode::reader_stalled}); }};
  CHECK_FALSE(broken.run(rcs380.close()));
  CHECK_FALSE(rcs380.field_off());
  CHECK(Driver{reader}.run(rcs380.close()));
  CHECK(rcs380.field_off());
}

TEST_CASE("does_not_know_the_field_off_when_the_answer_to_switching_it_on_is_lost") {
  ModelReader reader;
  Rcs380 rcs380;
  CHECK(Driver{reader}.run(rcs380.open()));
  Driver broken{reader, [&](std::size_t) {
                  return reader.field_on ? std::optional(Failure{FailureCode::reader_no_answer})
                                         : std::nullopt;
                }};
  CHECK_FALSE(broken.run(rcs380.wait_for_card(1)));
  CHECK(reader.field_on);
  CHECK_FALSE(rcs380.field_off());
}

}  // namespace
}  // namespace kazashi::reader
