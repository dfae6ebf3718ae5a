// Cards that a verifier must refuse, or must say what it could not check. Each is the adult's card with one
// thing bent.
#pragma once

#include "simulator/pki/personal_card.h"

namespace kazashi_simulator::pki {

// The file's "alteredCards". `adult` and `other` are entries of the file's "people"; the other one lends its
// text application to the card mixed of two people.
[[nodiscard]] nlohmann::ordered_json make_altered_cards(const CardHolder& adult_holder,
                                                        const CardAuthorities& authorities,
                                                        const nlohmann::ordered_json& adult,
                                                        const nlohmann::ordered_json& other);

}  // namespace kazashi_simulator::pki
