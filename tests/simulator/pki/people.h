// The synthetic people, one card each.
#pragma once

#include <nlohmann/json.hpp>

#include "simulator/pki/end_entity.h"

namespace kazashi_simulator::pki {

// The file's "people" (see main.cpp for the members).
[[nodiscard]] nlohmann::ordered_json make_people(Date today, const Authorities& authorities);

}  // namespace kazashi_simulator::pki
