// PINs, passwords and numbers that open an application: asked for their tries first, sent once (ISO/IEC
// 7816-4 section 11.5.6).
//
// A key is named by its file: by short identifier where the card takes that, else by SELECT. Which of the two
// is found out by the question for the tries, which carries no PIN and costs none.
#pragma once

#include <cstdint>

#include "base/card_dialogue.h"
#include "card/abilities.h"

namespace kazashi::card {

/// A key that a card has told its tries of. Good until another file or application is selected.
struct KeyReference {
  std::uint8_t p2;          ///< how VERIFY names it
  std::uint8_t tries_left;  ///< 0 is blocked
};

/// Selects the application (the master file, where `aid` is empty) and asks for the key's tries. A card that
/// claims the key verified already is made to forget it by selecting again, and refused (card_status 9000) if
/// it still does: nothing is opened on the strength of somebody else's PIN. Failures:
/// card_application_missing, card_file_missing, card_access_denied, card_status.
[[nodiscard]] base::CardDialogue<KeyReference> open_with_key(base::Bytes aid, std::uint16_t key_file,
                                                             CardAbilities& abilities);

/// The same for another key of the application that is open. card_status 9000 for a key that counts as
/// verified already.
[[nodiscard]] base::CardDialogue<KeyReference> next_key(std::uint16_t key_file, CardAbilities& abilities);

/// The same for a key that has one name only, P2 of VERIFY: card_file_missing where the card knows none of
/// it.
[[nodiscard]] base::CardDialogue<KeyReference> key_by_name(std::uint8_t p2);

/// What to send for what a person typed; pin_format where the card could only refuse it.
using PinForm = base::Result<base::Secret> (*)(base::ByteView typed);

/// Exactly four ASCII digits.
[[nodiscard]] base::Result<base::Secret> four_digits(base::ByteView typed);

/// Prompts for a PIN and sends it, once. Before the prompt: pin_blocked. Before VERIFY: pin_format,
/// pin_last_try_refused. After it: pin_wrong with the tries left, pin_blocked, or pin_outcome_unknown when no
/// answer arrived for whatever reason, cancellation included: the try may be spent, so nobody may simply try
/// again.
[[nodiscard]] base::CardDialogue<base::Done> verify_pin(KeyReference key, base::PinKind kind,
                                                        PinForm form = four_digits);

/// Sends, once and unasked, the value that is published for keys whose holder set no PIN. Nobody is there to
/// insist, so the last try is left alone. Before VERIFY: pin_blocked, pin_last_try_refused; after it as
/// verify_pin.
[[nodiscard]] base::CardDialogue<base::Done> verify_unset_pin(KeyReference key, base::ByteView value);

/// Sends a number that the caller has from the face of the card, once. `last_try_accepted` says that a person
/// was told of the last try and insists. Before VERIFY: matching_number_blocked,
/// matching_number_last_try_refused. After it: matching_number_wrong with the tries left,
/// matching_number_blocked, pin_outcome_unknown.
[[nodiscard]] base::CardDialogue<base::Done> verify_number(KeyReference key, base::Secret number,
                                                           bool last_try_accepted);

}  // namespace kazashi::card
