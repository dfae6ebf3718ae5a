#include "reader/port100.h"

#include "reader/port100_frame.h"
#include "support.h"

namespace kazashi::reader {
namespace {

using base::Done;
using base::Failure;
using base::FailureCode;
using base::ReaderDialogue;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::string_view kAck = "0000ff00ff00";

std::string frame(std::string_view data_hex) { return base::to_hex(encode_frame(octets(data_hex))); }

/// What the device does next: takes octets, gives octets, or fails. An empty text on the way in is silence.
struct Step {
  enum class Kind { out, in, fail } kind;
  std::string hex;
  Failure failure{FailureCode::reader_no_answer};
};
Step out(std::string_view hex) { return {Step::Kind::out, std::string(hex)}; }
Step in(std::string_view hex) { return {Step::Kind::in, std::string(hex)}; }
Step failing(FailureCode code) { return {Step::Kind::fail, "", {code}}; }
Step silence() { return failing(FailureCode::reader_no_answer); }

std::vector<Step> with_resynchronising(std::vector<Step> steps) {
  steps.insert(steps.begin(), {out(kAck), silence()});
  return steps;
}

struct Seen {
  std::vector<milliseconds> timeouts;
};

template <class T>
base::Result<T> play(ReaderDialogue<T> dialogue, const std::vector<Step>& steps, Seen* seen = nullptr) {
  dialogue.start();
  std::size_t at = 0;
  while (!dialogue.done()) {
    CAPTURE(at);
    REQUIRE(at < steps.size());
    const Step& step = steps[at++];
    if (const auto* sent = std::get_if<base::TransferOut>(&dialogue.question())) {
      if (step.kind == Step::Kind::fail) {
        dialogue.fail(step.failure);
        continue;
      }
      REQUIRE(step.kind == Step::Kind::out);
      CHECK(base::to_hex(sent->octets) == step.hex);
      dialogue.template reply<base::TransferOut>({});
    } else if (const auto* wanted = std::get_if<base::TransferIn>(&dialogue.question())) {
      CHECK(wanted->length % 64 == 0);
      if (seen != nullptr) seen->timeouts.push_back(wanted->timeout);
      if (step.kind == Step::Kind::fail) {
        dialogue.fail(step.failure);
        continue;
      }
      REQUIRE(step.kind == Step::Kind::in);
      dialogue.template reply<base::TransferIn>(octets(step.hex));
    } else {
      FAIL("neither in nor out");
    }
  }
  CHECK(at == steps.size());
  return dialogue.take();
}

TEST_CASE("sends_a_command_and_reads_acknowledgement_and_answer") {
  Port100 port;
  CHECK(play(port.choose_command_type(),
             with_resynchronising({out(frame("d62a01")), in(kAck), in(frame("d72b00"))})));
  CHECK(play(port.switch_field(false), {out(frame("d60600")), in(kAck), in(frame("d70700"))}));
  CHECK(play(port.switch_field(true), {out(frame("d60601")), in(kAck), in(frame("d70700"))}));
}

TEST_CASE("sets_up_type_b_as_the_published_drivers_do") {
  Port100 port;
  CHECK(play(
      port.configure_type_b(),
      with_resynchronising({
          out("0000ffffff0600fad60003070f070a00"),
          in(kAck),
          in(frame("d70100")),
          out("0000ffffff2800d8d60200180101020103000400050006000708080009000a000b000c000e040f00100011001200"
              "13064b00"),
          in(kAck),
          in(frame("d70300")),
          out(frame("d602001409010a010b010c01")),
          in(kAck),
          in(frame("d70300")),
      })));
}

TEST_CASE("throws_away_what_an_earlier_user_left") {
  Port100 port;
  CHECK(play(port.switch_field(false), {out(kAck), in("01020304"), in(frame("d70700")), in(kAck), silence(),
                                        out(frame("d60600")), in(kAck), in(frame("d70700"))}));
}

TEST_CASE("gives_up_on_a_reader_that_never_stops_talking") {
  Port100 port;
  const auto result = play(port.switch_field(false), {out(kAck), in(kAck), in(kAck), in(kAck), in(kAck)});
  REQUIRE_FALSE(result);
  CHECK(result.error() == Failure{FailureCode::reader_wrong_answer});
}

TEST_CASE("names_every_way_a_command_goes_wrong") {
  struct Case {
    std::string name;
    std::vector<Step> after_the_command;
    Failure expected;
  };
  const Case cases[] = {
      {"no acknowledgement", {silence()}, {FailureCode::reader_no_answer}},
      {"answer without acknowledgement", {in(frame("d70700"))}, {FailureCode::reader_wrong_answer}},
      {"error frame", {in("0000ffffff")}, {FailureCode::reader_refused_frame}},
      {"garbage for an acknowledgement", {in("0000ff01ff00")}, {FailureCode::reader_frame_malformed, 3}},
      {"no answer", {in(kAck), silence()}, {FailureCode::reader_no_answer}},
      {"acknowledgement for an answer", {in(kAck), in(kAck)}, {FailureCode::reader_wrong_answer}},
      {"error frame for an answer", {in(kAck), in("0000ffffff")}, {FailureCode::reader_refused_frame}},
      {"answer to another command", {in(kAck), in(frame("d72b00"))}, {FailureCode::reader_wrong_answer}},
      {"answer with the host's code", {in(kAck), in(frame("d60700"))}, {FailureCode::reader_wrong_answer}},
      {"answer of one octet", {in(kAck), in(frame("d7"))}, {FailureCode::reader_wrong_answer}},
      {"answer without status", {in(kAck), in(frame("d707"))}, {FailureCode::reader_wrong_answer}},
      {"answer with two statuses", {in(kAck), in(frame("d7070000"))}, {FailureCode::reader_wrong_answer}},
      {"parameter", {in(kAck), in(frame("d70701"))}, {FailureCode::reader_refused_parameter, 1}},
      {"PB", {in(kAck), in(frame("d70702"))}, {FailureCode::reader_command_failed, 2}},
      {"RFCA", {in(kAck), in(frame("d70703"))}, {FailureCode::reader_foreign_field, 3}},
      {"temperature", {in(kAck), in(frame("d70704"))}, {FailureCode::reader_too_hot, 4}},
      {"PWD", {in(kAck), in(frame("d70705"))}, {FailureCode::reader_command_failed, 5}},
      {"receive", {in(kAck), in(frame("d70706"))}, {FailureCode::reader_command_failed, 6}},
      {"command type", {in(kAck), in(frame("d70707"))}, {FailureCode::reader_wrong_mode, 7}},
      {"unpublished status", {in(kAck), in(frame("d70708"))}, {FailureCode::reader_command_failed, 8}},
      {"checksum", {in(kAck), in("0000ffffff0300fdd707002300")}, {FailureCode::reader_frame_checksum}},
      {"unplugged", {failing(FailureCode::reader_disconnected)}, {FailureCode::reader_disconnected}},
      {"cancelled", {in(kAck), failing(FailureCode::cancelled)}, {FailureCode::cancelled}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    Port100 port;
    auto steps = with_resynchronising({out(frame("d60600"))});
    steps.insert(steps.end(), c.after_the_command.begin(), c.after_the_command.end());
    const auto result = play(port.switch_field(false), steps);
    REQUIRE_FALSE(result);
    CHECK(result.error() == c.expected);
  }
}

TEST_CASE("has_a_cut_off_command_given_up_before_the_next") {
  Port100 port;
  const auto cut =
      play(port.switch_field(true), with_resynchronising({out(frame("d60601")), in(kAck), silence()}));
  REQUIRE_FALSE(cut);
  CHECK(play(port.switch_field(false), {out(kAck), in(frame("d70700")), silence(), out(frame("d60600")),
                                        in(kAck), in(frame("d70700"))}));
}

struct Air {
  base::Result<AirAnswer> answer;
  std::vector<milliseconds> timeouts;
};

Air over_air(std::string_view command_hex, microseconds wait, std::string_view answer_hex) {
  Port100 port;
  Seen seen;
  auto answer = play(port.exchange({secret_octets("3132")}, wait),
                     with_resynchronising({out(frame(command_hex)), in(kAck), in(frame(answer_hex))}), &seen);
  return {std::move(answer), seen.timeouts};
}

TEST_CASE("carries_a_frame_over_the_air") {
  const auto air = over_air("d60414003132", microseconds{1000}, "d70500000000083334");
  REQUIRE(air.answer);
  REQUIRE(*air.answer);
  CHECK(base::to_hex(**air.answer) == "3334");
}

TEST_CASE("tells_the_reader_how_long_to_listen_in_tenths_of_milliseconds") {
  CHECK(over_air("d6040a003132", microseconds{0}, "d7050000000008").answer);
  CHECK(over_air("d6041e003132", microseconds{2000}, "d7050000000008").answer);
  CHECK(over_air("d6040b003132", microseconds{1}, "d7050000000008").answer);
  CHECK(over_air("d604ffff3132", std::chrono::seconds{65}, "d7050000000008").answer);
}

TEST_CASE("waits_for_usb_longer_than_for_the_air") {
  const auto air = over_air("d60488c23132", milliseconds{4979}, "d7050000000008");
  CHECK(air.timeouts.back() > milliseconds{4980});
}

TEST_CASE("tells_faults_of_the_air_from_faults_of_the_radio") {
  const auto fault = [](std::string_view status) {
    const auto air = over_air("d60414003132", microseconds{1000}, "d705" + std::string(status));
    REQUIRE(air.answer);
    REQUIRE_FALSE(*air.answer);
    return air.answer->error();
  };
  CHECK(fault("80000000") == AirFault::silence);
  CHECK(fault("01000000") == AirFault::garbled);
  CHECK(fault("02000000") == AirFault::garbled);
  CHECK(fault("04000000") == AirFault::garbled);
  CHECK(fault("10000000") == AirFault::garbled);
  CHECK(fault("84000000") == AirFault::garbled);
  CHECK(fault("08000000") == AirFault::collision);
  const auto failure = [](std::string_view status) {
    const auto air = over_air("d60414003132", microseconds{1000}, "d705" + std::string(status));
    REQUIRE_FALSE(air.answer);
    return air.answer.error();
  };
  CHECK(failure("40000000") == Failure{FailureCode::reader_too_hot, 0x40});
  CHECK(failure("00020000") == Failure{FailureCode::reader_foreign_field, 0x200});
  CHECK(failure("80040000") == Failure{FailureCode::reader_field_lost, 0x480});
  CHECK(failure("00080000") == Failure{FailureCode::reader_rf_failed, 0x800});
  CHECK(failure("00000080") == Failure{FailureCode::reader_rf_failed, 0x80000000});
  CHECK(failure("000000") == Failure{FailureCode::reader_wrong_answer});
  CHECK(failure("00000000") == Failure{FailureCode::reader_wrong_answer});
}

}  // namespace
}  // namespace kazashi::reader
