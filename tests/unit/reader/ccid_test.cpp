#include "reader/ccid.h"

#include <array>

#include "reader/make_reader.h"
#include "scripted_usb.h"

namespace kazashi::reader {
namespace {

using base::CommandApdu;
using base::Failure;
using base::FailureCode;

CcidDescriptor descriptor(ExchangeLevel level, std::size_t message_size = 271,
                          std::uint32_t features = 0x4A) {
  return {.level = level,
          .message_size = message_size,
          .card_block = 254,
          .voltages = 0x07,
          .protocols = 0x03,
          .features = features};
}

const std::string kAtr = "3b888001000005e0b381a1007f";

std::string two_digits(std::size_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {kDigits[value / 16 % 16], kDigits[value % 16]};
}

std::string message(const std::string& type, std::size_t sequence, const std::string& own,
                    const std::string& data) {
  const std::size_t size = data.size() / 2;
  return type + two_digits(size) + two_digits(size >> 8) + "0000" + "00" + two_digits(sequence) + own + data;
}

/// The script of a conversation, sequence numbers counted.
class Script {
 public:
  explicit Script(std::size_t sequence = 0) : sequence_(sequence) {}
  Script& step(const std::string& type, const std::string& own, const std::string& data,
               const std::string& answer_type, const std::string& answer_own, const std::string& answer) {
    ++sequence_;
    steps_.push_back(
        {message(type, sequence_, own, data), message(answer_type, sequence_, answer_own, answer)});
    return *this;
  }
  Script& slot(const std::string& state) { return step("65", "000000", "", "81", state + "0000", ""); }
  Script& power_on(const std::string& atr = kAtr) { return step("62", "000000", "", "80", "000000", atr); }
  Script& power_off(const std::string& state = "01") {
    return step("63", "000000", "", "81", state + "0000", "");
  }
  Script& apdu(const std::string& command, const std::string& answer) {
    return step("6f", "000000", command, "80", "000000", answer);
  }
  Script& failed(const std::string& type, const std::string& own, const std::string& data,
                 const std::string& error, const std::string& slot = "0") {
    return step(type, own, data, "80", "4" + slot + error + "00", "");
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
  std::vector<UsbStep> steps_;

 private:
  std::size_t sequence_;
};

template <class T>
base::Result<T> play(base::ReaderDialogue<T> dialogue, const Script& script, UsbNotes* notes = nullptr) {
  return play(std::move(dialogue), std::span<const UsbStep>(script.steps_), notes);
}

CommandApdu get_challenge() { return {.ins = 0x84, .data = {}, .le = 8}; }
CommandApdu verify_pin() { return {.ins = 0x20, .p2 = 0x80, .data = {0x31, 0x32, 0x33, 0x34}, .le = {}}; }

TEST_CASE("ccid_powers_the_card_off_before_anything_else") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  CHECK_FALSE(reader.field_off());
  CHECK(play(reader.open(), Script().power_off("02")));
  CHECK(reader.field_off());
  CcidReader empty(descriptor(ExchangeLevel::short_apdu));
  CHECK(play(empty.open(), Script().step("63", "000000", "", "81", "42fe00", "")));
  CHECK(empty.field_off());
}

TEST_CASE("ccid_waits_for_a_card_and_powers_it") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  UsbNotes notes;
  CHECK(play(reader.wait_for_card(5), Script().slot("02").slot("42").slot("01").power_on(), &notes));
  CHECK_FALSE(reader.field_off());
  REQUIRE_FALSE(notes.pauses.empty());
  CHECK(notes.pauses.front() < std::chrono::milliseconds(280));
  const auto none = play(reader.wait_for_card(2), Script(4).slot("02").slot("02"));
  REQUIRE_FALSE(none);
  CHECK(none.error().code == FailureCode::card_not_found);
}

TEST_CASE("ccid_tries_again_while_a_card_is_being_laid_down") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  CHECK(play(reader.wait_for_card(2),
             Script().slot("01").failed("62", "000000", "", "fe", "1").slot("01").power_on()));
  CcidReader other(descriptor(ExchangeLevel::short_apdu));
  const auto parity = play(other.wait_for_card(1), Script().slot("01").failed("62", "000000", "", "fd", "1"));
  REQUIRE_FALSE(parity);
  CHECK(parity.error().code == FailureCode::card_transmission);
  CcidReader third(descriptor(ExchangeLevel::short_apdu));
  const auto broken = play(third.wait_for_card(3), Script().slot("01").failed("62", "000000", "", "fb", "1"));
  REQUIRE_FALSE(broken);
  CHECK(broken.error() == Failure{FailureCode::reader_hardware, 0xFB});
}

TEST_CASE("ccid_raises_the_voltage_from_the_lowest_where_the_reader_does_not_choose") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu, 271, 0x42));
  Script script;
  script.slot("01").failed("62", "030000", "", "fe", "1").step("62", "020000", "", "80", "000000", kAtr);
  CHECK(play(reader.wait_for_card(1), script));
}

TEST_CASE("ccid_carries_short_apdus_whole") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  CHECK_FALSE(reader.extended_length());
  REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
  const auto answer = play(reader.transmit(get_challenge()), Script(2).apdu("0084000008", "0102039000"));
  REQUIRE(answer);
  CHECK(base::to_hex(answer->data) == "010203");
  CHECK(play(reader.transmit(verify_pin()), Script(3).apdu("002000800431323334", "9000").secret()));
  const CommandApdu long_one{.ins = 0xB0, .data = {}, .le = 4096};
  const auto refused = play(reader.transmit(long_one), Script());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == FailureCode::reader_level_unsupported);
  REQUIRE(play(reader.wait_for_card(1), Script(4).slot("00").power_on()));
  const CommandApdu too_long{.ins = 0xD6, .data = base::SensitiveBytes(300), .le = {}};
  const auto never = play(reader.transmit(too_long), Script());
  REQUIRE_FALSE(never);
  CHECK(never.error().code == FailureCode::reader_level_unsupported);
}

TEST_CASE("ccid_sends_extended_apdus_in_pieces_only_where_they_do_not_fit") {
  CcidReader roomy(descriptor(ExchangeLevel::extended_apdu, 522));
  CHECK(roomy.extended_length());
  REQUIRE(play(roomy.wait_for_card(1), Script().slot("00").power_on()));
  const CommandApdu update{.ins = 0xD6, .data = base::SensitiveBytes(300, 0xAB), .le = {}};
  const auto encoded = base::to_hex(update.encode());
  CHECK(play(roomy.transmit(update), Script(2).apdu(encoded, "9000")));
  CcidReader narrow(descriptor(ExchangeLevel::extended_apdu, 110));
  REQUIRE(play(narrow.wait_for_card(1), Script().slot("00").power_on()));
  Script script(2);
  script.step("6f", "000100", encoded.substr(0, 200), "80", "000010", "")
      .step("6f", "000300", encoded.substr(200, 200), "80", "000010", "")
      .step("6f", "000300", encoded.substr(400, 200), "80", "000010", "")
      .step("6f", "000200", encoded.substr(600), "80", "000000", "9000");
  CHECK(play(narrow.transmit(update), script));
}

TEST_CASE("ccid_collects_an_answer_in_pieces") {
  CcidReader reader(descriptor(ExchangeLevel::extended_apdu, 271));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
  Script script(2);
  script.step("6f", "000000", "0084000008", "80", "000001", "0102")
      .step("6f", "001000", "", "80", "000003", "0304")
      .step("6f", "001000", "", "80", "000002", "059000");
  const auto answer = play(reader.transmit(get_challenge()), script);
  REQUIRE(answer);
  CHECK(base::to_hex(answer->data) == "0102030405");
}

TEST_CASE("ccid_refuses_pieces_out_of_order") {
  for (const std::string own : {"000002", "000003", "000010"}) {
    CcidReader reader(descriptor(ExchangeLevel::extended_apdu));
    REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
    const auto answer = play(reader.transmit(get_challenge()),
                             Script(2).step("6f", "000000", "0084000008", "80", own, "9000"));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == FailureCode::reader_wrong_answer);
  }
  CcidReader short_level(descriptor(ExchangeLevel::short_apdu));
  REQUIRE(play(short_level.wait_for_card(1), Script().slot("00").power_on()));
  CHECK_FALSE(play(short_level.transmit(get_challenge()),
                   Script(2).step("6f", "000000", "0084000008", "80", "000001", "9000")));
}

TEST_CASE("ccid_speaks_t1_where_blocks_are_left_to_the_host") {
  CcidReader reader(descriptor(ExchangeLevel::tpdu, 271, 0x08));
  CHECK(reader.extended_length());
  Script script;
  script.slot("01").power_on("3be000ff8131fe4514");
  script.step("61", "010000", "1110ff4500fe00", "82", "000001", "1110ff4500fe00");
  script.step("6f", "000000", "00c101fe3e", "80", "000000", "00e101fe1e");
  REQUIRE(play(reader.wait_for_card(1), script));
  Script plain(4);
  plain.step("6f", "000000",
             "0000050084000008"
             "89",
             "80", "000000", "00000301900092");
  const auto answer = play(reader.transmit(get_challenge()), plain);
  REQUIRE(answer);
  CHECK(base::to_hex(answer->data) == "01");
}

TEST_CASE("ccid_leaves_to_the_reader_what_it_says_it_does") {
  CcidReader reader(descriptor(ExchangeLevel::tpdu, 271, 0x40A));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("01").power_on("3be000ff8131fe4514")));
  CcidReader small(descriptor(ExchangeLevel::tpdu, 64, 0x0A));
  Script script;
  script.slot("01")
      .power_on("3be000ff8131fe4514")
      .step("6f", "000000", "00c10132f2", "80", "000000", "00e10132d2");
  CHECK(play(small.wait_for_card(1), script));
}

TEST_CASE("ccid_hands_the_waiting_time_of_a_block_to_the_reader") {
  CcidReader reader(descriptor(ExchangeLevel::tpdu, 271, 0x40A));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("01").power_on("3be000ff8131fe4514")));
  Script script(2);
  script.step("6f", "000000", "000005008400000889", "80", "000000", "00c30105c7")
      .step("6f", "050000", "00e30105e7", "80", "000000", "000002900092");
  CHECK(play(reader.transmit(get_challenge()), script));
}

TEST_CASE("ccid_recovers_a_mute_block_and_names_an_empty_slot") {
  CcidReader reader(descriptor(ExchangeLevel::tpdu, 271, 0x40A));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("01").power_on("3be000ff8131fe4514")));
  Script script(2);
  script.failed("6f", "000000", "000005008400000889", "fe").failed("6f", "000000", "00820082", "fd");
  script.step("6f", "000000", "00820082", "80", "000000", "000002900092");
  CHECK(play(reader.transmit(get_challenge()), script));
  const auto gone = play(reader.transmit(get_challenge()),
                         Script(5).failed("6f", "000000", "0040050084000008c9", "fe", "2"));
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == FailureCode::card_removed);
}

TEST_CASE("ccid_reads_again_while_the_card_needs_time_and_not_for_ever") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
  CHECK(play(reader.transmit(get_challenge()),
             Script(2).apdu("0084000008", "9000").stray(message("80", 3, "800a00", ""))));
  Script storm(3);
  storm.apdu("0084000008", "9000");
  storm.steps_.back().back = message("80", 4, "800a00", "");
  for (int i = 0; i < 60; ++i) storm.steps_.push_back({"", message("80", 4, "800a00", "")});
  const auto slow = play(reader.transmit(get_challenge()), storm);
  REQUIRE_FALSE(slow);
  CHECK(slow.error().code == FailureCode::card_too_slow);
}

TEST_CASE("ccid_passes_over_answers_to_commands_that_were_cut_off") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
  Script cut(2);
  cut.apdu("0084000008", "9000");
  cut.steps_.back().back = Failure{FailureCode::cancelled};
  CHECK_FALSE(play(reader.transmit(get_challenge()), cut));
  UsbNotes notes;
  CHECK(play(reader.close(), Script(3).power_off().stray(message("80", 3, "000000", "9000")), &notes));
  CHECK(notes.waits.front() == std::chrono::seconds(10));
  CHECK(reader.field_off());
}

TEST_CASE("ccid_refuses_an_answer_of_the_wrong_type") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  const auto wrong = play(reader.wait_for_card(1), Script().step("65", "000000", "", "80", "000000", ""));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == FailureCode::reader_wrong_answer);
}

TEST_CASE("ccid_tells_whether_the_same_card_is_still_there") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  CHECK(play(reader.card_present(), Script()) == false);
  REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
  CHECK(play(reader.card_present(), Script(2).slot("00")) == true);
  CHECK(play(reader.card_present(), Script(3).slot("01")) == false);  // swapped: without power
  CHECK(play(reader.card_present(), Script()) == false);
}

TEST_CASE("ccid_says_so_when_the_power_will_not_go_off") {
  CcidReader reader(descriptor(ExchangeLevel::short_apdu));
  REQUIRE(play(reader.wait_for_card(1), Script().slot("00").power_on()));
  Script script(2);
  for (int i = 0; i < 3; ++i) script.step("63", "000000", "", "81", "40fb00", "");
  script.power_off("00");  // says done, and still has the card under power
  CHECK_FALSE(play(reader.close(), script));
  CHECK_FALSE(reader.field_off());
}

TEST_CASE("ccid_reads_answers_strictly") {
  const auto at = [](std::string_view hex) {
    const auto answer = decode_ccid(octets(hex));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == FailureCode::reader_frame_malformed);
    return answer.error().detail;
  };
  CHECK(at("800000000000010000") == 9);
  CHECK(at("84000000000001000000") == 0);
  CHECK(at("80010000000001000000") == 1);
  CHECK(at("80000000000001000000"
           "00") == 1);
  CHECK(at("80000000ff0001000000") == 1);
  CHECK(at("80000000000101000000") == 5);
  CHECK(at("80000000000001030000") == 7);
  CHECK(at("80000000000001c00000") == 7);
}

TEST_CASE("ccid_names_every_error_of_the_standard") {
  CHECK(ccid_failure(0x00) == Failure{FailureCode::reader_command_unknown, 0});
  CHECK(ccid_failure(0x05) == Failure{FailureCode::reader_refused_parameter, 5});
  CHECK(ccid_failure(0xE0) == Failure{FailureCode::reader_busy, 0xE0});
  CHECK(ccid_failure(0xF2) == Failure{FailureCode::reader_busy, 0xF2});
  CHECK(ccid_failure(0xFB) == Failure{FailureCode::reader_hardware, 0xFB});
  CHECK(ccid_failure(0xFC) == Failure{FailureCode::reader_hardware, 0xFC});
  CHECK(ccid_failure(0xFD) == Failure{FailureCode::card_transmission});
  CHECK(ccid_failure(0xFE) == Failure{FailureCode::card_removed});
  for (const std::uint8_t error : std::to_array<std::uint8_t>({0xF3, 0xF4, 0xF7, 0xF8}))
    CHECK(ccid_failure(error) == Failure{FailureCode::card_protocol});
  for (const std::uint8_t error : std::to_array<std::uint8_t>({0xF5, 0xF6}))
    CHECK(ccid_failure(error) == Failure{FailureCode::card_unsupported});
  for (const std::uint8_t error : std::to_array<std::uint8_t>({0xEF, 0xF0, 0xC0}))
    CHECK(ccid_failure(error) == Failure{FailureCode::reader_command_failed, error});
}

}  // namespace
}  // namespace kazashi::reader
