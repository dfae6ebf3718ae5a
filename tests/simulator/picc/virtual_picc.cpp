#include "simulator/picc/virtual_picc.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kPoll = 0x05;
constexpr std::uint8_t kAtqb = 0x50;
constexpr std::uint8_t kHalt = 0x50;
constexpr std::uint8_t kAttrib = 0x1D;
constexpr std::uint8_t kEveryFamily = 0x00;
constexpr std::uint8_t kWakeUp = 0x08;
constexpr std::uint8_t kIso14443_4 = 0x01;
constexpr std::uint8_t kLargestCid = 14;
constexpr std::size_t kPupi = 4;
constexpr std::uint32_t kAnswerUs = 300;

constexpr std::array<std::size_t, 9> kFrameSizes{16, 24, 32, 40, 48, 64, 96, 128, 256};

constexpr std::uint8_t kCidSupported = 0x01;

}  // namespace

VirtualPicc::VirtualPicc(std::shared_ptr<VirtualCard> card, PiccOptions options)
    : card_(std::move(card)), options_(options), random_(options.seed) {
  options_.fsci = std::min<unsigned>(options_.fsci, kFrameSizes.size() - 1);
  options_.fwi = std::min(options_.fwi, 14u);
}

void VirtualPicc::field_on() {
  card_->power_on();
  state_ = State::kIdle;
  pupi_ = random_.bytes(kPupi);
}

void VirtualPicc::field_off() {
  card_->power_off();
  protocol_.reset();
  state_ = State::kOff;
}

std::optional<PiccReply> VirtualPicc::receive(View frame) {
  if (state_ == State::kOff || frame.empty()) {
    return std::nullopt;
  }
  if (state_ == State::kActive) {
    auto reply = protocol_->receive(frame);
    if (protocol_->deselected()) {
      protocol_.reset();
      state_ = State::kHalt;
    }
    return reply;
  }
  if (frame[0] == kPoll) {
    return on_poll(frame);
  }
  if (frame.size() == 1 && (frame[0] & 0x0F) == kPoll) {
    return on_slot_marker(frame[0] >> 4);
  }
  if (frame[0] == kAttrib) {
    return on_attrib(frame);
  }
  if (frame[0] == kHalt) {
    return on_halt(frame);
  }
  return std::nullopt;
}

std::optional<PiccReply> VirtualPicc::on_poll(View frame) {
  if (frame.size() != 3 || frame[1] != kEveryFamily) {
    return std::nullopt;  // which families the card belongs to is not known; it answers a call to all of them
  }
  if (state_ == State::kHalt && (frame[2] & kWakeUp) == 0) {
    return std::nullopt;
  }
  const unsigned slots_code = frame[2] & 0x07;
  if (slots_code > 4) {
    return std::nullopt;
  }
  const std::uint64_t slots = std::uint64_t{1} << slots_code;
  slot_ = low_byte(1 + random_.next() % slots);
  if (slot_ == 1) {
    return declare();
  }
  state_ = State::kWaitingForSlot;
  return std::nullopt;
}

std::optional<PiccReply> VirtualPicc::on_slot_marker(std::uint8_t slot) {
  // The marker of slot n carries n - 1.
  if (state_ != State::kWaitingForSlot || slot + 1 != slot_) {
    return std::nullopt;
  }
  return declare();
}

std::optional<PiccReply> VirtualPicc::on_attrib(View frame) {
  constexpr std::size_t kParameters = 1 + kPupi;
  if (state_ != State::kDeclared || !is_for_us(frame) || frame.size() < kParameters + 4) {
    return std::nullopt;
  }
  const View parameters = frame.subspan(kParameters);
  const std::uint8_t fsdi = parameters[1] & 0x0F;
  const bool at_106_kbit = (parameters[1] & 0xF0) == 0;  // the virtual reader's antenna knows no other rate
  const std::uint8_t cid = parameters[3] & 0x0F;
  if (fsdi >= kFrameSizes.size() || !at_106_kbit || (parameters[2] & 0x0F) != kIso14443_4 ||
      cid > kLargestCid) {
    return std::nullopt;
  }
  protocol_.emplace(*card_, kFrameSizes[options_.fsci], kFrameSizes[fsdi], frame_waiting_time_us(), cid);
  state_ = State::kActive;
  return PiccReply{{cid}, kAnswerUs};  // no limit on chained frames (MBLI 0)
}

std::optional<PiccReply> VirtualPicc::on_halt(View frame) {
  if (state_ != State::kDeclared || frame.size() != 1 + kPupi || !is_for_us(frame)) {
    return std::nullopt;
  }
  state_ = State::kHalt;
  return PiccReply{{0x00}, kAnswerUs};
}

PiccReply VirtualPicc::declare() {
  state_ = State::kDeclared;
  Bytes atqb{kAtqb};
  append(atqb, pupi_);
  const Activation activation = card_->activation();
  append(atqb, activation.application_data);
  atqb.push_back(activation.protocol[0]);
  atqb.push_back(low_byte((options_.fsci << 4) | kIso14443_4));
  atqb.push_back(low_byte((options_.fwi << 4) | kCidSupported));
  return {std::move(atqb), kAnswerUs};
}

bool VirtualPicc::is_for_us(View frame) const {
  return frame.size() >= 1 + kPupi && std::ranges::equal(frame.subspan(1, kPupi), pupi_);
}

std::uint32_t VirtualPicc::frame_waiting_time_us() const {
  // 4096 carrier periods are 302 microseconds.
  return static_cast<std::uint32_t>(302.065 * static_cast<double>(1u << options_.fwi));
}

}  // namespace kazashi_simulator
