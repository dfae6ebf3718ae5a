#include "simulator/person.h"

#include <nlohmann/json.hpp>

#include "simulator/base64.h"

namespace kazashi_simulator {
namespace {

using nlohmann::json;

// Tries a card starts with at most: facts, "PINs" (authentication 3, signature 5).
constexpr unsigned kAuthTriesAtMost = 3;
constexpr unsigned kSignTriesAtMost = 5;
constexpr unsigned kAttributesTriesAtMost = 3;

const json* member(const json& object, const char* name) {
  if (!object.is_object()) {
    return nullptr;
  }
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

bool read_text(const json* value, std::string& out) {
  if (value == nullptr || !value->is_string()) {
    return false;
  }
  out = value->get<std::string>();
  return !out.empty();
}

bool read_bytes(const json& object, const char* name, Bytes& out) {
  std::string text;
  if (!read_text(member(object, name), text)) {
    return false;
  }
  auto decoded = from_base64(text);
  if (!decoded || decoded->empty()) {
    return false;
  }
  out = std::move(*decoded);
  return true;
}

bool read_tries(const json* value, unsigned at_most, unsigned& out) {
  if (value == nullptr || !value->is_number_unsigned() || value->get<std::uint64_t>() > at_most) {
    return false;
  }
  out = value->get<unsigned>();
  return true;
}

// "0001": four upper-case hexadecimal digits.
std::optional<std::uint16_t> file_id(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (text.size() != 4) {
    return std::nullopt;
  }
  unsigned id = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    id = id * 16 + static_cast<unsigned>(digit);
  }
  return static_cast<std::uint16_t>(id);
}

bool read_application(const json* value, ApplicationFiles& out) {
  const json* files = value == nullptr ? nullptr : member(*value, "files");
  if (files == nullptr || !files->is_object() || files->empty()) {
    return false;
  }
  for (const auto& entry : files->items()) {
    const auto id = file_id(entry.key());
    if (!id || !read_bytes(*files, entry.key().c_str(), out.files[*id])) {
      return false;
    }
  }
  if (member(*value, "presenceKey") == nullptr) {
    return true;
  }
  return read_bytes(*value, "presenceKey", out.presence_key.emplace());
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
         read_tries(member(tries, "attributes"), kAttributesTriesAtMost, face.tries_left) &&
         read_text(member(*attributes, "checkNumberA"), face.check_number_a) &&
         read_text(member(*attributes, "checkNumberB"), face.check_number_b) &&
         read_text(member(*attributes, "birthKey"), face.birth_key);
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
                        read_tries(member(*tries, "auth"), kAuthTriesAtMost, person.auth_tries_left) &&
                        read_tries(member(*tries, "sign"), kSignTriesAtMost, person.sign_tries_left) &&
                        read_face(entry, *pins, *tries, person.face);
  if (!complete) {
    return std::nullopt;
  }
  return person;
}

}  // namespace

std::optional<Person> Person::from_json(std::string_view text) {
  return read_person(json::parse(text, nullptr, false));
}

std::optional<Person> Person::find(std::string_view pki_file_text, std::string_view id) {
  const json file = json::parse(pki_file_text, nullptr, false);
  for (const char* list : {"people", "alteredCards"}) {
    const json* people = member(file, list);
    if (people == nullptr || !people->is_array()) {
      continue;
    }
    for (const json& entry : *people) {
      const json* entry_id = member(entry, "id");
      if (entry_id != nullptr && entry_id->is_string() && entry_id->get<std::string>() == id) {
        return read_person(entry);
      }
    }
  }
  return std::nullopt;
}

}  // namespace kazashi_simulator
