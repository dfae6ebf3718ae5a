// Inputs as JSON, for callers outside the core.
#pragma once

#include <nlohmann/json.hpp>

#include "rules/value.h"

namespace kazashi::rules {

/// One given value. What no input can be (a fraction, a list, a number beyond 64 bits) becomes Unusable.
[[nodiscard]] Value value_from_json(const nlohmann::json& given);

/// The members of an object; null means unknown and is left out. `object` must be an object.
[[nodiscard]] Inputs inputs_from_json(const nlohmann::json& object);

}  // namespace kazashi::rules
