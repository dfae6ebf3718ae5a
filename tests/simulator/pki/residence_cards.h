// Residence cards and special permanent resident certificates of both generations (facts, section 7).
#pragma once

#include <nlohmann/json.hpp>

#include "simulator/pki/dates.h"

namespace kazashi_simulator::pki {

// The file's "residenceCards"; the altered ones among them only when asked for.
[[nodiscard]] nlohmann::ordered_json make_residence_cards(Date today, bool altered);

}  // namespace kazashi_simulator::pki
