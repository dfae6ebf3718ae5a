// individual-number: the individual number (個人番号), for a purpose that the Number Act names. No module but
// kazashi-full holds this use.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Findings: attributes.form (of the number's file and of the hashes), card.certificate,
/// attributes.signature, person.number-hash (the number has the signed hash), card.presence,
/// revocation.status.
///
/// Data: individualNumber. No procedure's limit names the number, so with a procedure it is not
/// shown.
extern const UseEntry kIndividualNumber;

}  // namespace kazashi::verify
