// residence: what a residence card or special permanent resident certificate holds, opened by the number
// printed on it.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Findings: residence.form, residence.certificate (an issuer of the trust bundle certified the card's
/// signer: indeterminate with card_issuer_not_configured where none did), residence.signature (over what the
/// front shows), card.presence (never shown: these cards have no key for it, so a copy of the data looks the
/// same), revocation.status.
///
/// Claims: over15 and so on, of the second generation. Facts: card.kind. Data: of the first generation
/// frontImage and photo; of the second birthDate, sex, nationality, status, stay, expiry, permission, work,
/// nameImage and photo; of both what was asked for besides, which no signature covers. Values are the card's
/// own codes.
extern const UseEntry kResidence;

}  // namespace kazashi::verify
