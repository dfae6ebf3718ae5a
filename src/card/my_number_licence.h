// The driving licence on a My Number Card (マイナ免許証), since 24 March 2025.
//
// AID and files are what two sources agree on. They differ in how the PIN is named: 86 is what worked on a
// card, 82 what the specification's appendix prints, taken for a misprint. So the question for the tries,
// which costs none, is asked with 86 first, with 82 only where the card knows no 86, and the PIN goes once,
// to the one that answered. Little of the content's map is known, nor whose key signs it.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/personal.h"

namespace kazashi::card {

struct MyNumberLicenceRequest {
  bool signature = false;
  CardAbilities abilities = {};
};

/// Files as they were read (licence_data.h). The items have their form;
/// nothing of it is verified.
struct MyNumberLicenceReading {
  bool pin_is_set;
  std::uint8_t tries_left;
  Personal items;         ///< WEF02
  base::Bytes signature;  ///< WEF03, in a form that is not known; empty where it was not asked for
};

/// Selects the application, asks for the tries (ten at most), prompts for the PIN (or sends the published
/// value where none was set), once, and reads.
///
/// Failures: card_application_missing (the card has no licence on it), card_file_missing (no PIN under either
/// name), those of verify_pin and read_extent.
[[nodiscard]] base::CardDialogue<MyNumberLicenceReading> read_my_number_licence(
    MyNumberLicenceRequest request);

}  // namespace kazashi::card
