#include "simulator/picc/iso_dep_picc.h"

#include <algorithm>

namespace kazashi_simulator {
namespace {

// PCB, ISO/IEC 14443-4 clause 7.1.2.
constexpr std::uint8_t kNumber = 0x01;
constexpr std::uint8_t kNad = 0x04;
constexpr std::uint8_t kCid = 0x08;
constexpr std::uint8_t kChaining = 0x10;
constexpr std::uint8_t kNak = 0x10;
constexpr std::uint8_t kInformation = 0x02;
constexpr std::uint8_t kAcknowledge = 0xA2;
constexpr std::uint8_t kDeselect = 0xC2;
constexpr std::uint8_t kWaitingTime = 0xF2;
constexpr std::uint8_t kWtxmMask = 0x3F;
constexpr std::uint32_t kLargestWtxm = 59;

constexpr std::size_t kCrc = 2;
constexpr std::uint32_t kTurnaroundUs = 500;
// The card asks for more time at least this often, so that a long command shows several requests.
constexpr std::uint32_t kLongestRoundUs = 400'000;
// A card has a buffer; an extended APDU's worth of bytes is this one's.
constexpr std::size_t kLongestCommand = 65'544;

bool is_information(std::uint8_t pcb) { return (pcb & 0xE2) == kInformation; }
bool is_acknowledge(std::uint8_t pcb) { return (pcb & 0xE6) == kAcknowledge; }
bool is_supervisory(std::uint8_t pcb) { return (pcb & 0xC7) == 0xC2; }

}  // namespace

IsoDepPicc::IsoDepPicc(VirtualCard& card, std::size_t fsc, std::size_t fsd, std::uint32_t fwt_us,
                       std::uint8_t cid)
    : card_(card), fsc_(fsc), fsd_(fsd), fwt_us_(fwt_us), cid_(cid) {}

std::optional<PiccReply> IsoDepPicc::receive(View block) {
  if (deselected_ || block.empty() || block.size() + kCrc > fsc_) {
    return std::nullopt;
  }
  const std::uint8_t pcb = block[0];
  View information = block.subspan(1);
  const bool has_cid = (pcb & kCid) != 0;
  if (has_cid) {
    if (information.empty() || (information[0] & 0x0F) != cid_) {
      return std::nullopt;
    }
    information = information.subspan(1);
  } else if (cid_ != 0) {
    return std::nullopt;  // a block without CID speaks to the card with CID 0 only
  }
  with_cid_ = has_cid;
  if (is_information(pcb) && (pcb & kNad) == 0) {
    return on_information(pcb, information);
  }
  if (is_acknowledge(pcb) && information.empty()) {
    return on_acknowledge(pcb);
  }
  if (is_supervisory(pcb)) {
    return on_supervisory(pcb, information);
  }
  return std::nullopt;
}

std::optional<PiccReply> IsoDepPicc::on_information(std::uint8_t pcb, View information) {
  if (asked_wtxm_ != 0 || command_.size() + information.size() > kLongestCommand) {
    return std::nullopt;
  }
  // Rule D: toggled for every I-block, whatever its number. A driver that sends an I-block again instead of
  // R(NAK) therefore has its command executed twice, as on a real card.
  number_ ^= 1;
  answering_ = false;
  append(command_, information);
  if ((pcb & kChaining) != 0) {
    return send(static_cast<std::uint8_t>(kAcknowledge | number_), {}, kTurnaroundUs);
  }
  if (command_.empty()) {
    return send(static_cast<std::uint8_t>(kInformation | number_), {}, kTurnaroundUs);
  }
  return execute();
}

std::optional<PiccReply> IsoDepPicc::on_acknowledge(std::uint8_t pcb) {
  const bool nak = (pcb & kNak) != 0;
  if ((pcb & kNumber) == number_) {  // rule 11: the reader did not get our last block
    return last_.empty() ? std::nullopt : std::optional(PiccReply{last_, kTurnaroundUs});
  }
  if (nak) {  // rule 12: we did not get the reader's last block
    return send(static_cast<std::uint8_t>(kAcknowledge | number_), {}, kTurnaroundUs);
  }
  if (!answering_) {
    return std::nullopt;
  }
  number_ ^= 1;  // rules E and 13: go on with the chain
  return next_part(kTurnaroundUs);
}

std::optional<PiccReply> IsoDepPicc::on_supervisory(std::uint8_t pcb, View information) {
  const std::uint8_t kind = pcb & static_cast<std::uint8_t>(~kCid);
  if (kind == kDeselect && information.empty()) {
    PiccReply reply = send(kDeselect, {}, kTurnaroundUs);
    deselected_ = true;
    return reply;
  }
  if (kind == kWaitingTime && asked_wtxm_ != 0 && information.size() == 1 &&
      (information[0] & kWtxmMask) == asked_wtxm_) {
    asked_wtxm_ = 0;
    return work_on();
  }
  return std::nullopt;
}

PiccReply IsoDepPicc::execute() {
  answer_ = card_.transmit(command_);
  command_.clear();
  const std::uint32_t needed = card_.last_execution_us();
  if (needed < fwt_us_) {
    return next_part(needed);
  }
  work_us_ = needed;
  granted_us_ = 0;
  return work_on();
}

// Does the work of the round that was granted, then asks for the next one or answers.
PiccReply IsoDepPicc::work_on() {
  const std::uint32_t worked = granted_us_;
  work_us_ -= worked;
  if (work_us_ == 0) {
    return next_part(worked);
  }
  granted_us_ = std::min(work_us_, kLongestRoundUs);
  asked_wtxm_ = static_cast<std::uint8_t>(
      std::clamp<std::uint32_t>((granted_us_ + fwt_us_ - 1) / fwt_us_, 1, kLargestWtxm));
  return send(kWaitingTime, Bytes{asked_wtxm_}, worked + kTurnaroundUs);
}

PiccReply IsoDepPicc::next_part(std::uint32_t delay_us) {
  const std::size_t room = fsd_ - kCrc - 1 - (with_cid_ ? 1 : 0);
  const auto end = answer_.begin() + static_cast<std::ptrdiff_t>(std::min(room, answer_.size()));
  const Bytes part(answer_.begin(), end);
  answer_.erase(answer_.begin(), end);
  answering_ = !answer_.empty();
  return send(static_cast<std::uint8_t>(kInformation | number_ | (answering_ ? kChaining : 0)), part,
              delay_us);
}

PiccReply IsoDepPicc::send(std::uint8_t pcb, View information, std::uint32_t delay_us) {
  last_.clear();
  last_.push_back(static_cast<std::uint8_t>(pcb | (with_cid_ ? kCid : 0)));
  if (with_cid_) {
    last_.push_back(cid_);
  }
  append(last_, information);
  return {last_, delay_us};
}

}  // namespace kazashi_simulator
