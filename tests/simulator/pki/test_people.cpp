#include "simulator/pki/test_people.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

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

// Every card of the file as its own text, by id: the file is read once, however many cards a test run makes.
const std::string& entry_of(std::string_view id) {
  static const std::map<std::string, std::string, std::less<>> entries = [] {
    const auto file = nlohmann::json::parse(test_pki_text(), nullptr, false);
    std::map<std::string, std::string, std::less<>> out;
    for (const char* list : {"people", "alteredCards", "residenceCards", "licenceCards"}) {
      for (const auto& entry : file.value(list, nlohmann::json::array())) {
        out.emplace(entry.value("id", ""), entry.dump());
      }
    }
    return out;
  }();
  const auto found = entries.find(id);
  if (found == entries.end()) {
    give_up("no card", std::string(id));
  }
  return found->second;
}

template <class Card>
Card card_of(std::string_view id) {
  auto card = Card::from_json(entry_of(id));
  if (!card) {
    give_up("another kind of card", std::string(id));
  }
  return std::move(*card);
}

}  // namespace

const std::string& test_pki_text() {
  static const std::string text = read_file();
  return text;
}

Person test_person(std::string_view id) { return card_of<Person>(id); }

LicenceCard test_licence_card(std::string_view id) { return card_of<LicenceCard>(id); }

ResidenceCard test_residence_card(std::string_view id) { return card_of<ResidenceCard>(id); }

}  // namespace kazashi_simulator
