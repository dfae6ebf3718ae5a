#include "simulator/person.h"

#include "simulator/json_reading.h"

namespace kazashi_simulator {
namespace {

using nlohmann::json;

// Tries a card starts with at most: facts, "PINs" (authentication 3, signature 5).
constexpr unsigned kAuthTriesAtMost = 3;
constexpr unsigned kSignTriesAtMost = 5;
constexpr unsigned kAttributesTriesAtMost = 3;
constexpr unsigned kLicenceTriesAtMost = 10;

bool read_application(const json* value, ApplicationFiles& out) {
  if (value == nullptr || !read_files(member(*value, "files"), out.files)) {
    return false;
  }
  return member(*value, "presenceKey") == nullptr ||
         read_bytes(*value, "presenceKey", out.presence_key.emplace());
}

// All of it or, when the entry has none of these members, nothing of it.
bool read_face(const json& entry, const json& pins, const json& tries, std::optional<FaceOfCard>& out) {
  const json* attributes = member(entry, "attributes");
  if (attributes == nullptr) {
    return member(entry, "textApplication") == nullptr && member(entry, "visualApplication") == nullptr;
  }
  FaceOfCard& face = out.emplace();
  return read_application(member(entry, "textApplication"), face.text) &&
         read_application(member(entry, "visualApplication"), face.visual) &&
         read_text(member(pins, "attributes"), face.pin) &&
         read_count(member(tries, "attributes"), kAttributesTriesAtMost, face.tries_left) &&
         read_text(member(*attributes, "checkNumberA"), face.check_number_a) &&
         read_text(member(*attributes, "checkNumberB"), face.check_number_b) &&
         read_text(member(*attributes, "birthKey"), face.birth_key);
}

bool read_licence(const json* value, std::optional<LicenceApplication>& out) {
  if (value == nullptr) {
    return true;
  }
  LicenceApplication& licence = out.emplace();
  return read_files(member(*value, "files"), licence.files) &&
         read_text(member(*value, "pin"), licence.pin) &&
         read_count(member(*value, "tries"), kLicenceTriesAtMost, licence.tries_left);
}

std::optional<Person> read_person(const json& entry) {
  Person person;
  const json* pins = member(entry, "pins");
  const json* tries = member(entry, "tries");
  const bool complete = pins != nullptr && tries != nullptr && read_text(member(entry, "id"), person.id) &&
                        read_bytes(entry, "authCertificate", person.auth_certificate) &&
                        read_bytes(entry, "authKey", person.auth_key) &&
                        read_bytes(entry, "authAuthority", person.auth_authority) &&
                        read_bytes(entry, "signCertificate", person.sign_certificate) &&
                        read_bytes(entry, "signKey", person.sign_key) &&
                        read_bytes(entry, "signAuthority", person.sign_authority) &&
                        read_text(member(*pins, "auth"), person.auth_pin) &&
                        read_text(member(*pins, "sign"), person.sign_pin) &&
                        read_count(member(*tries, "auth"), kAuthTriesAtMost, person.auth_tries_left) &&
                        read_count(member(*tries, "sign"), kSignTriesAtMost, person.sign_tries_left) &&
                        read_face(entry, *pins, *tries, person.face) &&
                        read_licence(member(entry, "licenceApplication"), person.licence);
  if (!complete) {
    return std::nullopt;
  }
  return person;
}

}  // namespace

std::optional<Person> Person::from_json(std::string_view text) {
  return read_person(json::parse(text, nullptr, false));
}

}  // namespace kazashi_simulator
