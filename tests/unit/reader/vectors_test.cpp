#include "vectors.h"

#include <algorithm>
#include <functional>

#include "reader/ccid_descriptor.h"
#include "reader/make_reader.h"
#include "reader/ndef.h"
#include "reader/port100.h"
#include "reader/port100_frame.h"
#include "reader/type_b.h"
#include "support.h"

namespace kazashi::reader {
namespace {

using base::FailureCode;
using nlohmann::json;
using std::chrono::microseconds;

/// A reader that sends what the vector's reader sends, and keeps what it is sent.
struct Replay {
  std::deque<std::string> device;
  std::vector<std::string> sent = {};

  template <class T>
  base::Result<T> run(base::ReaderDialogue<T> dialogue) {
    const auto acknowledge = base::to_hex(kAcknowledgeFrame);
    dialogue.start();
    while (!dialogue.done()) {
      if (const auto* out = std::get_if<base::TransferOut>(&dialogue.question())) {
        sent.push_back(base::to_hex(out->octets));
        dialogue.template reply<base::TransferOut>({});
      } else if (device.empty() || sent.back() == acknowledge) {  // nothing left over from earlier
        dialogue.fail({FailureCode::reader_no_answer});
      } else {
        auto answer = octets(device.front());
        device.pop_front();
        dialogue.template reply<base::TransferIn>(std::move(answer));
      }
    }
    return dialogue.take();
  }
};

Replay replay(const json& vector, std::size_t step) {
  const auto answers = vector.at("steps").at(step).at("device_sends").get<std::vector<std::string>>();
  return {.device = {answers.begin(), answers.end()}};
}

/// (setting, value) pairs of an InSetProtocol frame, whose order is the driver's own.
std::multiset<std::string> settings(const std::string& frame_hex) {
  const auto frame = decode_frame(octets(frame_hex));
  REQUIRE(frame);
  std::multiset<std::string> pairs;
  for (std::size_t at = 2; at + 1 < frame->data.size(); at += 2)
    pairs.insert(base::to_hex(base::ByteView(frame->data).subspan(at, 2)));
  return pairs;
}

void check_type_b_polling(const json& vector, std::optional<base::Result<AirAnswer>> expected) {
  const auto host = literals(vector.at("steps"), "host_sends");
  REQUIRE(host.size() == 4);
  Replay reader = replay(vector, 0);
  if (!is_literal(reader.device.back())) reader.device.back() = "0000ffffff0600fad70580000000a400";
  Port100 port;
  REQUIRE(reader.run(port.configure_type_b()));
  const auto answer = reader.run(port.exchange({secret_octets("050010")}, std::chrono::milliseconds(30)));
  REQUIRE(reader.sent.size() == 5);  // the first gives up whatever was running
  CHECK(reader.sent[1] == host[0]);
  CHECK(reader.sent[2] == host[1]);
  CHECK(settings(reader.sent[3]) == settings(host[2]));
  CHECK(reader.sent[4] == host[3]);
  if (!expected) return;
  REQUIRE(answer.has_value() == expected->has_value());
  if (answer) {
    CHECK(*answer == **expected);
  } else {
    CHECK(answer.error() == expected->error());
  }
}

void check_exchange(const json& vector) {
  Port100 port;
  Replay good = replay(vector, 0);
  const auto answer = good.run(port.exchange({secret_octets("3132")}, microseconds{1000}));
  REQUIRE(answer);
  REQUIRE(*answer);
  CHECK(base::to_hex(**answer) == "3334");
  Port100 other;
  const auto broken = replay(vector, 1).run(other.exchange({secret_octets("3132")}, microseconds{1000}));
  REQUIRE(broken);
  REQUIRE_FALSE(*broken);
  CHECK(broken->error() == AirFault::garbled);
  for (const auto& row : vector.at("parameters")) {
    const auto wait = row.at("timeout").get<std::int64_t>();
    if (wait == 0) continue;  // there it means "do not wait"; here one always waits
    Port100 third;
    Replay reader = replay(vector, 0);
    CHECK(reader.run(third.exchange({secret_octets("3132")}, std::chrono::milliseconds(wait))));
    const auto frame = decode_frame(octets(reader.sent.back()));
    REQUIRE(frame);
    CHECK(base::to_hex(base::ByteView(frame->data).subspan(1)) == row.at("command").get<std::string>());
  }
}

using Setting = std::function<base::ReaderDialogue<base::Done>(Port100&)>;

/// What a setting comes to with the answers of each step in turn.
void check_setting(const json& vector, const Setting& setting, const std::vector<FailureCode>& failures) {
  std::size_t answered = 0;
  for (std::size_t step = 0; step < vector.at("steps").size(); ++step) {
    if (!vector.at("steps").at(step).contains("device_sends")) continue;
    Port100 port;
    const auto done = replay(vector, step).run(setting(port));
    const auto expected = failures.at(answered++);
    CHECK(done.has_value() == (expected == FailureCode::internal_error));
    if (!done) CHECK(done.error().code == expected);
  }
  CHECK(answered == failures.size());
}

const Setting kSwitchOff = [](Port100& port) { return port.switch_field(false); };
const Setting kChooseType = [](Port100& port) { return port.choose_command_type(); };
constexpr auto kGood = FailureCode::internal_error;  // stands for "no failure" in the rows above

TEST_CASE("reads_and_writes_every_frame_that_other_drivers_were_tested_with", "[vectors]") {
  std::size_t frames = 0;
  for (const auto& vector : vector_cases("rcs380-frames")) {
    for (const std::string who : {"host_sends", "device_sends"}) {
      if (!vector.contains("steps")) continue;
      for (const auto& text : literals(vector.at("steps"), who)) {
        if (!is_literal(text) || text == "01020304")
          continue;  // an exception; garbage left by an earlier user
        CAPTURE(text);
        const auto frame = decode_frame(octets(text));
        REQUIRE(frame);
        ++frames;
        if (frame->kind == Port100Frame::Kind::data) CHECK(base::to_hex(encode_frame(frame->data)) == text);
      }
    }
  }
  CHECK(frames > 300);
}

TEST_CASE("drives_an_rc_s380_as_other_drivers_do", "[vectors]") {
  Suite suite("rcs380-frames",
              {{"device", "GetFirmwareVersion, a command we do not use"},
               {"test_driver_init", "GetFirmwareVersion and GetPDDataVersion, which we do not use"},
               {"TestChipset.test_send_command_invalid_response_code", "its answer is not given as octets"},
               {"TestChipset.test_tg_set_auto", "the reader as a card"},
               {"TestChipset.test_reset_device", "ResetDevice, a command we do not use"},
               {"TestChipset.test_get_firmware_version", "a command we do not use"},
               {"TestChipset.test_get_command_type", "a command we do not use"},
               {"TestDevice.test_sense_tta*", "type A"},
               {"TestDevice.test_sense_ttf*", "FeliCa"},
               {"TestDevice.test_listen_*", "the reader as a card"},
               {"TestDevice.test_send_rsp_recv_cmd_with_error_status", "the reader as a card"}});
  const AirAnswer silence{std::unexpected(AirFault::silence)};
  const std::map<std::string, std::function<void(const json&)>> runs = {
      {"chipset",
       [](const json& vector) {
         const auto host = literals(vector.at("steps"), "host_sends");
         Replay reader{.device = {"0000ff00ff00", "0000ffffff0300fdd72b00fe00", "0000ff00ff00",
                                  "0000ffffff0300fdd707002200"}};
         Port100 port;
         CHECK(reader.run(port.choose_command_type()));
         CHECK(reader.run(port.switch_field(false)));
         CHECK(reader.sent == std::vector{host.at(0), host.at(1), host.at(4)});
       }},
      {"TestChipset.test_send_command_missing_ack_frame",
       [](const json& vector) { check_setting(vector, kSwitchOff, {FailureCode::reader_wrong_answer}); }},
      {"TestChipset.test_send_command_missing_data_frame",
       [](const json& vector) { check_setting(vector, kSwitchOff, {FailureCode::reader_wrong_answer}); }},
      {"TestChipset.test_in_comm_rf", check_exchange},
      {"TestChipset.test_switch_rf",
       [](const json& vector) {
         check_setting(vector, kSwitchOff, {kGood, kGood, FailureCode::reader_refused_parameter});
       }},
      {"TestChipset.test_set_command_type",
       [](const json& vector) {
         check_setting(vector, kChooseType, {kGood, FailureCode::reader_refused_parameter});
       }},
      {"TestDevice.test_sense_ttb_with_no_target_found",
       [&](const json& vector) { check_type_b_polling(vector, silence); }},
      {"TestDevice.test_sense_ttb_with_receive_errors",
       [](const json& vector) {
         check_type_b_polling(vector, base::fail(FailureCode::reader_too_hot, 0x40));
       }},
      {"TestDevice.test_sense_ttb_with_response_errors",  // the answer is not given as octets
       [](const json& vector) { check_type_b_polling(vector, std::nullopt); }},
  };
  for (const auto& vector : vector_cases("rcs380-frames")) {
    const auto id = vector.at("id").get<std::string>();
    CAPTURE(id);
    if (!suite.wanted(id)) continue;
    const auto run = runs.find(id);
    if (run == runs.end()) {
      FAIL_CHECK("neither run nor excluded");
    } else {
      run->second(vector);
    }
  }
  suite.finish();
}

/// The conversation of a vector: what the host sends next to what the card sends, as far as both are told.
std::vector<ScriptedAir::Step> conversation(const json& vector) {
  const auto host = literals(vector.at("steps"), "host_sends");
  const auto card = literals(vector.at("steps"), "device_sends");
  std::vector<ScriptedAir::Step> steps;
  for (std::size_t i = 0; i < std::min(host.size(), card.size()); ++i) {
    if (is_literal(card[i])) {
      steps.push_back({host[i], card[i]});
    } else {
      steps.push_back({host[i], AirFault::silence});
    }
  }
  return steps;
}

/// Sends what the I-blocks of the conversation carry, and wants the answers that they get. From `limit` on
/// the vector's driver gives up where ours asks on.
void check_conversation(const json& vector, std::size_t frame_size, std::size_t limit,
                        const std::vector<std::pair<std::string, std::string>>& commands) {
  auto steps = conversation(vector);
  steps.resize(std::min(steps.size(), limit));
  ScriptedAir air(steps);
  IsoDep card(air);
  card.activate({.frame_size = frame_size, .waiting_time = microseconds{4'833}});
  for (const auto& [command, answer] : commands) {
    const auto received = outcome(card.exchange(secret_octets(command)));
    if (answer.empty()) {
      REQUIRE_FALSE(received);
      CHECK(received.error().code == FailureCode::card_protocol);
    } else {
      REQUIRE(received);
      CHECK(base::to_hex(*received) == answer);
    }
  }
}

/// Single blocks there and back: command and answer of each are its data.
void check_single_blocks(const json& vector) {
  std::vector<std::pair<std::string, std::string>> commands;
  for (const auto& step : conversation(vector))
    commands.emplace_back(step.out.substr(2), std::get<std::string>(step.back).substr(2));
  check_conversation(vector, 256, commands.size(), commands);
}

void check_type_b_activation(const json& vector) {
  for (const auto& row : vector.at("parameters")) {
    auto hex = row.at("sensb_res").get<std::string>();
    const auto result = row.at("result").get<std::string>();
    CAPTURE(hex, result);
    const auto card = parse_atqb(octets(hex));
    REQUIRE(card);
    const auto most = row.at("max_send").get<std::size_t>();
    const auto share = std::stoul(result.substr(result.find("MIU=") + 4));
    CHECK(std::min(card->parameters.frame_size, most) - kBlockOverhead == share);
    const double wait = std::stod(result.substr(result.find("FWT=") + 4));
    CHECK(std::abs(static_cast<double>(card->parameters.waiting_time.count()) / 1e6 - wait) <
          3e-6);  // ours is rounded up
  }
}

TEST_CASE("speaks_iso_dep_as_other_drivers_do", "[vectors]") {
  Suite suite("iso-dep-type4",
              {{"test_init_T4A*", "RATS, type A"},
               {"TestType4Tag.tag", "RATS, type A"},
               {"TestType4Tag.test_dump_ndef_*", "what the host sends is not told"},
               {"TestType4Tag.test_discover_ndef_invalid_control_tlv", "what the host sends is not told"},
               {"TestType4Tag.test_discover_ndef_fail_application_file",
                "five R(NAK) to a silent card, where we send three"},
               {"TestType4Tag.test_send_apdu_extended_length", "what the host sends is not told"},
               {"TestType4Tag.test_send_apdu_return_errors", "what the host sends is not told"},
               {"TestIsoDepInitiator.test_presence_check_and_timeout",
                "takes an I-block for presence; rule 12 has the card send R(ACK)"}});
  const std::map<std::string, std::function<void(const json&)>> runs = {
      {"test_init_T4B", check_type_b_activation},
      {"TestType4Tag.test_is_present",
       [](const json& vector) {
         ScriptedAir air({{literals(vector.at("steps"), "host_sends").at(0),
                           literals(vector.at("steps"), "device_sends").at(0)}});
         IsoDep card(air);
         card.activate({.frame_size = 256, .waiting_time = microseconds{4'833}});
         CHECK(outcome(card.present()) == true);
       }},
      {"TestType4Tag.test_format_ndef_wipe_all_data", check_single_blocks},
      {"TestType4Tag.test_format_ndef_wipe_is_none", check_single_blocks},
      {"TestType4Tag.test_format_ndef_write_not_allowed", check_single_blocks},
      {"TestType4Tag.test_discover_ndef_no_application_file", check_single_blocks},
      {"TestIsoDepInitiator.test_send_retransmit_after_ack",
       [](const json& vector) { check_conversation(vector, 256, 2, {{"0102", "0203"}}); }},
      {"TestIsoDepInitiator.test_send_with_transmission_error",
       [](const json& vector) { check_conversation(vector, 256, 2, {{"0102", "0203"}}); }},
      {"TestIsoDepInitiator.test_send_with_timeout_error",
       [](const json& vector) { check_conversation(vector, 256, 2, {{"0102", "0203"}}); }},
      {"TestIsoDepInitiator.test_send_more_recv_not_ack",
       [](const json& vector) { check_conversation(vector, 8, 1, {{"01020304050607", ""}}); }},
      {"TestIsoDepInitiator.test_recv_more_with_no_error",
       [](const json& vector) { check_conversation(vector, 256, 3, {{"0102", "010203040506"}}); }},
      {"TestIsoDepInitiator.test_recv_more_with_transmission_error",
       [](const json& vector) {
         auto steps = conversation(vector);
         steps.push_back(steps.back());  // the fault once more than that driver bears
         steps.push_back({"a3", "039000"});
         ScriptedAir air(steps);
         IsoDep card(air);
         card.activate({.frame_size = 256, .waiting_time = microseconds{4'833}});
         CHECK(outcome(card.exchange(secret_octets("0102"))));
       }},
      {"TestIsoDepInitiator.test_recv_more_retry_timeout_error",
       [](const json& vector) { check_conversation(vector, 256, 4, {{"0102", "010203040506"}}); }},
  };
  for (const auto& vector : vector_cases("iso-dep-type4")) {
    const auto id = vector.at("id").get<std::string>();
    CAPTURE(id);
    if (!suite.wanted(id)) continue;
    const auto run = runs.find(id);
    if (run == runs.end()) {
      FAIL_CHECK("neither run nor excluded");
    } else {
      run->second(vector);
    }
  }
  suite.finish();
}

TEST_CASE("chooses_the_right_level_for_every_ccid_reader_on_the_list", "[vectors]") {
  Suite suite("ccid-readers", {});
  std::size_t refused = 0;
  for (const auto& vector : vector_cases("ccid-readers")) {
    const auto id = vector.at("id").get<std::string>();
    CAPTURE(id);
    if (!suite.wanted(id)) continue;
    const auto descriptor = octets(vector.at("rebuilt_descriptor").get<std::string>());
    const auto parsed = parse_ccid_descriptor(descriptor);
    REQUIRE(parsed);
    const auto features = vector.at("dwFeatures").get<std::uint32_t>();
    const std::map<std::uint32_t, ExchangeLevel> levels = {{0, ExchangeLevel::character},
                                                           {1, ExchangeLevel::tpdu},
                                                           {2, ExchangeLevel::short_apdu},
                                                           {4, ExchangeLevel::extended_apdu}};
    CHECK(parsed->level == levels.at(features >> 16 & 7));
    CHECK(parsed->features == features);
    CHECK(parsed->message_size == vector.at("dwMaxCCIDMessageLength").get<std::size_t>());
    CHECK(parsed->card_block == vector.at("dwMaxIFSD").get<std::size_t>());
    CHECK(parsed->voltages == vector.at("bVoltageSupport").get<unsigned>());
    CHECK(parsed->protocols == vector.at("dwProtocols").get<std::uint32_t>());
    const auto reader = make_reader("ccid", descriptor);
    const bool t1 = (parsed->protocols & 2) != 0;
    const bool drivable =
        parsed->level != ExchangeLevel::character && (parsed->level != ExchangeLevel::tpdu || t1);
    CHECK(reader.has_value() == drivable);
    if (!reader) {
      ++refused;
      CHECK(reader.error().code == FailureCode::reader_level_unsupported);
    } else {
      CHECK((*reader)->extended_length() == (parsed->level != ExchangeLevel::short_apdu));
    }
  }
  CHECK(refused == 16);  // 4 that leave single characters to the host, 12 that exchange blocks of T=0 alone
  suite.finish();
}

/// Octets as the suite writes them, upper case and with spaces.
base::Bytes spaced(std::string text) {
  std::erase(text, ' ');
  return octets(text);
}

void check_message(const json& row) {
  const auto message = parse_ndef_message(spaced(row.at(0).get<std::string>()));
  CHECK(message.has_value() == (row.at(1) == "3 * [Record()]"));
  if (message) CHECK(message->size() == 3);
  if (!message) CHECK(message.error().code == FailureCode::ndef_malformed);
}

void check_address(const json& vector) {
  const NdefRecord record{.format = NdefTypeFormat::well_known,
                          .type = "U",
                          .id = {},
                          .payload = spaced(vector.at("payload").get<std::string>())};
  const auto uri = uri_of(record);
  CHECK(uri.has_value() == vector.contains("expected"));
  if (uri) CHECK(*uri == vector.at("expected").at(0).get<std::string>());
}

TEST_CASE("reads_ndef_as_others_do", "[vectors]") {
  const std::string unused = "a record type we do not use";
  const std::string python = "arguments of that library's own constructors";
  Suite suite("ndef", {{"signature.SignatureRecord*", unused},
                       {"TestTextRecord*", unused},
                       {"TestActionRecord*", unused},
                       {"TestSizeRecord*", unused},
                       {"TestTypeRecord*", unused},
                       {"TestDeviceInformationRecord*", unused},
                       {"TestAlternativeCarrierRecord*", unused},
                       {"TestCollisionResolutionRecord*", unused},
                       {"TestErrorRecord*", unused},
                       {"TestHandoverRequestRecord/valid#1", "a version and no message"},
                       {"TestHandoverRequestRecord/error#0", "a version and no message"},
                       {"TestHandoverMediationRecord/valid#0", "a version and no message"},
                       {"test_message/test_message_set_1#0", "no octets: a message has one record at least"},
                       {"test_message/test_message_set_4*", python},
                       {"test_message/test_message_set_5*", python},
                       {"test_record/*", python}});
  for (const auto& vector : vector_cases("ndef")) {
    const auto id = vector.at("id").get<std::string>();
    CAPTURE(id);
    if (!suite.wanted(id)) continue;
    if (id.starts_with("TestUriRecord/")) {
      check_address(vector);
    } else if (id.starts_with("TestSmartposterRecord/")) {  // a message in a record, the address first
      const auto poster = parse_ndef_message(spaced(vector.at("payload").get<std::string>()));
      REQUIRE(poster);
      CHECK(uri_of(poster->front()) == vector.at("expected").at(0).get<std::string>());
    } else if (id.starts_with("TestHandover")) {  // a version and a message
      const auto payload = spaced(vector.at("payload").get<std::string>());
      CHECK(parse_ndef_message(base::ByteView(payload).subspan(1)));
    } else {
      check_message(vector.at("row"));
    }
  }
  suite.finish();
}

TEST_CASE("refuses_what_is_no_ccid_descriptor") {
  const std::string good =
      "36210001000702000000a00f0000a00f000000002a000090d0030000000100000000000000000000400002000f010000000000"
      "00"
      "0001";
  CHECK(make_reader("ccid", octets(good)));
  const auto at = [](std::string hex) {
    const auto reader = make_reader("ccid", octets(hex));
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == FailureCode::reader_descriptor);
    return reader.error().detail;
  };
  CHECK(at("") == 0);
  CHECK(at(good.substr(2)) == 53);
  CHECK(at(good + "00") == 55);
  CHECK(at("35" + good.substr(2)) == 0);
  CHECK(at("3604" + good.substr(4)) == 1);
  CHECK(at(good.substr(0, 88) + "2d000000" + good.substr(96)) == 44);
}

}  // namespace
}  // namespace kazashi::reader
