// What the card tells a procedure, and the decisions that come of it.
#pragma once

#include <vector>

#include "verify/arguments.h"
#include "verify/procedure.h"
#include "verify/use.h"

namespace kazashi::verify {

/// Runs the named procedure, or what the use decides by itself, on what the card said, on the tries it told
/// and on what the caller knows. What nobody gives is named as missing by the decision itself.
///
/// Facts of a card that did not verify decide nothing about the person: the caller sees that in the findings,
/// and the decisions still tell what the dates on it would mean.
[[nodiscard]] std::vector<TakenDecision> take_decisions(Use use, CardFacts card, const Arguments& arguments);

}  // namespace kazashi::verify
