// The driving licence on a My Number Card (マイナ免許証; facts, section 8.4).
#pragma once

#include <memory>

#include "simulator/card/file_application.h"
#include "simulator/person.h"

namespace kazashi_simulator {

namespace licence {
constexpr FileId kPin = 0x0006;
constexpr FileId kPinIsSet = 0x001A;
constexpr FileId kItems = 0x001B;
constexpr FileId kSignature = 0x001C;
}  // namespace licence

[[nodiscard]] std::unique_ptr<FileApplication> make_licence_application(const LicenceApplication& licence);

}  // namespace kazashi_simulator
