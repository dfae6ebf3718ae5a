// licence: the conventional driving licence card, or the driving licence on a My Number Card.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Which of the two lies on the reader is found out before anybody is asked for a PIN.
///
/// Findings: licence.form, licence.signature (never checked: whose key it is by and what it covers is not
/// published), card.presence (never shown: nothing here signs a challenge), revocation.status. The verdict of
/// a sound licence is therefore INDETERMINATE.
///
/// Data, none of it signed. Of the conventional card: name, kana, alias, unifiedName, address, colour,
/// conditions1 to 4, commission, domicile (EUC-JP, base64, characters that the card has no code for as
/// `missing`), birthDate, issued, expiry, reference, number, classes ("ordinary 2005-04-01" and so on, parted
/// by line feeds), photo. Of the one on a My Number Card: expiry, and its other objects as they are
/// (object-C1 and so on), because the specification is not known.
extern const UseEntry kLicence;

}  // namespace kazashi::verify
