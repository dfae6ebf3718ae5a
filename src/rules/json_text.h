// JSON from outside, within limits: of size and depth, and without a name that is there twice. And text on
// its way out.
#pragma once

#include <cstddef>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/failure.h"

namespace kazashi::rules {

/// Fails with rules_too_large, rules_too_deep or, for text that is no JSON or says one thing twice,
/// `malformed`. What nests deeper than `max_depth` is dropped while it is read, so memory follows the size of
/// the text alone.
[[nodiscard]] base::Result<nlohmann::json> parse_json(std::string_view text, std::size_t max_octets,
                                                      std::size_t max_depth, base::FailureCode malformed);

}  // namespace kazashi::rules
