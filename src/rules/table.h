// A decision table as it stands in memory: names resolved, types checked, ready to be evaluated any number of
// times.
//
// Everything that a table computes with is a whole number whose type the table knows: a date counts days, a
// truth is 0 or 1, a word is its place in the table's list of words. Loading a book refuses every comparison
// of unlike types, so that evaluation needs no case for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "rules/value.h"

namespace kazashi::rules {

enum class Type : std::uint8_t { date, integer, boolean, word };
using Number = std::int64_t;

/// Inputs of one table as bits, the first input being the lowest.
using InputSet = std::uint64_t;
inline constexpr std::size_t kMaxInputs = 64;  // one bit each; the largest table of the catalogue has ten

struct Input {
  std::string name;
  Type type;
  bool optional = false;        ///< never named as missing
  std::vector<Number> words{};  ///< of an input of type word: those it may be
};

enum class Function : std::uint8_t {
  age_on,
  age_eve,
  add_months,
  nth_birthday_after,
  is_birthday,
  is_leap_day
};

struct Term {
  enum class Kind : std::uint8_t { constant, input, derived, function };
  Kind kind = Kind::constant;
  Type type = Type::integer;
  Number constant = 0;
  std::size_t index = 0;  ///< of the input or the derived value
  Function function = Function::age_on;
  std::vector<Term> arguments{};
  InputSet uses = 0;  ///< the inputs that the value depends on
};

enum class Comparison : std::uint8_t { eq, lt, le, gt, ge, in };

struct Condition {
  enum class Form : std::uint8_t { all, any, negation, comparison, present, always };
  Form form = Form::always;
  std::vector<Condition> parts{};  ///< of all, any (one or more) and negation (one)
  Comparison comparison = Comparison::eq;
  Term left{};
  Term right{};                ///< unused with `in`
  std::vector<Number> list{};  ///< of `in`
  std::size_t input = 0;       ///< of present
};

/// What makes a given value impossible beside another one.
struct Constraint {
  enum class Kind : std::uint8_t { not_after, not_before, minimum };
  Kind kind;
  std::size_t input;
  std::size_t other = 0;  ///< the input it is held against, of the same table
  Number minimum = 0;
};

struct Derived {
  std::string name;
  Term term;  ///< uses derived values before this one only
};

struct Output {
  std::string name;
  Type type;
  bool optional = false;  ///< a row may leave it out
};

struct Row {
  std::string id;
  Condition when;
  std::string outcome;
  std::vector<std::pair<std::size_t, Term>> values;  ///< by index of the output
  std::vector<std::string> flags;
  std::string basis;  ///< the sentence of the source
};

struct FlagRule {
  std::string flag;
  Condition when;
};

struct Table {
  std::string id;
  std::string version;
  base::CivilDate valid_from;  ///< from when the table may be used; says nothing about the service
  std::optional<base::CivilDate> valid_to;  ///< the last day it speaks for; none: no end is known
  std::vector<std::string> words;
  std::vector<Input> inputs;
  std::vector<Constraint> constraints;
  std::vector<Derived> derived;
  std::vector<Output> outputs;
  std::vector<std::string> outcomes;
  std::vector<Row> rows;  ///< the first that is true fires, the first that is unknown stops
  std::vector<FlagRule> flag_rules;
};

/// The number that stands for a date inside a table.
[[nodiscard]] constexpr Number to_number(base::CivilDate date) {
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

/// The other way. `day` is within the years that CivilDate can say.
[[nodiscard]] inline base::CivilDate to_date(Number day) {
  return base::CivilDate{std::chrono::sys_days{std::chrono::days{day}}};
}

/// A number of the given type as callers see it. A word must be one of the table's.
[[nodiscard]] inline Value to_value(const Table& table, Type type, Number number) {
  switch (type) {
    case Type::date:
      return to_date(number);
    case Type::boolean:
      return number != 0;
    case Type::word:
      return table.words[static_cast<std::size_t>(number)];
    case Type::integer:
      break;
  }
  return number;
}

}  // namespace kazashi::rules
