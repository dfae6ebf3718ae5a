// Everything a verdict depends on besides the evidence.
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "rules/value.h"
#include "trust/trust_bundle.h"
#include "verify/policy.h"
#include "verify/procedure.h"
#include "verify/rulebook.h"

namespace kazashi::verify {

/// The referenced objects outlive their use.
struct Arguments {
  const trust::TrustBundle* trust;
  const Rulebook* rulebook = nullptr;  ///< nullptr: no decisions are taken
  base::UtcTime time;                  ///< the moment the verdict is for
  Policy policy;
  const Procedure* procedure = nullptr;  ///< nullptr: what the use decides by itself
  rules::Inputs relying_party;           ///< what the relying party knows of the case
  rules::Inputs inputs;  ///< what the caller knows of the person; dates and tries come from the card alone
  bool card_was_read = false;              ///< on this side, just now; false where evidence is checked again
  std::optional<std::uint8_t> tries_left;  ///< what the card told before the PIN
};

}  // namespace kazashi::verify
