#include "simulator/card/virtual_card.h"

#include <algorithm>
#include <utility>

#include "simulator/card/licence_chip.h"
#include "simulator/card/my_number_chip.h"
#include "simulator/card/residence_chip.h"

namespace kazashi_simulator {
namespace {

// Virtual times, of the order a card needs; only their relation to the frame waiting time matters.
constexpr std::uint32_t kOrdinaryUs = 8'000;
constexpr std::uint32_t kSignatureUs = 800'000;

}  // namespace

std::unique_ptr<VirtualCard> VirtualCard::make(const Person& person, std::uint64_t seed) {
  auto chip = MyNumberChip::make(person, seed);
  return chip ? std::make_unique<VirtualCard>(std::move(chip)) : nullptr;
}

std::unique_ptr<VirtualCard> VirtualCard::make(const ResidenceCard& card, std::uint64_t seed) {
  return std::make_unique<VirtualCard>(std::make_unique<ResidenceChip>(card, seed));
}

std::unique_ptr<VirtualCard> VirtualCard::make(const LicenceCard& card) {
  return std::make_unique<VirtualCard>(std::make_unique<LicenceChip>(card));
}

std::unique_ptr<VirtualCard> VirtualCard::from_json(std::string_view entry, std::uint64_t seed) {
  if (const auto residence = ResidenceCard::from_json(entry)) {
    return make(*residence, seed);
  }
  if (const auto licence = LicenceCard::from_json(entry)) {
    return make(*licence);
  }
  const auto person = Person::from_json(entry);
  return person ? make(*person, seed) : nullptr;
}

Bytes VirtualCard::power_on() {
  power_off();
  powered_ = true;
  const Activation activation = chip_->activation();
  Bytes atr{0x3B, 0x88, 0x80, 0x01};
  append(atr, activation.application_data);
  append(atr, activation.protocol);
  atr.push_back(0x00);
  // TCK (ISO/IEC 7816-3, 8.2.5): all bytes after TS and TCK itself give zero by exclusive or.
  std::uint8_t check = 0;
  for (const std::uint8_t byte : View(atr).subspan(1)) {
    check ^= byte;
  }
  atr.push_back(check);
  return atr;
}

void VirtualCard::power_off() {
  chip_->forget_session();
  powered_ = false;
}

Bytes VirtualCard::transmit(View apdu) {
  if (!powered_) {
    return {};
  }
  ++counters_.commands;
  last_execution_us_ = kOrdinaryUs;
  const std::size_t signatures_before = counters_.signatures;
  const auto command = Command::parse(apdu);
  const Response response = command ? chip_->perform(*command, counters_) : refuse(status::kWrongLength);
  if (counters_.signatures != signatures_before) {
    last_execution_us_ = kSignatureUs;
  }
  return response.to_bytes();
}

PinState VirtualCard::pin(std::string_view name) const {
  const auto all = pins();
  const auto found = std::ranges::find(all, name, &NamedPin::name);
  return found == all.end() ? PinState{} : found->state;
}

}  // namespace kazashi_simulator
