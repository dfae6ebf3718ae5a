// Deciding for callers outside the core: a request and an answer as JSON text.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "rules/book.h"

namespace kazashi::rules {

// A table has at most 64 inputs, each a date, a number, a truth or one word.
inline constexpr std::size_t kMaxRequestOctets = 64 * 1024;

/// `request` is {"id": text, "inputs": object, "evaluationDate"?: date, "trace"?: boolean}. The evaluation
/// date may as well stand among the inputs, but not in both places. A value of null is unknown; a value that
/// its input cannot take is reported as the tables say (see Decision::invalid) and fails nothing.
///
/// The answer is to_json(Decision), or to_json(Explanation) when a trace is asked for.
///
/// Fails with json_malformed, option_malformed (a request of another shape), rules_too_large, rules_too_deep
/// or rules_unknown_decision.
[[nodiscard]] base::Result<std::string> decide(const Book& book, std::string_view request);

}  // namespace kazashi::rules
