#include "simulator/card/virtual_card.h"

#include <algorithm>
#include <utility>

#include "simulator/card/jpki_application.h"

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kGetChallenge = 0x84;
constexpr std::uint8_t kByName = 0x04;
constexpr std::uint8_t kByFileId = 0x00;
constexpr std::uint8_t kNoResponseData = 0x0C;
constexpr std::uint8_t kAskFci = 0x00;

// Virtual times, of the order a card needs; only their relation to the frame waiting time matters.
constexpr std::uint32_t kOrdinaryUs = 8'000;
constexpr std::uint32_t kSignatureUs = 800'000;

Bytes card_manager_aid() { return {0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00}; }

}  // namespace

std::unique_ptr<VirtualCard> VirtualCard::make(const Person& person, std::uint64_t seed) {
  auto application = make_jpki_application(person);
  if (!application) {
    return nullptr;
  }
  return std::unique_ptr<VirtualCard>(new VirtualCard(std::move(application), seed));
}

VirtualCard::VirtualCard(std::unique_ptr<FileApplication> jpki, std::uint64_t seed)
    : card_manager_(card_manager_aid(), {}), jpki_(jpki.get()), random_(seed) {
  applications_.push_back(std::move(jpki));
}

Bytes VirtualCard::power_on() {
  power_off();
  selected_ = &card_manager_;
  return {0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05, 0xE0, 0xB3, 0x81, 0xA1, 0x00, 0x7F};
}

void VirtualCard::power_off() {
  for (const auto& application : applications_) {
    application->forget_session();
  }
  selected_ = nullptr;
  selected_since_power_on_ = false;
}

Bytes VirtualCard::transmit(View apdu) {
  if (selected_ == nullptr) {
    return {};
  }
  ++counters_.commands;
  last_execution_us_ = kOrdinaryUs;
  const std::size_t signatures_before = counters_.signatures;
  const auto command = Command::parse(apdu);
  const Response response = command ? perform(*command) : refuse(status::kWrongLength);
  if (counters_.signatures != signatures_before) {
    last_execution_us_ = kSignatureUs;
  }
  return response.to_bytes();
}

PinState VirtualCard::auth_pin() const { return *jpki_->pin_state(jpki::kAuthPin); }

PinState VirtualCard::sign_pin() const { return *jpki_->pin_state(jpki::kSignPin); }

Response VirtualCard::perform(const Command& command) {
  if (command.cla != 0x00 && command.cla != 0x80) {
    return refuse(status::kUnknownClass);
  }
  if (command.cla == 0x00 && command.ins == kSelect) {
    return select(command);
  }
  if (command.cla == 0x00 && command.ins == kGetChallenge) {
    return get_challenge(command);
  }
  return selected_->perform(command, counters_);
}

Response VirtualCard::select(const Command& command) {
  ++counters_.selects;
  if (command.p1 == kByName) {
    return select_application(command);
  }
  if (command.p1 == kByFileId) {
    if (!command.data.empty()) {
      return refuse(status::kNotFound);
    }
    // Without effect once an application was selected; refused before that.
    return selected_since_power_on_ ? Response{} : refuse(status::kWrongParameters);
  }
  return selected_->perform(command, counters_);
}

Response VirtualCard::select_application(const Command& command) {
  if (command.p2 != kNoResponseData && command.p2 != kAskFci) {
    return refuse(status::kWrongParameters);
  }
  if (command.data.empty()) {
    return refuse(status::kWrongLength);
  }
  // A real card may match a shorter AID by its beginning; nobody should rely on it, so this one does not.
  if (std::ranges::equal(command.data, card_manager_.aid())) {
    choose(card_manager_);
    selected_since_power_on_ = false;
    return {};
  }
  const auto found = std::ranges::find_if(applications_, [&](const auto& application) {
    return std::ranges::equal(command.data, application->aid());
  });
  if (found == applications_.end()) {
    return refuse(status::kNotFound);
  }
  choose(**found);
  if (command.p2 == kNoResponseData) {
    return {};
  }
  // The least file control information there is (ISO/IEC 7816-4, 5.3.3): the name. The real card's is not
  // known.
  Bytes fci{0x6F, low_byte(command.data.size() + 2), 0x84, low_byte(command.data.size())};
  append(fci, command.data);
  return {std::move(fci), status::kDone};
}

Response VirtualCard::get_challenge(const Command& command) {
  if (command.p1 != 0 || command.p2 != 0) {
    return refuse(status::kWrongParameters);
  }
  if (!command.data.empty() || !command.le || *command.le > 256) {
    return refuse(status::kWrongLength);
  }
  return {random_.bytes(*command.le), status::kDone};
}

void VirtualCard::choose(Application& application) {
  selected_->forget_session();
  application.forget_session();
  selected_ = &application;
  selected_since_power_on_ = true;
}

}  // namespace kazashi_simulator
