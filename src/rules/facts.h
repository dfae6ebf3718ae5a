// What one table knows of one case: the given inputs, checked, and the values derived from them.
#pragma once

#include <optional>
#include <vector>

#include "rules/decision.h"
#include "rules/table.h"
#include "rules/value.h"

namespace kazashi::rules {

/// A number, or the inputs that it takes to know it.
struct Operand {
  std::optional<Number> value;
  InputSet lacking = 0;
};

/// A truth value and, where it is unknown, the inputs that would settle it.
struct Verdict {
  Truth truth;
  InputSet lacking = 0;
};

/// The number of a date given as a date or as text; none when there is no such day in the years 0000 to 9999.
[[nodiscard]] std::optional<Number> date_of(const Value& value);

class Facts {
 public:
  /// Takes what the table has names for. A value of the wrong type, a date that does not exist, a word that
  /// is not in the list and a value that a constraint rules out are as unknown as one that is not there.
  /// `table` must outlive this object; `inputs` need not.
  Facts(const Table& table, const Inputs& inputs);

  [[nodiscard]] const Table& table() const { return table_; }
  [[nodiscard]] const std::optional<Number>& input(std::size_t index) const { return inputs_[index]; }

  /// A function whose result leaves the years 0000 to 9999 has no value and lacks all the inputs it uses.
  [[nodiscard]] Operand operand(const Term& term) const;

  /// Kleene's logic over comparisons. Operands that are already decided contribute nothing to `lacking`.
  [[nodiscard]] Verdict test(const Condition& condition) const;

  /// Names in the order of the table's inputs. Optional inputs are never missing.
  [[nodiscard]] std::vector<std::string> missing(InputSet lacking) const;
  /// Those of the missing inputs that were given: whatever stands in the way of using them, it is in their
  /// value.
  [[nodiscard]] std::vector<std::string> invalid(InputSet lacking) const;

 private:
  void apply(const Constraint& constraint);
  [[nodiscard]] Operand call(const Term& term) const;
  [[nodiscard]] Verdict compare(const Condition& condition) const;
  [[nodiscard]] std::vector<std::string> names(InputSet set) const;

  const Table& table_;
  std::vector<std::optional<Number>> inputs_;
  std::vector<Operand> derived_;
  InputSet given_ = 0;
  InputSet required_ = 0;
};

}  // namespace kazashi::rules
