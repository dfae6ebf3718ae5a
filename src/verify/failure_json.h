// How a failure stands in JSON, in a Report's finding and in every answer across the seam.
#pragma once

#include <nlohmann/json.hpp>

#include "base/failure.h"

namespace kazashi::verify {

/// {"code": "card.pin-wrong", "detail": {"kind": "tries-left", "value": 2}}; no detail where the list says
/// none.
[[nodiscard]] nlohmann::json failure_json(const base::Failure& failure);

}  // namespace kazashi::verify
