#include "simulator/reader/port100_firmware.h"

#include <algorithm>
#include <utility>

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kCommand = 0xD6;
constexpr std::uint8_t kResponse = 0xD7;

enum Code : std::uint8_t {
  kInSetRf = 0x00,
  kInSetProtocol = 0x02,
  kInCommRf = 0x04,
  kSwitchRf = 0x06,
  kGetFirmwareVersion = 0x20,
  kGetPdDataVersion = 0x22,
  kGetCommandType = 0x28,
  kSetCommandType = 0x2A,
};

// Answers of one byte.
constexpr std::uint8_t kDone = 0x00;
constexpr std::uint8_t kBadParameter = 0x01;
constexpr std::uint8_t kWrongCommandType = 0x07;

// InCommRF: four bytes, little endian.
constexpr std::uint32_t kProtocolError = 0x00000001;
constexpr std::uint32_t kReceiveTimeout = 0x00000080;
constexpr std::uint32_t kRfOff = 0x00000400;

constexpr std::array<std::uint8_t, 4> k106KbitTypeB{0x03, 0x07, 0x0F, 0x07};
constexpr std::uint32_t kTimeoutUnitUs = 100;

// Numbers of the InSetProtocol settings that Type B needs at 1: the chip makes CRC_B and the frame's edges.
constexpr std::array<std::size_t, 6> kTypeBNeeds{0x01, 0x02, 0x09, 0x0A, 0x0B, 0x0C};

Bytes radio_status(std::uint32_t status) {
  return {low_byte(status), low_byte(status >> 8), low_byte(status >> 16), low_byte(status >> 24)};
}

}  // namespace

std::optional<Bytes> Port100Firmware::execute(View data) {
  if (data.size() < 2 || data[0] != kCommand) {
    return std::nullopt;
  }
  const std::uint8_t code = data[1];
  const View payload = data.subspan(2);
  Bytes answer;
  switch (code) {
    case kInSetRf:
      answer = set_rf(payload);
      break;
    case kInSetProtocol:
      answer = set_protocol(payload);
      break;
    case kInCommRf:
      answer = communicate(payload);
      break;
    case kSwitchRf:
      answer = switch_rf(payload);
      break;
    case kSetCommandType:
      answer = set_command_type(payload);
      break;
    case kGetFirmwareVersion:
    case kGetPdDataVersion:
      answer = {0x11, 0x01};  // 1.11
      break;
    case kGetCommandType:
      answer = {0, 0, 0, 0, 0, 0, 0, 0x03};  // a mask of the types it knows: 0 and 1
      break;
    default:
      return std::nullopt;
  }
  Bytes response{kResponse, low_byte(code + 1)};
  append(response, answer);
  return response;
}

void Port100Firmware::restart() {
  field(false);
  command_type_set_ = false;
  rf_setting_.reset();
  protocol_.reset();
}

void Port100Firmware::place(std::shared_ptr<VirtualPicc> picc) {
  remove();
  picc_ = std::move(picc);
  if (rf_on_ && picc_) {
    picc_->field_on();
  }
}

void Port100Firmware::remove() {
  if (picc_) {
    picc_->field_off();
  }
  picc_.reset();
}

Bytes Port100Firmware::set_rf(View payload) {
  if (!command_type_set_) {
    return {kWrongCommandType};
  }
  std::array<std::uint8_t, 4> setting{};
  if (payload.size() != setting.size()) {
    return {kBadParameter};
  }
  std::ranges::copy(payload, setting.begin());
  rf_setting_ = setting;
  return {kDone};
}

Bytes Port100Firmware::set_protocol(View payload) {
  if (!command_type_set_) {
    return {kWrongCommandType};
  }
  if (payload.empty() || payload.size() % 2 != 0) {
    return {kBadParameter};
  }
  auto settings = protocol_.value_or(std::array<std::uint8_t, kSettings>{});
  for (std::size_t at = 0; at < payload.size(); at += 2) {
    if (payload[at] >= kSettings) {
      return {kBadParameter};
    }
    settings[payload[at]] = payload[at + 1];
  }
  protocol_ = settings;
  return {kDone};
}

Bytes Port100Firmware::communicate(View payload) {
  if (!command_type_set_ || !rf_setting_ || !protocol_ || payload.size() < 3) {
    return radio_status(kProtocolError);
  }
  // Stricter than what public drivers rely on (some never switch the field on): nothing is sent into a dead
  // field.
  if (!rf_on_) {
    return radio_status(kRfOff);
  }
  if (!picc_ || !speaks_type_b()) {
    return radio_status(kReceiveTimeout);
  }
  const std::uint32_t timeout_us = big_endian16(payload[1], payload[0]) * kTimeoutUnitUs;
  const auto reply = picc_->receive(payload.subspan(2));
  if (!reply || reply->delay_us > timeout_us) {
    return radio_status(kReceiveTimeout);
  }
  Bytes answer = radio_status(0);
  answer.push_back(0x08);  // bits of the last byte
  append(answer, reply->frame);
  return answer;
}

Bytes Port100Firmware::switch_rf(View payload) {
  if (!command_type_set_) {
    return {kWrongCommandType};
  }
  if (payload.size() != 1 || payload[0] > 1) {
    return {kBadParameter};
  }
  field(payload[0] == 1);
  return {kDone};
}

Bytes Port100Firmware::set_command_type(View payload) {
  if (payload.size() != 1 || payload[0] != 1) {
    return {kBadParameter};
  }
  command_type_set_ = true;
  return {kDone};
}

void Port100Firmware::field(bool on) {
  if (rf_on_ == on) {
    return;
  }
  rf_on_ = on;
  if (!on) {
    ++field_off_count_;
  }
  if (picc_) {
    on ? picc_->field_on() : picc_->field_off();
  }
}

bool Port100Firmware::speaks_type_b() const {
  return *rf_setting_ == k106KbitTypeB &&
         std::ranges::all_of(kTypeBNeeds, [this](std::size_t number) { return (*protocol_)[number] == 1; });
}

}  // namespace kazashi_simulator
