// Which dated decisions an authentication asks, and what the card tells them.
#pragma once

#include <optional>
#include <vector>

#include "pki/certificate.h"
#include "rules/decision.h"
#include "verify/authentication.h"

namespace kazashi::verify {

/// Asks D-RENEWAL, D-VALIDITY and D-CERT-EXPIRY about the certificate and, where a card was read, D-PIN about
/// its tries; a rulebook that has no such table gives no such decision. Dates of the certificate become civil
/// dates of Tokyo; the caller's inputs serve for what a certificate does not hold, never for these. What
/// neither gives is named as missing.
///
/// A certificate whose path did not verify decides nothing about the person: the caller sees that in the
/// findings, and the decisions still tell what the dates on it would mean.
[[nodiscard]] std::vector<rules::Decision> take_decisions(const std::optional<pki::Certificate>& certificate,
                                                          const Arguments& arguments);

}  // namespace kazashi::verify
