// Decisions and their traces as JSON, the way Reports and pages read them.
#pragma once

#include <nlohmann/json.hpp>

#include "rules/decision.h"

namespace kazashi::rules {

/// {"id", "version", "outcome", "row", "basis", "values": {}, "flags": [], "missing": [], "invalid": []}, and
/// "reason" (a failure code's text) with indeterminate. Dates are `YYYY-MM-DD`.
[[nodiscard]] nlohmann::json to_json(const Decision& decision);

/// The decision with "trace": a list of {"row", "basis", "condition"} of the rows tried. A condition is
/// {"form", "result": "false" | "unknown" | "true"} with "parts", or "comparison", "left" and "right"; a side
/// is {"name"?, "values": []} without values when it is unknown.
[[nodiscard]] nlohmann::json to_json(const Explanation& explanation);

}  // namespace kazashi::rules
