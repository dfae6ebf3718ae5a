// One person's two applications about the face of the card, as the file tells them.
#pragma once

#include <nlohmann/json.hpp>

#include "simulator/pki/card_files.h"

namespace kazashi_simulator::pki {

struct PersonalCard {
  CardHolder holder;
  KeyPair text_presence, visual_presence;
  Files text, visual;
};

[[nodiscard]] PersonalCard make_personal_card(CardHolder holder, const CardAuthority& text,
                                              const CardAuthority& visual);

// Adds the members attributes, textApplication and visualApplication to a person.
void describe(const PersonalCard& card, nlohmann::ordered_json& person);

[[nodiscard]] nlohmann::ordered_json describe(const Files& files);

}  // namespace kazashi_simulator::pki
