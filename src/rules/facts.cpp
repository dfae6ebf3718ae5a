#include "rules/facts.h"

#include <algorithm>
#include <array>

#include "rules/calendar.h"

namespace kazashi::rules {
namespace {

using base::CivilDate;

// base::parse_date reads four digits of a year and format_date writes them.
constexpr Number kFirstDay = to_number(CivilDate{std::chrono::year{0} / 1 / 1});
constexpr Number kLastDay = to_number(CivilDate{std::chrono::year{9999} / 12 / 31});

constexpr InputSet bit(std::size_t index) { return InputSet{1} << index; }

Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

Truth negated(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth_of(truth == Truth::no);
}

std::optional<Number> as_word(const Table& table, const Input& input, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  const auto word = std::ranges::find_if(input.words, [&](Number candidate) {
    return table.words[static_cast<std::size_t>(candidate)] == *text;
  });
  if (word == input.words.end()) return std::nullopt;
  return *word;
}

std::optional<Number> usable(const Table& table, const Input& input, const Value& value) {
  switch (input.type) {
    case Type::date:
      return date_of(value);
    case Type::word:
      return as_word(table, input, value);
    case Type::boolean:
      if (const auto* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
      break;
    case Type::integer:
      if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
      break;
  }
  return std::nullopt;
}

bool holds(Number left, Comparison comparison, Number right) {
  switch (comparison) {
    case Comparison::lt:
      return left < right;
    case Comparison::le:
      return left <= right;
    case Comparison::gt:
      return left > right;
    case Comparison::ge:
      return left >= right;
    case Comparison::eq:
    case Comparison::in:
      break;
  }
  return left == right;
}

}  // namespace

std::optional<Number> date_of(const Value& value) {
  if (const auto* date = std::get_if<CivilDate>(&value)) {
    if (date->ok() && to_number(*date) >= kFirstDay && to_number(*date) <= kLastDay) return to_number(*date);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if (const auto parsed = base::parse_date(*text)) return to_number(*parsed);
  }
  return std::nullopt;
}

Facts::Facts(const Table& table, const Inputs& inputs) : table_(table), inputs_(table.inputs.size()) {
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const Input& input = table.inputs[i];
    if (!input.optional) required_ |= bit(i);
    const auto value = inputs.find(input.name);
    if (value == inputs.end()) continue;
    given_ |= bit(i);
    inputs_[i] = usable(table, input, value->second);
  }
  for (const Constraint& constraint : table.constraints) apply(constraint);
  derived_.reserve(table.derived.size());
  for (const Derived& derived : table.derived) derived_.push_back(operand(derived.term));
}

void Facts::apply(const Constraint& constraint) {
  auto& value = inputs_[constraint.input];
  if (!value) return;
  bool possible = true;
  if (constraint.kind == Constraint::Kind::minimum) {
    possible = *value >= constraint.minimum;
  } else if (const auto& other = inputs_[constraint.other]) {
    possible = constraint.kind == Constraint::Kind::not_after ? *value <= *other : *value >= *other;
  }
  if (!possible) value.reset();
}

Operand Facts::operand(const Term& term) const {
  switch (term.kind) {
    case Term::Kind::constant:
      return {term.constant};
    case Term::Kind::derived:
      return derived_[term.index];
    case Term::Kind::function:
      return call(term);
    case Term::Kind::input:
      break;
  }
  const auto& value = inputs_[term.index];
  return {value, value ? InputSet{0} : bit(term.index)};
}

Operand Facts::call(const Term& term) const {
  std::array<Number, 3> arguments{};  // the longest list of arguments is nthBirthdayAfter's
  InputSet lacking = 0;
  for (std::size_t i = 0; i < term.arguments.size(); ++i) {
    const Operand argument = operand(term.arguments[i]);
    lacking |= argument.lacking;
    arguments[i] = argument.value.value_or(0);
  }
  if (lacking != 0) return {std::nullopt, lacking};

  const CivilDate first = to_date(arguments[0]);
  const auto count = [&](std::size_t i) { return static_cast<int>(arguments[i]); };  // loading bounds them
  Number result = 0;
  switch (term.function) {
    case Function::age_on:
      result = age_on(first, to_date(arguments[1]));
      break;
    case Function::age_eve:
      result = age_eve(first, to_date(arguments[1]));
      break;
    case Function::add_months:
      result = to_number(add_months(first, count(1)));
      break;
    case Function::nth_birthday_after:
      result = to_number(nth_birthday_after(first, to_date(arguments[1]), count(2)));
      break;
    case Function::is_birthday:
      result = is_birthday(first, to_date(arguments[1])) ? 1 : 0;
      break;
    case Function::is_leap_day:
      result = is_leap_day(first) ? 1 : 0;
      break;
  }
  if (term.type == Type::date && (result < kFirstDay || result > kLastDay)) return {std::nullopt, term.uses};
  return {result};
}

Verdict Facts::compare(const Condition& condition) const {
  const Operand left = operand(condition.left);
  if (condition.comparison == Comparison::in) {
    if (!left.value) return {Truth::unknown, left.lacking};
    return {truth_of(std::ranges::find(condition.list, *left.value) != condition.list.end())};
  }
  const Operand right = operand(condition.right);
  if (!left.value || !right.value) return {Truth::unknown, left.lacking | right.lacking};
  return {truth_of(holds(*left.value, condition.comparison, *right.value))};
}

Verdict Facts::test(const Condition& condition) const {
  switch (condition.form) {
    case Condition::Form::always:
      return {Truth::yes};
    case Condition::Form::comparison:
      return compare(condition);
    case Condition::Form::present:
      return {truth_of(inputs_[condition.input].has_value())};
    case Condition::Form::negation: {
      const Verdict verdict = test(condition.parts.front());
      return {negated(verdict.truth), verdict.lacking};
    }
    case Condition::Form::all:
    case Condition::Form::any:
      break;
  }
  const Truth deciding = truth_of(condition.form == Condition::Form::any);
  Verdict verdict{negated(deciding)};
  for (const Condition& part : condition.parts) {
    const Verdict one = test(part);
    if (one.truth == deciding) return one;
    if (one.truth == Truth::unknown) verdict = {Truth::unknown, verdict.lacking | one.lacking};
  }
  return verdict;
}

std::vector<std::string> Facts::missing(InputSet lacking) const { return names(lacking & required_); }

std::vector<std::string> Facts::invalid(InputSet lacking) const {
  return names(lacking & required_ & given_);
}

std::vector<std::string> Facts::names(InputSet set) const {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
    if ((set & bit(i)) != 0) result.push_back(table_.inputs[i].name);
  }
  return result;
}

}  // namespace kazashi::rules
