// A synthetic residence card as the test PKI describes it: what the virtual one holds.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator {

struct ResidenceCard {
  std::string id;
  unsigned generation = 0;  // 1 or 2
  std::string number;       // 12 characters, printed on the card; opens it
  // By short EF id: of the card itself ("mf"), and of its three applications ("df1" to "df3").
  std::map<std::uint16_t, Bytes> of_card;
  std::array<std::map<std::uint16_t, Bytes>, 3> of_application;

  // One entry of the file's "residenceCards". Nothing if it is none.
  [[nodiscard]] static std::optional<ResidenceCard> from_json(std::string_view text);
};

}  // namespace kazashi_simulator
