// How a condition came to its truth value, part by part.
#pragma once

#include "rules/decision.h"
#include "rules/facts.h"

namespace kazashi::rules {

[[nodiscard]] ConditionTrace trace(const Facts& facts, const Condition& condition);

}  // namespace kazashi::rules
