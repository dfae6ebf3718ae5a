#include "verify/uses/number_prompt.h"

#include <utility>

namespace kazashi::verify {
namespace {

template <class Number>
base::CardDialogue<Typed<Number>> ask(base::PinKind kind, base::Result<Number> (*read)(base::ByteView)) {
  const base::PinPrompt prompt{.kind = kind, .tries_left = {}};
  KAZASHI_CO_TRY(entry, co_await prompt);
  KAZASHI_CO_TRY(number, read(entry.pin.reveal()));
  co_return Typed<Number>{std::move(number), entry.last_try_accepted};
}

}  // namespace

base::CardDialogue<Typed<card::MatchingNumberB>> ask_for_matching_number() {
  return ask(base::PinKind::matching_number, card::MatchingNumberB::from_digits);
}

base::CardDialogue<Typed<card::BirthKey>> ask_for_birth_key() {
  return ask(base::PinKind::birth_key, card::BirthKey::from_digits);
}

base::CardDialogue<Typed<card::CardNumber>> ask_for_residence_card_number() {
  return ask(base::PinKind::residence_card_number, card::CardNumber::from_text);
}

}  // namespace kazashi::verify
