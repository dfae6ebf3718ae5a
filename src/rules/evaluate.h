// Deciding: one table, one case, one outcome or the reason why there is none.
#pragma once

#include <string_view>

#include "base/failure.h"
#include "rules/book.h"
#include "rules/decision.h"
#include "rules/value.h"

namespace kazashi::rules {

/// Rows are tried in order: a false one is passed over, the first true one fires, the first unknown one stops
/// the table with `indeterminate` and the inputs that this row still needs. Inputs that the table has no name
/// for play no part, so one bag of facts serves many tables.
///
/// Indeterminate too: every row false (rules_not_covered), and a table that has an end when the evaluation
/// date is after it or is not known (rules_table_expired, rules_inputs_missing).
///
/// Fails only with rules_unknown_decision. Reads no clock; the same arguments always give the same answer.
[[nodiscard]] base::Result<Decision> evaluate(const Book& book, std::string_view id, const Inputs& inputs);

/// The same decision with every row that was tried on the way.
[[nodiscard]] base::Result<Explanation> explain(const Book& book, std::string_view id, const Inputs& inputs);

}  // namespace kazashi::rules
