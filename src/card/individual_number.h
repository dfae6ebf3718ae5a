// The individual number (個人番号, "My Number"). Reading or keeping it without a purpose that the Number Act
// (番号法) names is an offence, so nothing else in this room selects its file, and whoever calls this names
// the purpose, which stays with the reading.
#pragma once

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/attributes_data.h"
#include "card/personal.h"

namespace kazashi::card {

/// The fields in which the Number Act lets the number be used (article 9 and its first appended table).
enum class LegalPurpose : std::uint8_t { social_security, tax, disaster };

/// The files as they were read. Nothing of it is verified yet.
struct IndividualNumberReading {
  LegalPurpose purpose;
  Personal number;          ///< EF 0001, all of its 17 octets
  Personal hashes;          ///< EF 0003
  base::Bytes certificate;  ///< EF 0004
};

/// Prompts for the PIN of the 券面事項入力補助 application, sends it once and reads the number with what its
/// signature needs. Failures: those of open_with_key, verify_pin and read_object.
[[nodiscard]] base::CardDialogue<IndividualNumberReading> read_individual_number(
    LegalPurpose purpose, CardAbilities abilities = {});

/// The twelve digits of the file. card_file_malformed for any other shape and for a wrong check digit.
[[nodiscard]] base::Result<Personal> parse_individual_number(base::ByteView file);

/// card_data_altered unless H1 is SHA-256 over the whole file, filler included.
[[nodiscard]] base::Result<void> check_individual_number_hash(base::ByteView file,
                                                              const AttributeHashes& hashes);

}  // namespace kazashi::card
