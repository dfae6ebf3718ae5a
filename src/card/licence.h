// The conventional driving licence card: text items, permanent domicile, photograph.
//
// Files, PINs and tags are what independent programs agree on; that the signature file wants both PINs rests
// on one. Whom the signature is by and what it covers is not published: it is read for whoever may know one
// day, and verified by nothing here.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/personal.h"

namespace kazashi::card {

/// What the first PIN opens, the text items, is always read. Each of these wants the second PIN besides.
struct LicenceRequest {
  bool photo = false;
  bool domicile = false;
  bool signature = false;
  CardAbilities abilities = {};

  [[nodiscard]] bool wants_second_pin() const { return photo || domicile || signature; }
};

/// Files as they were read (licence_data.h), cut where their objects end. They have their form; nothing of
/// it is verified.
struct LicenceReading {
  base::Bytes card_data;  ///< EF 2F01
  bool pins_are_set;      ///< where they are not, the published value opened the card and nobody was asked
  std::uint8_t tries_left_1;
  std::optional<std::uint8_t> tries_left_2;  ///< where the second PIN was needed
  Personal items;                            ///< DF1, EF 01
  Personal domicile;                         ///< DF1, EF 02; empty where it was not asked for
  Personal photo;                            ///< DF2, EF 01; likewise
  base::Bytes signature;                     ///< DF1, EF 07; likewise, and where the card has no such file
};

/// Asks for the tries of every PIN that will be needed before the first is asked for, so that no try is spent
/// on a visit that a blocked second PIN would end. Where the card says that no PINs were set, sends the
/// published value instead of prompting, once each and never as the last try.
///
/// Failures: card_application_missing (another card), those of verify_pin, read_object and select_file.
[[nodiscard]] base::CardDialogue<LicenceReading> read_licence(LicenceRequest request);

}  // namespace kazashi::card
