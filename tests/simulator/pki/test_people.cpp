#include "simulator/pki/test_people.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace kazashi_simulator {
namespace {

[[noreturn]] void give_up(const char* what, const std::string& which) {
  std::fprintf(stderr, "test PKI: %s %s\n", what, which.c_str());
  std::exit(1);
}

std::string read_file() {
  const char* named = std::getenv("KAZASHI_TEST_PKI");
  const std::string path = named != nullptr ? named : KAZASHI_TEST_PKI_FILE;
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) {
    give_up("cannot read", path);
  }
  return text;
}

}  // namespace

const std::string& test_pki_text() {
  static const std::string text = read_file();
  return text;
}

Person test_person(std::string_view id) {
  auto person = Person::find(test_pki_text(), id);
  if (!person) {
    give_up("no person", std::string(id));
  }
  return std::move(*person);
}

LicenceCard test_licence_card(std::string_view id) {
  auto card = LicenceCard::find(test_pki_text(), id);
  if (!card) {
    give_up("no licence card", std::string(id));
  }
  return std::move(*card);
}

ResidenceCard test_residence_card(std::string_view id) {
  auto card = ResidenceCard::find(test_pki_text(), id);
  if (!card) {
    give_up("no residence card", std::string(id));
  }
  return std::move(*card);
}

}  // namespace kazashi_simulator
