// What the card tells a procedure, and the decisions that come of it.
#pragma once

#include <optional>
#include <vector>

#include "pki/certificate.h"
#include "verify/authentication.h"

namespace kazashi::verify {

/// Runs the named procedure, or default_procedure(), on the certificate's dates (as civil dates of Tokyo), on
/// the tries the card told and on what the caller knows. What nobody gives is named as missing by the
/// decision itself.
///
/// A certificate whose path did not verify decides nothing about the person: the caller sees that in the
/// findings, and the decisions still tell what the dates on it would mean.
[[nodiscard]] std::vector<TakenDecision> take_decisions(const std::optional<pki::Certificate>& certificate,
                                                        const Arguments& arguments);

}  // namespace kazashi::verify
