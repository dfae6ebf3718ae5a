// The 券面事項入力補助 application of a My Number Card: name, address, date of birth and sex, signed.
//
// The authorities publish no card specification. AID, files and access conditions are what several
// independent programs that talk to cards agree on; the presence key (EF 0007) rests on one of them. The
// individual number (EF 0001) is never selected here: it has a header of its own, individual_number.h.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/attributes_data.h"
#include "card/jpki.h"
#include "card/matching_number.h"
#include "card/personal.h"

namespace kazashi::card {

/// The card's answer to a challenge, and the file that says whose answer it is.
struct AttributesPresence {
  base::Bytes key_file;   ///< EF 0007
  base::Bytes signature;  ///< 256 octets
};

/// The files as they were read. Nothing of it is verified yet (attributes_data.h).
struct AttributesReading {
  Personal attributes;      ///< EF 0002
  Personal hashes;          ///< EF 0003; the individual number can be guessed from it
  base::Bytes certificate;  ///< EF 0004
  /// Where a challenge was given: the answer, or the status with which the card refused one.
  std::optional<base::Result<AttributesPresence>> presence;
};

/// Asks for the tries, prompts for the application's PIN (four digits), sends it once and reads. `challenge`
/// is a digest of the relying party's origin and nonce for the card's presence key to sign; without one
/// nothing is signed. Failures: those of open_with_key, verify_pin and read_object.
[[nodiscard]] base::CardDialogue<AttributesReading> read_attributes_with_pin(
    std::optional<Sha256Digest> challenge, CardAbilities abilities = {});

/// The same, opened by 照合番号B, which is sent once. Failures: those of open_with_key, verify_number and
/// read_object.
[[nodiscard]] base::CardDialogue<AttributesReading> read_attributes_with_number(
    MatchingNumberB number, bool last_try_accepted, std::optional<Sha256Digest> challenge,
    CardAbilities abilities = {});

/// What the two of them and the individual number's dialogue are made of.
[[nodiscard]] base::Bytes attributes_aid();
inline constexpr std::uint16_t kAttributesPin = 0x0011;
[[nodiscard]] base::CardDialogue<Personal> read_attribute_hashes(CardAbilities& abilities);
/// EF 0004, of both 券面 applications.
[[nodiscard]] base::CardDialogue<base::Bytes> read_card_certificate(CardAbilities& abilities);

}  // namespace kazashi::card
