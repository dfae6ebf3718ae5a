// What a table came to, and how.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "rules/value.h"

namespace kazashi::rules {

/// The outcome of a table that cannot decide. No row may use it.
inline constexpr std::string_view kIndeterminate = "indeterminate";

/// The three truth values of Kleene's strong logic.
enum class Truth : std::uint8_t { no, unknown, yes };

struct Decision {
  std::string id{};
  std::string version{};  ///< of the table
  std::string outcome{};  ///< one of the table's, or `indeterminate`
  /// Why indeterminate: rules_inputs_missing, rules_table_expired or rules_not_covered. Not there when
  /// decided.
  std::optional<base::FailureCode> reason{};
  std::string row{};    ///< the row that fired; empty with indeterminate
  std::string basis{};  ///< the sentence that this row rests on, as the source has it
  /// What the row says beside its outcome, such as `opens`.
  std::map<std::string, Value, std::less<>> values{};
  std::vector<std::string> flags{};    ///< sorted; empty with indeterminate
  std::vector<std::string> missing{};  ///< what was still needed, in the table's order of inputs
  std::vector<std::string> invalid{};  ///< those of `missing` that were given, but cannot be used

  [[nodiscard]] bool decided() const { return outcome != kIndeterminate; }
};

/// One side of a comparison as it stood.
struct TermTrace {
  std::string name{};           ///< of the input, the derived value or the function; empty for a constant
  std::vector<Value> values{};  ///< none: unknown; several: the list of `in`
};

struct ConditionTrace {
  std::string_view form{};  ///< as in the book: all, any, not, cmp, present, true
  Truth truth;
  std::vector<ConditionTrace> parts{};  ///< of all, any and not
  std::string_view comparison{};        ///< of cmp: eq, lt, le, gt, ge, in
  TermTrace left{};                     ///< of cmp and present
  TermTrace right{};                    ///< of cmp
};

struct RowTrace {
  std::string row{};
  std::string basis{};
  ConditionTrace condition;
};

/// A decision with every row that was tried, the last of them being the one that fired or could not be
/// decided.
struct Explanation {
  Decision decision;
  std::vector<RowTrace> rows{};
};

}  // namespace kazashi::rules
