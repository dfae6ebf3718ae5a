// attributes: name, address, date of birth and sex from the 券面事項入力補助 application, opened by its PIN
// or by 照合番号B.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Findings: attributes.form, card.certificate, attributes.signature (over both hashes), attributes.hashes
/// (the shown attributes have the signed hash), person.number-hash (never checked: the individual number is
/// not read), card.presence, revocation.status.
///
/// Claims: over15 and so on. Facts: attributes.birth-date. Data: name, address, birthDate, sex.
extern const UseEntry kAttributes;

}  // namespace kazashi::verify
