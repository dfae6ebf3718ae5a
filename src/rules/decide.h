// Deciding for callers outside the core: requests and answers as JSON text.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "rules/book.h"
#include "rules/request.h"

namespace kazashi::rules {

/// `request` is {"id": text, "inputs": object, "evaluationDate"?: date, "trace"?: boolean}. The evaluation
/// date may as well stand among the inputs, but not in both places. A value of null is unknown; a value that
/// its input cannot take is reported as the tables say (see Decision::invalid) and fails nothing.
///
/// The answer is to_json(Decision), or to_json(Explanation) when a trace is asked for, as text.
///
/// Fails with json_malformed, option_malformed (a request of another shape), rules_too_large, rules_too_deep
/// or rules_unknown_decision.
[[nodiscard]] base::Result<std::string> decide(const Book& book, std::string_view request);

/// Many cases at once, one a line (JSON Lines): {"id"?: text or whole number, "decision": text, "inputs":
/// object, "evaluationDate"?: date}; other members are ignored. The answers stand in the same lines: {"id"?,
/// "outcome", "row", "basis", "values", "flags", "missing", "invalid", "reason"?}, or {"id"?, "failure":
/// {"code"}} with a code of decide(). A line of nothing but white space stays an empty line.
[[nodiscard]] std::string decide_lines(const Book& book, std::string_view lines);

}  // namespace kazashi::rules
