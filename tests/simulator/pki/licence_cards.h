// Driving licence cards, and the licence on a My Number Card (facts, section 8).
#pragma once

#include <nlohmann/json.hpp>

#include "simulator/pki/dates.h"
#include "simulator/pki/key_pair.h"

namespace kazashi_simulator::pki {

// The file's "licenceCards".
[[nodiscard]] nlohmann::ordered_json make_licence_cards(Date today);

// The member "licenceApplication" of a person: files, pin ("****" when none was set), tries.
[[nodiscard]] nlohmann::ordered_json make_licence_application(Date today, bool with_pin);

}  // namespace kazashi_simulator::pki
