#include "simulator/card/my_number_chip.h"

#include <algorithm>
#include <utility>

#include "simulator/card/face_applications.h"
#include "simulator/card/jpki_application.h"
#include "simulator/card/licence_application.h"

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kGetChallenge = 0x84;
constexpr std::uint8_t kByName = 0x04;
constexpr std::uint8_t kByFileId = 0x00;
constexpr std::uint8_t kNoResponseData = 0x0C;
constexpr std::uint8_t kAskFci = 0x00;

Bytes card_manager_aid() { return {0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00}; }

}  // namespace

std::unique_ptr<MyNumberChip> MyNumberChip::make(const Person& person, std::uint64_t seed) {
  std::unique_ptr<MyNumberChip> chip(new MyNumberChip(seed));
  auto of_jpki = make_jpki_application(person);
  if (!of_jpki) {
    return nullptr;
  }
  const FileApplication& jpki_place = chip->add(std::move(of_jpki));
  chip->pins_ = {{"auth", &jpki_place, jpki::kAuthPin}, {"sign", &jpki_place, jpki::kSignPin}};
  if (person.licence) {
    const FileApplication& place = chip->add(make_licence_application(*person.licence));
    chip->pins_.push_back({"licence", &place, licence::kPin});
  }
  if (!person.face) {
    return chip;
  }
  auto of_text = make_text_application(*person.face);
  auto of_visual = make_visual_application(*person.face);
  if (!of_text || !of_visual) {
    return nullptr;
  }
  const FileApplication& text_place = chip->add(std::move(of_text));
  const FileApplication& visual_place = chip->add(std::move(of_visual));
  for (const PinPlace& place : {PinPlace{"attributes", &text_place, text::kPin},
                                PinPlace{"textNumberA", &text_place, text::kCheckNumberA},
                                PinPlace{"textNumberB", &text_place, text::kCheckNumberB},
                                PinPlace{"visualNumberA", &visual_place, visual::kCheckNumberA},
                                PinPlace{"visualNumberB", &visual_place, visual::kCheckNumberB},
                                PinPlace{"birthKey", &visual_place, visual::kBirthKey}}) {
    chip->pins_.push_back(place);
  }
  return chip;
}

MyNumberChip::MyNumberChip(std::uint64_t seed)
    : card_manager_(card_manager_aid(), {}), selected_(&card_manager_), random_(seed) {}

const FileApplication& MyNumberChip::add(std::unique_ptr<FileApplication> application) {
  const FileApplication& place = *application;
  applications_.push_back(std::move(application));
  return place;
}

Activation MyNumberChip::activation() const {
  return {.application_data = {0x00, 0x00, 0x05, 0xE0}, .protocol = {0xB3, 0x81, 0xA1}};
}

void MyNumberChip::forget_session() {
  for (const auto& application : applications_) {
    application->forget_session();
  }
  selected_ = &card_manager_;
  selected_since_power_on_ = false;
}

std::vector<NamedPin> MyNumberChip::pins() const {
  std::vector<NamedPin> out;
  out.reserve(pins_.size());
  for (const PinPlace& place : pins_) {
    out.push_back({place.name, *place.application->pin_state(place.file)});
  }
  return out;
}

Response MyNumberChip::perform(const Command& command, Counters& counters) {
  if (command.cla != 0x00 && command.cla != 0x80) {
    return refuse(status::kUnknownClass);
  }
  if (command.cla == 0x00 && command.ins == kSelect) {
    return select(command, counters);
  }
  if (command.cla == 0x00 && command.ins == kGetChallenge) {
    return get_challenge(command);
  }
  return selected_->perform(command, counters);
}

Response MyNumberChip::select(const Command& command, Counters& counters) {
  ++counters.selects;
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
  return selected_->perform(command, counters);
}

Response MyNumberChip::select_application(const Command& command) {
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

Response MyNumberChip::get_challenge(const Command& command) {
  if (command.p1 != 0 || command.p2 != 0) {
    return refuse(status::kWrongParameters);
  }
  if (!command.data.empty() || !command.le || *command.le > 256) {
    return refuse(status::kWrongLength);
  }
  return {random_.bytes(*command.le), status::kDone};
}

void MyNumberChip::choose(Application& application) {
  selected_->forget_session();
  application.forget_session();
  selected_ = &application;
  selected_since_power_on_ = true;
}

}  // namespace kazashi_simulator
