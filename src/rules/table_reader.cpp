#include "rules/table_reader.h"

#include <algorithm>

#include "rules/condition_reader.h"
#include "rules/decision.h"
#include "rules/names.h"

namespace kazashi::rules {
namespace {

using base::Result;

// More than a page of print each. The largest table of the catalogue has 49 rows; one input has 19 words.
constexpr std::size_t kMaxRows = 512;
constexpr std::size_t kMaxNames = 64;

template <class Items, class Projection>
bool known(const Items& items, std::string_view name, Projection projection) {
  return std::ranges::find(items, name, projection) != items.end();
}

/// The place of a word in the table's list, where it is added if it is new.
Number intern(Table& table, const std::string& word) {
  const auto found = std::ranges::find(table.words, word);
  const auto index = found - table.words.begin();
  if (found == table.words.end()) table.words.push_back(word);
  return index;
}

Result<void> read_words(const Place& place, Table& table, Input& input) {
  KAZASHI_TRY(list, place.member("values"));
  KAZASHI_TRY(items, list.items(1, kMaxNames));
  for (const Place& item : items) {
    KAZASHI_TRY(text, item.text());
    const Number word = intern(table, text);
    if (std::ranges::find(input.words, word) != input.words.end()) return item.refuse();
    input.words.push_back(word);
  }
  return {};
}

Result<Type> read_type(const Place& place) {
  KAZASHI_TRY(named, place.member("type"));
  KAZASHI_TRY(name, named.text());
  const auto type = type_named(name);
  if (!type) return named.refuse();
  return *type;
}

Result<bool> read_optional(const Place& place) {
  if (!place.has("optional")) return false;
  KAZASHI_TRY(optional, place.member("optional"));
  return optional.boolean();
}

Result<void> read_inputs(const Place& decision, Table& table) {
  KAZASHI_TRY(list, decision.member("inputs"));
  KAZASHI_TRY(items, list.items(1, kMaxInputs));
  for (const Place& item : items) {
    KAZASHI_CHECK(
        item.only({"name", "type", "optional", "unit", "values", "labels", "description", "question"}));
    KAZASHI_TRY(name, item.text("name"));
    if (known(table.inputs, name, &Input::name)) return item.refuse();
    KAZASHI_TRY(type, read_type(item));
    KAZASHI_TRY(optional, read_optional(item));
    Input input{.name = name, .type = type, .optional = optional, .words = {}};
    if (type == Type::word) {
      KAZASHI_CHECK(read_words(item, table, input));
    } else if (item.has("values")) {
      return item.refuse();
    }
    table.inputs.push_back(std::move(input));
  }
  return {};
}

Result<Constraint> read_constraint(const Place& item, const Table& table) {
  KAZASHI_CHECK(item.only({"input", "notAfter", "notBefore", "minimum"}));
  if (item.value().size() != 2) return item.refuse();
  KAZASHI_TRY(input_place, item.member("input"));
  KAZASHI_TRY(input, read_input_name(input_place, table));
  const Type type = table.inputs[input].type;
  if (item.has("minimum")) {
    KAZASHI_TRY(minimum_place, item.member("minimum"));
    KAZASHI_TRY(minimum, minimum_place.integer());
    if (type != Type::integer) return item.refuse();
    return Constraint{.kind = Constraint::Kind::minimum, .input = input, .minimum = minimum};
  }
  const bool after = item.has("notAfter");
  KAZASHI_TRY(other_place, item.member(after ? "notAfter" : "notBefore"));
  KAZASHI_TRY(other, read_input_name(other_place, table));
  if (type != Type::date || table.inputs[other].type != Type::date || other == input) return item.refuse();
  return Constraint{.kind = after ? Constraint::Kind::not_after : Constraint::Kind::not_before,
                    .input = input,
                    .other = other};
}

Result<void> read_constraints(const Place& decision, Table& table) {
  if (!decision.has("constraints")) return {};
  KAZASHI_TRY(list, decision.member("constraints"));
  KAZASHI_TRY(items, list.items(0, kMaxNames));
  for (const Place& item : items) {
    KAZASHI_TRY(constraint, read_constraint(item, table));
    table.constraints.push_back(constraint);
  }
  return {};
}

Result<void> read_derived_values(const Place& decision, Table& table) {
  KAZASHI_TRY(list, decision.member("derived"));
  KAZASHI_TRY(items, list.items(0, kMaxNames));
  for (const Place& item : items) {
    KAZASHI_CHECK(item.only({"name", "fn", "args"}));
    KAZASHI_TRY(name, item.text("name"));
    if (known(table.derived, name, &Derived::name)) return item.refuse();
    KAZASHI_TRY(term, read_call(item, table));
    table.derived.push_back({.name = name, .term = std::move(term)});
  }
  return {};
}

Result<void> read_outputs(const Place& decision, Table& table) {
  KAZASHI_TRY(list, decision.member("outputs"));
  KAZASHI_TRY(items, list.items(0, kMaxNames));
  for (const Place& item : items) {
    KAZASHI_CHECK(item.only({"name", "type", "optional", "label", "description"}));
    KAZASHI_TRY(name, item.text("name"));
    if (name == "outcome" || known(table.outputs, name, &Output::name)) return item.refuse();
    KAZASHI_TRY(type, read_type(item));
    if (type == Type::word) return item.refuse();  // a word that a row says is an outcome
    KAZASHI_TRY(optional, read_optional(item));
    table.outputs.push_back({.name = name, .type = type, .optional = optional});
  }
  KAZASHI_TRY(outcomes, decision.member("outcomes"));
  if (!outcomes.value().is_object() || outcomes.value().size() > kMaxNames) return outcomes.refuse();
  for (auto entry = outcomes.value().begin(); entry != outcomes.value().end(); ++entry) {
    table.outcomes.push_back(entry.key());
  }
  return {};
}

Result<void> read_then(const Place& then, const Table& table, Row& row) {
  if (!then.value().is_object()) return then.refuse();
  KAZASHI_TRY(outcome_place, then.member("outcome"));
  KAZASHI_TRY(outcome, outcome_place.text());
  if (outcome == kIndeterminate || !known(table.outcomes, outcome, std::identity{}))
    return outcome_place.refuse();
  row.outcome = outcome;
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    const Output& output = table.outputs[i];
    if (!then.has(output.name)) {
      if (!output.optional) return then.refuse();
      continue;
    }
    KAZASHI_TRY(place, then.member(output.name));
    KAZASHI_TRY(term, read_output(place, table, output.type));
    row.values.emplace_back(i, std::move(term));
  }
  if (then.value().size() != row.values.size() + 1) return then.refuse();
  return {};
}

Result<std::string> read_flag(const Place& place, std::span<const std::string> flags) {
  KAZASHI_TRY(flag, place.text());
  if (!known(flags, flag, std::identity{})) return place.refuse();
  return flag;
}

Result<Row> read_row(const Place& item, const Table& table, std::span<const std::string> flags) {
  KAZASHI_CHECK(item.only({"rule", "when", "then", "flags", "precedes", "text", "basisQuote"}));
  Row row;
  KAZASHI_TRY(id, item.text("rule"));
  if (known(table.rows, id, &Row::id)) return item.refuse();
  row.id = id;
  KAZASHI_TRY(when_place, item.member("when"));
  KAZASHI_TRY(when, read_condition(when_place, table));
  row.when = std::move(when);
  KAZASHI_TRY(then, item.member("then"));
  KAZASHI_CHECK(read_then(then, table, row));
  KAZASHI_TRY(flags_place, item.member("flags"));
  KAZASHI_TRY(flag_items, flags_place.items(0, kMaxNames));
  for (const Place& flag_item : flag_items) {
    KAZASHI_TRY(flag, read_flag(flag_item, flags));
    row.flags.push_back(flag);
  }
  KAZASHI_TRY(basis, item.text("basisQuote"));
  row.basis = basis;
  return row;
}

Result<void> read_rows(const Place& decision, Table& table, std::span<const std::string> flags) {
  KAZASHI_TRY(list, decision.member("rules"));
  KAZASHI_TRY(items, list.items(1, kMaxRows));
  for (const Place& item : items) {
    KAZASHI_TRY(row, read_row(item, table, flags));
    table.rows.push_back(std::move(row));
  }
  return {};
}

Result<void> read_flag_rules(const Place& decision, Table& table, std::span<const std::string> flags) {
  KAZASHI_TRY(list, decision.member("flagRules"));
  KAZASHI_TRY(items, list.items(0, kMaxNames));
  for (const Place& item : items) {
    KAZASHI_CHECK(item.only({"flag", "when"}));
    KAZASHI_TRY(flag_place, item.member("flag"));
    KAZASHI_TRY(flag, read_flag(flag_place, flags));
    KAZASHI_TRY(when_place, item.member("when"));
    KAZASHI_TRY(when, read_condition(when_place, table));
    table.flag_rules.push_back({.flag = flag, .when = std::move(when)});
  }
  return {};
}

Result<void> read_dates(const Place& decision, Table& table) {
  KAZASHI_TRY(from, decision.date("validFrom"));
  table.valid_from = from;
  KAZASHI_TRY(to_place, decision.member("validTo"));  // null, but said: an end that was forgotten is no end
  if (to_place.value().is_null()) return {};
  KAZASHI_TRY(to, to_place.date());
  if (to < from) return to_place.refuse();
  table.valid_to = to;
  return {};
}

}  // namespace

Result<Table> read_table(const Place& decision, std::span<const std::string> flags) {
  KAZASHI_CHECK(
      decision.only({"id", "version", "validFrom", "validTo", "title", "section", "inputs", "constraints",
                     "derived", "outputs", "outcomes", "hitPolicy", "rules", "flagRules", "notes"}));
  Table table;
  KAZASHI_TRY(id, decision.text("id"));
  table.id = id;
  KAZASHI_TRY(version, decision.text("version"));
  table.version = version;
  KAZASHI_CHECK(read_dates(decision, table));
  KAZASHI_TRY(policy, decision.member("hitPolicy"));
  if (policy.value() != "first") return policy.refuse();
  KAZASHI_CHECK(read_inputs(decision, table));
  KAZASHI_CHECK(read_constraints(decision, table));
  KAZASHI_CHECK(read_derived_values(decision, table));
  KAZASHI_CHECK(read_outputs(decision, table));
  KAZASHI_CHECK(read_rows(decision, table, flags));
  KAZASHI_CHECK(read_flag_rules(decision, table, flags));
  return table;
}

}  // namespace kazashi::rules
