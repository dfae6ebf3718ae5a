#include "simulator/reader/virtual_reader.h"

#include <algorithm>
#include <utility>

#include "simulator/reader/port100_frame.h"
#include "simulator/reader/usb_descriptor.h"

namespace kazashi_simulator {

TransferStatus VirtualReader::transfer_out(View data) {
  const auto fault = next_fault();
  if (!attached_) {
    return TransferStatus::kDisconnected;
  }
  if (fault == FaultKind::kStall) {
    out_halted_ = true;
  }
  if (out_halted_) {
    return TransferStatus::kStall;
  }
  if (fault == FaultKind::kGarbage) {
    receive(random_.bytes(data.size()));
  } else if (fault == FaultKind::kShortPacket) {
    receive(data.first(data.size() / 2));
  } else if (fault != FaultKind::kSilence) {
    receive(data);
  }
  return TransferStatus::kOk;
}

TransferIn VirtualReader::transfer_in(std::size_t at_most) {
  const auto fault = next_fault();
  if (!attached_) {
    return {TransferStatus::kDisconnected, {}};
  }
  if (fault == FaultKind::kStall) {
    in_halted_ = true;
  }
  if (in_halted_) {
    return {TransferStatus::kStall, {}};
  }
  if (waiting_.empty()) {
    return {TransferStatus::kEmpty, {}};
  }
  if (fault == FaultKind::kSilence) {
    waiting_.clear();
    return {TransferStatus::kEmpty, {}};
  }
  TransferIn transfer = take(at_most);
  if (fault == FaultKind::kGarbage) {
    transfer.data = random_.bytes(transfer.data.size());
  } else if (fault == FaultKind::kShortPacket) {
    transfer.data.resize(transfer.data.size() / 2);
  }
  return transfer;
}

void VirtualReader::clear_halt(Endpoint endpoint) {
  (endpoint == Endpoint::kIn ? in_halted_ : out_halted_) = false;
}

void VirtualReader::reset() {
  firmware_.restart();
  waiting_.clear();
  in_halted_ = out_halted_ = false;
}

void VirtualReader::unplug() {
  reset();
  attached_ = false;
}

void VirtualReader::plug() { attached_ = true; }

void VirtualReader::place(std::shared_ptr<VirtualPicc> picc) { firmware_.place(std::move(picc)); }

void VirtualReader::remove() { firmware_.remove(); }

std::optional<FaultKind> VirtualReader::next_fault() {
  const auto planned = faults_.find(transfers_++);
  if (planned == faults_.end()) {
    return std::nullopt;
  }
  if (planned->second == FaultKind::kUnplug) {
    unplug();
  }
  if (planned->second == FaultKind::kCardRemoved) {
    remove();
  }
  return planned->second;
}

void VirtualReader::receive(View data) {
  if (port100::is_ack(data)) {
    waiting_.clear();
    return;
  }
  const auto command = port100::decode(data);
  const auto response = command ? firmware_.execute(*command) : std::nullopt;
  if (!response) {
    waiting_.push_back(port100::error_frame());
    return;
  }
  waiting_.push_back(port100::ack_frame());
  waiting_.push_back(port100::encode(*response));
}

TransferIn VirtualReader::take(std::size_t at_most) {
  Bytes& frame = waiting_.front();
  if (frame.size() <= at_most) {
    Bytes whole = std::move(frame);
    waiting_.pop_front();
    return {TransferStatus::kOk, std::move(whole)};
  }
  const std::size_t packets = at_most / kUsbPacket * kUsbPacket;
  const auto edge = frame.begin() + static_cast<std::ptrdiff_t>(packets);
  Bytes part(frame.begin(), edge);
  if (packets != at_most || at_most == 0) {
    waiting_.pop_front();
    return {TransferStatus::kBabble, std::move(part)};
  }
  frame.erase(frame.begin(), edge);
  return {TransferStatus::kOk, std::move(part)};
}

std::shared_ptr<VirtualPicc> make_picc(const Person& person, std::uint64_t seed) {
  return make_picc(VirtualCard::make(person, seed), seed);
}

std::shared_ptr<VirtualPicc> make_picc(const ResidenceCard& card, std::uint64_t seed) {
  return make_picc(VirtualCard::make(card, seed), seed);
}

std::shared_ptr<VirtualPicc> make_picc(const LicenceCard& card, std::uint64_t seed) {
  return make_picc(VirtualCard::make(card), seed);
}

std::shared_ptr<VirtualPicc> make_picc(std::unique_ptr<VirtualCard> card, std::uint64_t seed) {
  if (!card) {
    return nullptr;
  }
  // The waiting time that the card tells for itself.
  const unsigned fwi = card->activation().protocol[2] >> 4;
  return std::make_shared<VirtualPicc>(std::move(card), PiccOptions{.seed = seed, .fwi = fwi});
}

}  // namespace kazashi_simulator
