#include "rules/trace.h"

#include "rules/names.h"

namespace kazashi::rules {
namespace {

std::string name_of(const Table& table, const Term& term) {
  switch (term.kind) {
    case Term::Kind::input:
      return table.inputs[term.index].name;
    case Term::Kind::derived:
      return table.derived[term.index].name;
    case Term::Kind::function:
      return std::string{name_text(term.function)};
    case Term::Kind::constant:
      break;
  }
  return {};
}

TermTrace trace(const Facts& facts, const Term& term) {
  TermTrace result{.name = name_of(facts.table(), term), .values = {}};
  if (const auto value = facts.operand(term).value) {
    result.values.push_back(to_value(facts.table(), term.type, *value));
  }
  return result;
}

TermTrace trace_list(const Table& table, const Condition& condition) {
  TermTrace result;
  for (const Number number : condition.list) {
    result.values.push_back(to_value(table, condition.left.type, number));
  }
  return result;
}

}  // namespace

ConditionTrace trace(const Facts& facts, const Condition& condition) {
  const Table& table = facts.table();
  ConditionTrace result{.form = name_text(condition.form), .truth = facts.test(condition).truth};
  for (const Condition& part : condition.parts) result.parts.push_back(trace(facts, part));
  if (condition.form == Condition::Form::present) {
    const Input& input = table.inputs[condition.input];
    result.left.name = input.name;
    if (const auto& value = facts.input(condition.input)) {
      result.left.values.push_back(to_value(table, input.type, *value));
    }
  }
  if (condition.form == Condition::Form::comparison) {
    result.comparison = name_text(condition.comparison);
    result.left = trace(facts, condition.left);
    result.right =
        condition.comparison == Comparison::in ? trace_list(table, condition) : trace(facts, condition.right);
  }
  return result;
}

}  // namespace kazashi::rules
