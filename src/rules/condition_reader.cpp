#include "rules/condition_reader.h"

#include <algorithm>
#include <array>
#include <span>

#include "rules/names.h"

namespace kazashi::rules {
namespace {

using base::Result;

constexpr std::size_t kMaxParts = 64;  // operands of one condition and words of one list: a page of print

struct Signature {
  Type result;
  std::array<Type, 3> arguments;
  std::size_t count;
  Number least = 0;  // of the argument that is a number
  Number most = 0;
};

Signature signature_of(Function function) {
  using enum Type;
  switch (function) {
    case Function::age_on:
    case Function::age_eve:
      return {integer, {date, date}, 2};
    case Function::add_months:
      return {date, {date, integer}, 2, -1200, 1200};  // a century each way
    case Function::nth_birthday_after:
      return {date, {date, date, integer}, 3, 1, 150};  // nobody has had more
    case Function::is_birthday:
      return {boolean, {date, date}, 2};
    case Function::is_leap_day:
      break;
  }
  return {boolean, {date}, 1};
}

Result<Term> read_input(const Place& place, const Table& table) {
  KAZASHI_TRY(index, read_input_name(place, table));
  return Term{.kind = Term::Kind::input,
              .type = table.inputs[index].type,
              .index = index,
              .uses = InputSet{1} << index};
}

Result<Term> read_derived(const Place& place, const Table& table) {
  KAZASHI_TRY(name, place.text());
  const auto found = std::ranges::find(table.derived, name, &Derived::name);
  if (found == table.derived.end()) return place.refuse();
  return Term{.kind = Term::Kind::derived,
              .type = found->term.type,
              .index = static_cast<std::size_t>(found - table.derived.begin()),
              .uses = found->term.uses};
}

Result<Term> read_term(const Place& place, const Table& table) {
  if (place.has("fn")) {
    KAZASHI_CHECK(place.only({"fn", "args"}));
    return read_call(place, table);
  }
  KAZASHI_CHECK(place.only({"in", "derived"}));
  if (place.value().size() != 1) return place.refuse();
  if (place.has("in")) {
    KAZASHI_TRY(input, place.member("in"));
    return read_input(input, table);
  }
  KAZASHI_TRY(derived, place.member("derived"));
  return read_derived(derived, table);
}

/// `words` are those that may stand here, for a constant of type word.
Result<Number> read_constant(const Place& place, const Table& table, Type type,
                             std::span<const Number> words) {
  switch (type) {
    case Type::integer:
      return place.integer();
    case Type::boolean: {
      KAZASHI_TRY(truth, place.boolean());
      return truth ? 1 : 0;
    }
    case Type::date: {
      KAZASHI_TRY(date, place.date());
      return to_number(date);
    }
    case Type::word:
      break;
  }
  KAZASHI_TRY(text, place.text());
  for (const Number word : words) {
    if (table.words[static_cast<std::size_t>(word)] == text) return word;
  }
  return place.refuse();
}

std::span<const Number> words_of(const Term& term, const Table& table) {
  if (term.kind != Term::Kind::input) return {};  // no function returns a word
  return table.inputs[term.index].words;
}

Result<Term> read_right_side(const Place& place, const Table& table, const Term& left) {
  if (place.value().is_object()) {
    KAZASHI_TRY(term, read_term(place, table));
    if (term.type != left.type) return place.refuse();
    return term;
  }
  KAZASHI_TRY(constant, read_constant(place, table, left.type, words_of(left, table)));
  return Term{.type = left.type, .constant = constant};
}

Result<Condition> read_comparison(const Place& place, const Table& table) {
  KAZASHI_TRY(sides, place.items(3, 3));
  KAZASHI_TRY(left, read_term(sides[0], table));
  KAZASHI_TRY(name, sides[1].text());
  const auto comparison = comparison_named(name);
  if (!comparison) return sides[1].refuse();
  const bool ordered = left.type == Type::date || left.type == Type::integer;
  if (!ordered && *comparison != Comparison::eq && *comparison != Comparison::in) return sides[1].refuse();

  Condition condition{.form = Condition::Form::comparison, .comparison = *comparison, .left = left};
  if (*comparison == Comparison::in) {
    KAZASHI_TRY(items, sides[2].items(1, kMaxParts));
    for (const Place& item : items) {
      KAZASHI_TRY(constant, read_constant(item, table, left.type, words_of(left, table)));
      condition.list.push_back(constant);
    }
    return condition;
  }
  KAZASHI_TRY(right, read_right_side(sides[2], table, left));
  condition.right = right;
  return condition;
}

Result<Condition> read_parts(const Place& place, const Table& table, Condition::Form form) {
  KAZASHI_TRY(items, place.items(1, kMaxParts));
  Condition condition{.form = form};
  for (const Place& item : items) {
    KAZASHI_TRY(part, read_condition(item, table));
    condition.parts.push_back(std::move(part));
  }
  return condition;
}

}  // namespace

Result<std::size_t> read_input_name(const Place& place, const Table& table) {
  KAZASHI_TRY(name, place.text());
  const auto found = std::ranges::find(table.inputs, name, &Input::name);
  if (found == table.inputs.end()) return place.refuse();
  return static_cast<std::size_t>(found - table.inputs.begin());
}

Result<Term> read_call(const Place& place, const Table& table) {
  KAZASHI_TRY(name_place, place.member("fn"));
  KAZASHI_TRY(name, name_place.text());
  const auto function = function_named(name);
  if (!function) return name_place.refuse();
  const Signature signature = signature_of(*function);

  KAZASHI_TRY(arguments, place.member("args"));
  KAZASHI_TRY(items, arguments.items(signature.count, signature.count));
  Term term{.kind = Term::Kind::function, .type = signature.result, .function = *function};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (signature.arguments[i] == Type::integer) {
      KAZASHI_TRY(number, items[i].integer());
      if (number < signature.least || number > signature.most) return items[i].refuse();
      term.arguments.push_back({.constant = number});
      continue;
    }
    KAZASHI_TRY(argument, read_term(items[i], table));
    if (argument.type != signature.arguments[i]) return items[i].refuse();
    term.uses |= argument.uses;
    term.arguments.push_back(std::move(argument));
  }
  return term;
}

Result<Term> read_output(const Place& place, const Table& table, Type type) {
  return read_right_side(place, table, Term{.type = type});
}

Result<Condition> read_condition(const Place& place, const Table& table) {
  if (!place.value().is_object() || place.value().size() != 1) return place.refuse();
  const auto form = form_named(place.value().begin().key());
  if (!form) return place.refuse();
  KAZASHI_TRY(inside, place.member(place.value().begin().key()));
  switch (*form) {
    case Condition::Form::all:
    case Condition::Form::any:
      return read_parts(inside, table, *form);
    case Condition::Form::comparison:
      return read_comparison(inside, table);
    case Condition::Form::negation: {
      KAZASHI_TRY(part, read_condition(inside, table));
      return Condition{.form = *form, .parts = {std::move(part)}};
    }
    case Condition::Form::present: {
      KAZASHI_TRY(input, read_input_name(inside, table));
      return Condition{.form = *form, .input = input};
    }
    case Condition::Form::always:
      break;
  }
  KAZASHI_CHECK(inside.items(0, 0));
  return Condition{};
}

}  // namespace kazashi::rules
