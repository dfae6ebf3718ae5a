#include "simulator/person.h"

#include <nlohmann/json.hpp>

#include "simulator/base64.h"

namespace kazashi_simulator {
namespace {

using nlohmann::json;

// Tries a card starts with at most: facts, "PINs" (authentication 3, signature 5).
constexpr unsigned kAuthTriesAtMost = 3;
constexpr unsigned kSignTriesAtMost = 5;

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
                        read_tries(member(*tries, "sign"), kSignTriesAtMost, person.sign_tries_left);
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
  const json* people = member(file, "people");
  if (people == nullptr || !people->is_array()) {
    return std::nullopt;
  }
  for (const json& entry : *people) {
    const json* entry_id = member(entry, "id");
    if (entry_id != nullptr && entry_id->is_string() && entry_id->get<std::string>() == id) {
      return read_person(entry);
    }
  }
  return std::nullopt;
}

}  // namespace kazashi_simulator
