#include "simulator/licence_card.h"

#include "simulator/json_reading.h"

namespace kazashi_simulator {
namespace {

using nlohmann::json;

constexpr unsigned kTriesAtMost = 3;

bool read_pair(const json& entry, const char* first, const char* second, LicenceCard& card) {
  const json* pins = member(entry, "pins");
  const json* tries = member(entry, "tries");
  return pins != nullptr && tries != nullptr && read_text(member(*pins, first), card.pins[0]) &&
         read_text(member(*pins, second), card.pins[1]) &&
         read_count(member(*tries, first), kTriesAtMost, card.tries_left[0]) &&
         read_count(member(*tries, second), kTriesAtMost, card.tries_left[1]);
}

std::optional<LicenceCard> read_card(const json& entry) {
  LicenceCard card;
  std::string kind;
  const json* files = member(entry, "files");
  const bool complete = files != nullptr && read_text(member(entry, "kind"), kind) && kind == "licence" &&
                        read_text(member(entry, "id"), card.id) &&
                        read_pair(entry, "licence1", "licence2", card) &&
                        read_files(member(*files, "mf"), card.of_card) &&
                        read_files(member(*files, "df1"), card.of_application[0]) &&
                        read_files(member(*files, "df2"), card.of_application[1]);
  if (!complete) {
    return std::nullopt;
  }
  return card;
}

}  // namespace

std::optional<LicenceCard> LicenceCard::from_json(std::string_view text) {
  return read_card(json::parse(text, nullptr, false));
}

}  // namespace kazashi_simulator
