#include "simulator/residence_card.h"

#include "simulator/json_reading.h"

namespace kazashi_simulator {
namespace {

using nlohmann::json;

constexpr std::size_t kNumber = 12;

std::optional<ResidenceCard> read_card(const json& entry) {
  ResidenceCard card;
  std::string kind;
  const json* files = member(entry, "files");
  const bool complete = files != nullptr && read_text(member(entry, "kind"), kind) && kind == "residence" &&
                        read_text(member(entry, "id"), card.id) &&
                        read_count(member(entry, "generation"), 2, card.generation) && card.generation > 0 &&
                        read_text(member(entry, "number"), card.number) && card.number.size() == kNumber &&
                        read_files(member(*files, "mf"), card.of_card) &&
                        read_files(member(*files, "df1"), card.of_application[0]) &&
                        read_files(member(*files, "df2"), card.of_application[1]) &&
                        read_files(member(*files, "df3"), card.of_application[2]);
  if (!complete) {
    return std::nullopt;
  }
  return card;
}

}  // namespace

std::optional<ResidenceCard> ResidenceCard::from_json(std::string_view text) {
  return read_card(json::parse(text, nullptr, false));
}

}  // namespace kazashi_simulator
