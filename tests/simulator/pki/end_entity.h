// Certificates of a card's holder in JPKI's two profiles (facts, "End-entity profiles").
#pragma once

#include "simulator/pki/authority.h"

namespace kazashi_simulator::pki {

struct LeafPlan {
  unsigned number = 0;  // tells this person's serials and common names from all others'
  Date not_before, not_after;
};

// Unsigned, so that the caller may still bend a field.
[[nodiscard]] Certificate authentication_leaf(const LeafPlan& plan, const Authority& issuer,
                                              const KeyPair& key);
[[nodiscard]] Certificate signature_leaf(const LeafPlan& plan, const Authority& issuer, const KeyPair& key,
                                         const Holder& holder);

}  // namespace kazashi_simulator::pki
