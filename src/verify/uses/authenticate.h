// authenticate: a card's user authentication certificate and a signature over the challenge, after the PIN.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Findings: those of pki::check_certificate, token.signature, revocation.status. The last is always
/// not-checked here, because no revocation data is among the arguments.
///
/// Claims: certificateFingerprint, certificateSerial, certificateNotBefore, certificateNotAfter. Facts: the
/// certificate's dates, as civil dates of Tokyo. No data: this certificate holds no name.
extern const UseEntry kAuthenticate;

}  // namespace kazashi::verify
