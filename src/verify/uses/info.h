// info: what a My Number Card tells anybody: whose authority certified it until when, and how many tries its
// PINs have left. No PIN is asked for and no try is spent.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Findings: those of pki::check_certificate, card.presence (never shown: nothing was signed),
/// revocation.status.
///
/// Claims: those of authenticate. Facts: the certificate's dates, card.kind. Data, of this side alone:
/// authenticationTries, signatureTries, attributesTries.
extern const UseEntry kInfo;

}  // namespace kazashi::verify
