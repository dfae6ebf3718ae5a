// A synthetic driving licence card as the test PKI describes it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator {

struct LicenceCard {
  std::string id;
  std::array<std::string, 2> pins;  // four characters; "****" where none was set
  std::array<unsigned, 2> tries_left{};
  std::map<std::uint16_t, Bytes> of_card;                        // by EF id: 2F01, 000A
  std::array<std::map<std::uint16_t, Bytes>, 2> of_application;  // DF1, DF2

  // One entry of the file's "licenceCards". Nothing if it is none.
  [[nodiscard]] static std::optional<LicenceCard> from_json(std::string_view text);
};

}  // namespace kazashi_simulator
