#include "simulator/card/licence_chip.h"

#include <utility>

#include "simulator/card/file_application.h"

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kRead = 0xB0;
constexpr std::uint16_t kPinFiles[]{0x0001, 0x0002};
constexpr unsigned kTries = 3;

Bytes aid_of(std::size_t application) {
  Bytes aid{0xA0,
            0x00,
            0x00,
            0x02,
            application == 3 ? std::uint8_t{0x48} : std::uint8_t{0x31},
            low_byte(application)};
  aid.resize(16, 0x00);
  return aid;
}

}  // namespace

LicenceChip::LicenceChip(LicenceCard card)
    : card_(std::move(card)),
      pins_{Pin(card_.pins[0], card_.tries_left[0], kTries),
            Pin(card_.pins[1], card_.tries_left[1], kTries)} {}

Activation LicenceChip::activation() const {
  return {.application_data = {}, .protocol = {0x91, 0x81, 0xC1}};
}

void LicenceChip::forget_session() {
  selected_ = 0;
  current_.reset();
  for (Pin& pin : pins_) {
    pin.forget();
  }
}

std::vector<NamedPin> LicenceChip::pins() const {
  return {{"licence1", pins_[0].state()}, {"licence2", pins_[1].state()}};
}

Response LicenceChip::perform(const Command& command, Counters& counters) {
  if (command.cla != 0x00) {
    return refuse(status::kUnknownClass);
  }
  switch (command.ins) {
    case kSelect:
      ++counters.selects;
      return select(command);
    case kVerify:
      return verify(command, counters);
    case kRead:
      ++counters.reads;
      return read(command);
    default:
      return refuse(status::kUnknownInstruction);
  }
}

Response LicenceChip::select(const Command& command) {
  constexpr std::uint8_t kByName = 0x04, kFileBelow = 0x02, kByFileId = 0x00, kNoResponseData = 0x0C;
  if (command.p1 == kByFileId && command.p2 == 0x00) {
    if (!command.data.empty() && command.data != Bytes{0x3F, 0x00}) {
      return refuse(status::kNotFound);
    }
    selected_ = 0;
    current_.reset();
    return {};
  }
  if (command.p1 == kByName && (command.p2 == kNoResponseData || command.p2 == 0x00)) {
    return select_application(command.data);
  }
  return command.p1 == kFileBelow && command.p2 == kNoResponseData ? select_file(command.data)
                                                                   : refuse(status::kWrongParameters);
}

Response LicenceChip::select_application(View aid) {
  for (std::size_t application = 1; application <= 3; ++application) {
    if (copy(aid) == aid_of(application)) {
      selected_ = application;
      current_.reset();
      return {};
    }
  }
  return refuse(status::kNotFound);
}

Response LicenceChip::select_file(View id) {
  if (id.size() != 2) {
    return refuse(status::kWrongLength);
  }
  const std::uint16_t file = big_endian16(id[0], id[1]);
  const bool is_pin = selected_ == 0 && (file == kPinFiles[0] || file == kPinFiles[1]);
  if (!is_pin && !selected_files().contains(file)) {
    return refuse(status::kNotFound);
  }
  current_ = file;
  return {};
}

Response LicenceChip::verify(const Command& command, Counters& counters) {
  if (command.p1 != 0x00) {
    return refuse(status::kWrongParameters);
  }
  if (command.le) {
    return refuse(status::kWrongLength);
  }
  Pin* pin = referenced_pin(command.p2);
  if (pin == nullptr) {
    return refuse(command.p2 == 0x80 && !current_ ? status::kNoCurrentFile : status::kNotFound);
  }
  if (command.data.empty()) {
    ++counters.queries;
    return pin->query();
  }
  ++counters.verifies;
  return pin->verify(command.data);
}

Response LicenceChip::read(const Command& command) {
  if (!command.data.empty() || !command.le) {
    return refuse(status::kWrongLength);
  }
  std::size_t offset = big_endian16(command.p1, command.p2);
  if ((command.p1 & 0x80) != 0) {
    const std::uint16_t id = command.p1 & 0x7F;
    if (!selected_files().contains(id)) {
      return refuse(status::kNotFound);
    }
    current_ = id;
    offset = command.p2;
  }
  if (!current_) {
    return refuse(status::kNoCurrentFile);
  }
  const auto found = selected_files().find(*current_);
  if (found == selected_files().end()) {
    return refuse(status::kWrongFileType);
  }
  return is_open(*current_) ? read_from(found->second, offset, command) : refuse(status::kNotAuthorised);
}

const LicenceChip::Files& LicenceChip::selected_files() const {
  static const Files none;
  if (selected_ == 0) {
    return card_.of_card;
  }
  return selected_ <= card_.of_application.size() ? card_.of_application[selected_ - 1] : none;
}

// The card's own files are free. Of the first application, domicile (EF02), its changes (EF06) and the
// signature (EF07) want both PINs, the rest the first; the photo wants both.
bool LicenceChip::is_open(std::uint16_t file) const {
  if (selected_ == 0) {
    return true;
  }
  const bool wants_both = selected_ == 2 || file == 0x02 || file == 0x06 || file == 0x07;
  return pins_[0].state().verified && (!wants_both || pins_[1].state().verified);
}

Pin* LicenceChip::referenced_pin(std::uint8_t p2) {
  if (selected_ != 0) {
    return nullptr;
  }
  const std::uint16_t id = p2 == 0x80 ? current_.value_or(0) : p2 & 0x7F;
  if ((p2 & 0x80) == 0) {
    return nullptr;
  }
  return id == kPinFiles[0] ? &pins_[0] : id == kPinFiles[1] ? &pins_[1] : nullptr;
}

}  // namespace kazashi_simulator
