#include "reader/rcs300.h"

#include "reader/make_reader.h"
#include "scripted_usb.h"

namespace kazashi::reader {
namespace {

using base::CommandApdu;
using base::Failure;
using base::FailureCode;
using std::chrono::milliseconds;

std::string two_digits(std::size_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {kDigits[value / 16 % 16], kDigits[value % 16]};
}

std::string little_endian(std::size_t value) {
  return two_digits(value) + two_digits(value >> 8) + two_digits(value >> 16) + two_digits(value >> 24);
}

/// Writes the script of a conversation, counting sequence numbers as it goes.
class Script {
 public:
  explicit Script(std::size_t sequence = 0) : sequence_(sequence) {}

  Script& step(const std::string& apdu, const std::string& objects) {
    steps_.push_back({out(apdu), in(sequence_, objects)});
    return *this;
  }
  Script& failing(const std::string& apdu, FailureCode code) {
    steps_.push_back({out(apdu), Failure{code}});
    return *this;
  }
  Script& stray(const std::string& hex) {  // before the answer of the step that was written last
    const auto answer = std::exchange(steps_.back().back, hex);
    steps_.push_back({"", answer});
    return *this;
  }
  Script& secret() {
    steps_.back().secret = true;
    return *this;
  }

  Script& control(std::string_view object, const std::string& objects = kDone) {
    return step("ff50000002" + std::string(object) + "0000", objects);
  }
  Script& layer(std::size_t number, const std::string& objects = kDone) {
    return step("ff500002048f0201" + two_digits(number) + "00", objects);
  }
  /// A frame to the card, and the card's or `objects` as they stand.
  Script& air(const std::string& frame, const std::string& back) {
    return air_objects(frame,
                       "c003009000"
                       "96020000"
                       "97" +
                           two_digits(back.size() / 2) + back + "9000");
  }
  Script& air_objects(const std::string& frame, const std::string& objects) {
    const std::size_t size = frame.size() / 2;
    return step(
        "ff50000100"
        "00" +
            two_digits(11 + size) + "5f4604" + timer + "958200" + two_digits(size) + frame + "000000",
        objects);
  }
  Script& silence(const std::string& frame) { return air_objects(frame, kNobody); }

  Script& field_restart() { return control("83").control("84"); }

  [[nodiscard]] const std::vector<UsbStep>& steps() const { return steps_; }

  static std::string in(std::size_t sequence, const std::string& objects) {
    return "83" + little_endian(objects.size() / 2) + "00" + two_digits(sequence) + "000000" + objects;
  }
  static inline const std::string kDone = "c0030090009000";
  static inline const std::string kNobody = "c003016a819000";

  std::string timer = kCardTimer;
  /// FWT of FWI 10 and the reader's slack, 312,940 us; of REQB, 30 ms; of a look at presence, 50 ms.
  static inline const std::string kCardTimer = "6cc60400";
  static inline const std::string kReqbTimer = "30750000";
  static inline const std::string kAttribTimer = "43b80400";
  static inline const std::string kPresenceTimer = "50c30000";

 private:
  std::string out(const std::string& apdu) {
    sequence_ = (sequence_ + 1) % 256;
    return "6b" + little_endian(apdu.size() / 2) + "00" + two_digits(sequence_) + "000000" + apdu;
  }

  std::size_t sequence_;
  std::vector<UsbStep> steps_;
};

template <class T>
base::Result<T> play(base::ReaderDialogue<T> dialogue, const Script& script, UsbNotes* notes = nullptr) {
  return play(std::move(dialogue), std::span(script.steps()), notes);
}

const std::string kAtrObject =
    "5f510d"
    "3b888001000005e0b381a1007f";

Script& found_at_layer_4(Script& script) {
  script.field_restart().layer(4, "c003009000" + kAtrObject + "9000");
  script.timer = Script::kPresenceTimer;
  script.air("b2", "a3");
  script.timer = Script::kCardTimer;
  return script;
}

Script& found_at_layer_3(Script& script) {
  script.layer(3);
  script.timer = Script::kReqbTimer;
  script.air("050010", "50a1b2c3d4000005e0b381a1");
  script.timer = Script::kAttribTimer;
  script.air("1da1b2c3d400080100", "00");
  script.timer = Script::kCardTimer;
  return script;
}

Script& nobody_at_layer_3(Script& script) {
  script.layer(3);
  script.timer = Script::kReqbTimer;
  return script.silence("050010");
}

CommandApdu get_challenge() { return {.ins = 0x84, .data = {}, .le = 8}; }

TEST_CASE("ends_what_an_earlier_user_left_and_starts_with_the_field_off") {
  Rcs300 reader;
  CHECK_FALSE(reader.field_off());
  CHECK(play(reader.open(), Script().control("82").control("81").control("83")));
  CHECK(reader.field_off());
}

TEST_CASE("does_not_mind_that_there_was_no_session_to_end") {
  Rcs300 reader;
  CHECK(play(reader.open(), Script().control("82", "c0030169859000").control("81").control("83")));
  Rcs300 other;
  const auto gone = play(other.open(), Script().failing("ff5000000282"
                                                        "0000",
                                                        FailureCode::reader_disconnected));
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == FailureCode::reader_disconnected);
}

TEST_CASE("lets_the_reader_activate_and_speaks_blocks_from_number_0") {
  Rcs300 reader;
  Script script;
  UsbNotes notes;
  CHECK(play(reader.wait_for_card(4), found_at_layer_4(script), &notes));
  CHECK(notes.pauses == std::vector{milliseconds(250), milliseconds(250)});
  Script command(4);
  const auto answer = play(reader.transmit(get_challenge()), command.air("020084000008", "0201029000"));
  REQUIRE(answer);
  CHECK(base::to_hex(answer->data) == "0102");
  Script second(5);
  CHECK(play(reader.transmit(get_challenge()), second.air("030084000008", "039000")));
}

/// Whether the first block to the card waits as the ATR's protocol info 00 31 41 says (FWI 4), not as for the
/// usual card.
bool takes_its_waiting_time(const std::string& atr) {
  Rcs300 reader;
  Script script;
  script.field_restart().layer(4,
                               "c003009000"
                               "5f51" +
                                   two_digits(atr.size() / 2) + atr + "9000");
  script.timer = "0b210000";  // 4,834 us and the slack
  auto steps = script.air("b2", "a3").steps();
  auto dialogue = reader.wait_for_card(1);
  dialogue.start();
  std::string last;
  std::size_t at = 0;
  while (!dialogue.done()) {
    if (const auto* sent = std::get_if<base::TransferOut>(&dialogue.question())) {
      last = base::to_hex(sent->octets);
      dialogue.reply<base::TransferOut>({});
    } else if (std::get_if<base::TransferIn>(&dialogue.question()) != nullptr) {
      dialogue.reply<base::TransferIn>(octets(std::get<std::string>(steps.at(at++).back)));
    } else if (std::get_if<base::Pause>(&dialogue.question()) != nullptr) {
      dialogue.reply<base::Pause>({});
    } else {
      dialogue.reply<base::Progress>({});
    }
  }
  CHECK(dialogue.take());
  return last == steps.back().out;
}

TEST_CASE("believes_an_answer_to_reset_only_if_all_of_it_is_right") {
  CHECK(takes_its_waiting_time("3b88800100000005003141007c"));
  CHECK_FALSE(takes_its_waiting_time("3b88800100000005003141007d"));    // check octet
  CHECK_FALSE(takes_its_waiting_time("3b89800100000005003141007d"));    // not the ATR of a type B card
  CHECK_FALSE(takes_its_waiting_time("3b88800100000005003141007c00"));  // too long
}

TEST_CASE("falls_back_to_its_own_activation_when_the_card_does_not_hear_its_blocks") {
  Rcs300 reader;
  Script script;
  script.field_restart().layer(4, Script::kDone);
  script.timer = Script::kPresenceTimer;
  script.silence("b2").silence("b2").silence("b2").field_restart();
  CHECK(play(reader.wait_for_card(1), found_at_layer_3(script)));
}

TEST_CASE("falls_back_without_a_field_cycle_when_the_reader_refuses_layer_4") {
  Rcs300 reader;
  Script script;
  script.field_restart().layer(4, "c003016a809000");
  CHECK(play(reader.wait_for_card(1), found_at_layer_3(script)));
  Rcs300 other;
  Script again;
  again.field_restart().layer(4, "c003016a809000");
  nobody_at_layer_3(again);
  CHECK(play(other.wait_for_card(2), found_at_layer_3(again)));  // and does not ask for it again
}

TEST_CASE("looks_for_a_card_at_both_layers_in_turn_within_300_ms_each") {
  Rcs300 reader;
  Script script;
  UsbNotes notes;
  script.field_restart().layer(4, Script::kNobody);
  nobody_at_layer_3(script).layer(4, "c0030163019000");
  const auto none = play(reader.wait_for_card(3), script, &notes);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == FailureCode::card_not_found);
  REQUIRE(notes.pauses.size() == 4);
  CHECK(notes.pauses.back() + milliseconds(30) <= milliseconds(300));
}

TEST_CASE("never_sends_a_block_of_more_than_250_octets_of_data") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  CommandApdu update{.ins = 0xD6, .data = base::SensitiveBytes(255, 0xAB), .le = {}};
  std::string first = "1200d60000ff";
  for (std::size_t i = 5; i < 250; ++i) first += "ab";
  std::string rest = "03";
  for (std::size_t i = 245; i < 255; ++i) rest += "ab";
  Script command(4);
  const std::size_t size = 251;
  command.step(
      "ff50000100"
      "0106"
      "5f4604" +
          Script::kCardTimer + "958200" + two_digits(size) + first + "000000",
      "c003009000"
      "9701a2"
      "9000");
  command.air(rest, "039000");
  CHECK(play(reader.transmit(update), command));
}

TEST_CASE("passes_over_answers_to_commands_that_were_cut_off_and_waits_longer_for_its_own") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  Script cut(4);
  cut.timer = Script::kCardTimer;
  cut.air("020084000008", "00");
  auto steps = cut.steps();
  steps.back().back = Failure{FailureCode::cancelled};
  const auto ended = play(reader.transmit(get_challenge()), std::span(std::as_const(steps)));
  REQUIRE_FALSE(ended);
  CHECK(ended.error().code == FailureCode::cancelled);
  Script closing(5);
  UsbNotes notes;
  closing.control("83")
      .stray(Script::in(5,
                        "c003009000"
                        "9703029000"
                        "9000"))
      .control("82");
  CHECK(play(reader.close(), closing, &notes));
  CHECK(notes.waits.at(0) > milliseconds(2312));
  CHECK(notes.waits.back() == milliseconds(1000));
}

TEST_CASE("reads_again_while_the_reader_asks_for_time_and_not_for_ever") {
  Rcs300 reader;
  Script script;
  script.control("82").stray("83000000000001800000").control("81").control("83");
  CHECK(play(reader.open(), script));
  Rcs300 other;
  Script endless;
  endless.control("82");
  auto steps = endless.steps();
  steps.back().back = std::string("83000000000001800000");
  for (int i = 0; i < 7; ++i) steps.push_back({"", std::string("83000000000001800000")});
  const auto ended = play(other.open(), std::span(std::as_const(steps)));
  REQUIRE_FALSE(ended);
  CHECK(ended.error().code == FailureCode::reader_wrong_answer);
}

TEST_CASE("names_what_the_reader_says_is_wrong") {
  const auto failure_of = [](const std::string& answer) {
    Rcs300 reader;
    Script script;
    script.field_restart();
    auto steps = script.steps();
    steps.front().back = answer;
    steps.pop_back();
    const auto waited = play(reader.wait_for_card(1), std::span(std::as_const(steps)));
    REQUIRE_FALSE(waited);
    return waited.error();
  };
  CHECK(failure_of(Script::in(1, "c003016a819000")) ==
        Failure{FailureCode::reader_command_failed, 0x01'6A81});
  CHECK(failure_of(Script::in(1, "6700")) == Failure{FailureCode::reader_refused_parameter, 0x6700});
  CHECK(failure_of("8300000000000140fe00") == Failure{FailureCode::reader_command_failed, 0xFE});
  CHECK(failure_of("830000000000") == Failure{FailureCode::reader_frame_malformed, 6});
}

TEST_CASE("a_radio_that_fails_is_no_silent_card") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  Script command(4);
  const auto failed =
      play(reader.transmit(get_challenge()), command.air_objects("020084000008", "c003016f009000"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error() == Failure{FailureCode::reader_rf_failed, 0x01'6F00});
}

TEST_CASE("recovers_a_lost_block_as_any_other_reader_does") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  Script command(4);
  command.silence("020084000008")
      .air_objects("b2",
                   "c003009000"
                   "96020100"
                   "9000")
      .air("b2", "029000");
  CHECK(play(reader.transmit(get_challenge()), command));
}

TEST_CASE("tells_a_card_that_is_garbled_from_one_that_is_silent") {
  const auto failure_after_four = [](const std::string& objects) {
    Rcs300 reader;
    Script script;
    REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
    Script command(4);
    command.air_objects("020084000008", objects);
    for (int i = 0; i < 3; ++i) command.air_objects("b2", objects);
    const auto answer = play(reader.transmit(get_challenge()), command);
    REQUIRE_FALSE(answer);
    return answer.error().code;
  };
  CHECK(failure_after_four("c003009000"
                           "96020100"
                           "9000") == FailureCode::card_transmission);
  CHECK(failure_after_four("c003009000"
                           "96020000"
                           "9000") == FailureCode::card_removed);
  CHECK(failure_after_four(Script::kNobody) == FailureCode::card_removed);
}

TEST_CASE("marks_the_frames_of_a_pin_through_this_reader") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  Script expected(4);
  expected.air("02002000800431323334", "f202").secret();
  expected.timer = "af7e0900";  // 2 x FWT, and the slack
  expected.air("f202", "029000");
  CommandApdu verify{.ins = 0x20, .p2 = 0x80, .data = {0x31, 0x32, 0x33, 0x34}, .le = {}};
  CHECK(play(reader.transmit(verify), expected));
}

TEST_CASE("switches_the_field_off_before_the_session_ends") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  CHECK_FALSE(reader.field_off());
  Script closing(4);
  closing.timer = "0b210000";
  closing.air("c2", "c2").control("83").control("82");
  CHECK(play(reader.close(), closing));
  CHECK(reader.field_off());
}

TEST_CASE("says_so_when_the_field_will_not_go_off") {
  Rcs300 reader;
  Script script;
  REQUIRE(play(reader.wait_for_card(1), found_at_layer_4(script)));
  Script closing(4);
  closing.timer = "0b210000";
  closing.silence("c2").control("83", "c003016f009000");
  for (int i = 0; i < 3; ++i) closing.control("81", "c0030169859000").control("83", "c003016f009000");
  closing.control("82");
  CHECK_FALSE(play(reader.close(), closing));
  CHECK_FALSE(reader.field_off());
}

}  // namespace
}  // namespace kazashi::reader
