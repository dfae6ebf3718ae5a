// PINs of driving licences, which their holders may have left unset.
#pragma once

#include "base/card_dialogue.h"
#include "card/key_reference.h"

namespace kazashi::card {

/// Prompts for the PIN, or sends the value published for cards whose holder set none (****). Failures: those
/// of verify_pin.
[[nodiscard]] base::CardDialogue<base::Done> verify_licence_pin(KeyReference key, base::PinKind kind,
                                                                bool is_set);

}  // namespace kazashi::card
