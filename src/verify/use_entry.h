// What the core must know of a use to carry it out: how to read the card, and what to make of what was read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/card_dialogue.h"
#include "base/time.h"
#include "card/abilities.h"
#include "card/individual_number.h"
#include "card/residence.h"
#include "card/secure_messaging.h"
#include "verify/arguments.h"
#include "verify/challenge.h"
#include "verify/data.h"
#include "verify/evidence.h"
#include "verify/judgement.h"
#include "verify/use.h"

namespace kazashi::verify {

/// What opens the attributes.
enum class Opening : std::uint8_t {
  pin,    ///< the application's PIN, four digits
  number  ///< 照合番号B, from the card's face
};

/// What a request says for one use alone.
struct UseOptions {
  Opening opening = Opening::pin;
  card::ResidenceRequest residence;
  bool licence_photo = false;                 ///< wants the second PIN
  bool licence_domicile = false;              ///< likewise
  std::optional<card::LegalPurpose> purpose;  ///< of reading the individual number
  std::string document;                       ///< to be signed (document.h)
};

/// What a conversation with a card is told. The number that opens an application and every PIN are asked for
/// in the conversation itself, never told.
struct Visit {
  Challenge challenge;
  UseOptions options;
  base::UtcTime time;
  card::ReaderRandom random;           ///< new for every visit
  bool authorities = true;             ///< the trust bundle lacks certificates that the card has
  card::CardAbilities abilities = {};  ///< as far as the reader carries them
};

/// What a conversation came to. Nothing of it is verified yet.
struct Reading {
  Evidence evidence;
  std::optional<std::uint8_t> tries_left;  ///< what the card told before the PIN
  Data told;                               ///< what only this side can know: nobody can check it again
};

/// One use. Entries are constants; a module holds those that it was made with, and the others are not in it.
struct UseEntry {
  Use use;
  std::span<const EvidencePart> parts;
  base::CardDialogue<Reading> (*read)(Visit visit);
  /// Never fails: what is wrong becomes a finding.
  Judgement (*judge)(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments);
};

using UseSet = std::span<const UseEntry* const>;

/// use_missing where this module was made without the use.
[[nodiscard]] base::Result<const UseEntry*> find_use(UseSet uses, Use use);

}  // namespace kazashi::verify
