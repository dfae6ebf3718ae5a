// Asking for what is printed on a card, before the card is asked anything: a number of another form never
// reaches it.
#pragma once

#include "base/card_dialogue.h"
#include "card/matching_number.h"
#include "card/secure_messaging.h"

namespace kazashi::verify {

/// `last_try_accepted`: the person was told, by an earlier visit's refusal, that one try is left, and
/// insists.
template <class Number>
struct Typed {
  Number value;
  bool last_try_accepted;
};

/// Failures: what the prompt was answered with, matching_number_format.
[[nodiscard]] base::CardDialogue<Typed<card::MatchingNumberB>> ask_for_matching_number();
[[nodiscard]] base::CardDialogue<Typed<card::BirthKey>> ask_for_birth_key();
/// card_number_format.
[[nodiscard]] base::CardDialogue<Typed<card::CardNumber>> ask_for_residence_card_number();

}  // namespace kazashi::verify
