// The synthetic people, one card each.
#pragma once

#include <nlohmann/json.hpp>

#include "simulator/pki/end_entity.h"
#include "simulator/pki/personal_card.h"

namespace kazashi_simulator::pki {

// The file's "people" (see main.cpp for the members).
[[nodiscard]] nlohmann::ordered_json make_people(Date today, const Authorities& authorities,
                                                 const CardAuthorities& card_authorities);

// The first of them, as his card describes him.
[[nodiscard]] CardHolder adult_holder(Date today);

}  // namespace kazashi_simulator::pki
