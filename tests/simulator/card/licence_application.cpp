#include "simulator/card/licence_application.h"

#include <utility>

namespace kazashi_simulator {
namespace {

constexpr unsigned kTries = 10;

}  // namespace

// That the signature wants the PIN as the items do is assumed.
std::unique_ptr<FileApplication> make_licence_application(const LicenceApplication& licence) {
  std::map<FileId, ElementaryFile> files;
  for (const auto& [id, content] : licence.files) {
    files[id] = ElementaryFile::data(
        content, id == licence::kPinIsSet ? std::vector<FileId>{} : std::vector{licence::kPin});
  }
  files[licence::kPin] = ElementaryFile::pin_file(Pin(licence.pin, licence.tries_left, kTries));
  Bytes aid{0xA0, 0x00, 0x00, 0x02, 0x31, 0x06};
  aid.resize(16, 0x00);
  return std::make_unique<FileApplication>(std::move(aid), std::move(files));
}

}  // namespace kazashi_simulator
