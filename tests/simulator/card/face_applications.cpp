#include "simulator/card/face_applications.h"

#include <utility>

namespace kazashi_simulator {
namespace {

constexpr unsigned kPinTries = 3;
// How often a wrong check number or birth key may be tried is not known; ten is assumed.
constexpr unsigned kCheckTries = 10;

using Conditions = std::map<FileId, std::vector<FileId>>;
using ElementaryFiles = std::map<FileId, ElementaryFile>;

// Files that the conditions do not name do not exist on this kind of card.
ElementaryFiles data_files(const ApplicationFiles& from, const Conditions& conditions) {
  ElementaryFiles files;
  for (const auto& [id, opened_by] : conditions) {
    const auto found = from.files.find(id);
    if (found != from.files.end()) {
      files[id] = ElementaryFile::data(found->second, opened_by);
    }
  }
  return files;
}

void add_number(ElementaryFiles& files, FileId id, const std::string& value) {
  files[id] = ElementaryFile::pin_file(Pin(value, kCheckTries, kCheckTries));
}

bool add_presence_key(ElementaryFiles& files, FileId id, const ApplicationFiles& from) {
  if (!from.presence_key) {
    return true;
  }
  auto key = RsaKey::from_pkcs8(*from.presence_key);
  if (!key) {
    return false;
  }
  files[id] = ElementaryFile::key_file(std::move(*key), {});
  return true;
}

Bytes aid_ending_in(std::uint8_t last) {
  return {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, last};
}

}  // namespace

std::unique_ptr<FileApplication> make_text_application(const FaceOfCard& face) {
  const std::vector<FileId> any_of_three{text::kPin, text::kCheckNumberA, text::kCheckNumberB};
  ElementaryFiles files = data_files(face.text, {{text::kNumber, {text::kPin, text::kCheckNumberA}},
                                                 {text::kAttributes, {text::kPin, text::kCheckNumberB}},
                                                 {text::kHashes, any_of_three},
                                                 {text::kCertificate, {}},
                                                 {text::kBasicInformation, {}},
                                                 {text::kTransportKey, any_of_three},
                                                 {text::kPresencePublicKey, any_of_three},
                                                 {text::kFiller, {}}});
  files[text::kPin] = ElementaryFile::pin_file(Pin(face.pin, face.tries_left, kPinTries));
  files[text::kBlockedPin] = ElementaryFile::pin_file(Pin("", 0, 0));
  add_number(files, text::kCheckNumberA, face.check_number_a);
  add_number(files, text::kCheckNumberB, face.check_number_b);
  if (!add_presence_key(files, text::kPresenceKey, face.text)) {
    return nullptr;
  }
  return std::make_unique<FileApplication>(aid_ending_in(0x08), std::move(files), text::kPresenceKey);
}

std::unique_ptr<FileApplication> make_visual_application(const FaceOfCard& face) {
  ElementaryFiles files =
      data_files(face.visual, {{visual::kAgeRecord, {visual::kBirthKey}},
                               {visual::kFace, {visual::kCheckNumberA, visual::kCheckNumberB}},
                               {visual::kBasicInformation, {}},
                               {visual::kCertificate, {}},
                               {visual::kNumberImage, {visual::kCheckNumberA}},
                               {visual::kFiller, {}}});
  add_number(files, visual::kBirthKey, face.birth_key);
  add_number(files, visual::kCheckNumberB, face.check_number_b);
  add_number(files, visual::kCheckNumberA, face.check_number_a);
  if (!add_presence_key(files, visual::kPresenceKey, face.visual)) {
    return nullptr;
  }
  return std::make_unique<FileApplication>(aid_ending_in(0x02), std::move(files), visual::kPresenceKey);
}

}  // namespace kazashi_simulator
