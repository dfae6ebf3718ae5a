#include "rules/evaluate.h"

#include <algorithm>
#include <utility>

#include "rules/facts.h"
#include "rules/trace.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;

Decision undecided(const Table& table, FailureCode reason) {
  return {.id = table.id, .version = table.version, .outcome = std::string{kIndeterminate}, .reason = reason};
}

Decision lacking_inputs(const Facts& facts, InputSet lacking) {
  Decision decision = undecided(facts.table(), FailureCode::rules_inputs_missing);
  decision.missing = facts.missing(lacking);
  decision.invalid = facts.invalid(lacking);
  return decision;
}

std::vector<std::string> flags_of(const Facts& facts, const Row& row) {
  std::vector<std::string> flags = row.flags;
  for (const FlagRule& rule : facts.table().flag_rules) {
    if (facts.test(rule.when).truth == Truth::yes) flags.push_back(rule.flag);
  }
  std::ranges::sort(flags);
  const auto repeated = std::ranges::unique(flags);
  flags.erase(repeated.begin(), repeated.end());
  return flags;
}

Decision fire(const Facts& facts, const Row& row) {
  const Table& table = facts.table();
  Decision decision{
      .id = table.id, .version = table.version, .outcome = row.outcome, .row = row.id, .basis = row.basis};
  for (const auto& [output, term] : row.values) {
    const Operand value = facts.operand(term);
    if (!value.value) return lacking_inputs(facts, value.lacking);
    decision.values.emplace(table.outputs[output].name, to_value(table, term.type, *value.value));
  }
  decision.flags = flags_of(facts, row);
  return decision;
}

/// What stands against using the table at all for the day that is asked about.
std::optional<Decision> out_of_date(const Table& table, const Inputs& inputs) {
  if (!table.valid_to) return std::nullopt;
  const auto given = inputs.find(kEvaluationDate);
  const auto day = given == inputs.end() ? std::nullopt : date_of(given->second);
  if (!day) {
    Decision decision = undecided(table, FailureCode::rules_inputs_missing);
    decision.missing.emplace_back(kEvaluationDate);
    if (given != inputs.end()) decision.invalid.emplace_back(kEvaluationDate);
    return decision;
  }
  if (*day > to_number(*table.valid_to)) return undecided(table, FailureCode::rules_table_expired);
  return std::nullopt;
}

/// `tried` sees every row that is evaluated, before it is acted on.
template <class Tried>
Decision decide_by(const Table& table, const Inputs& inputs, Tried tried) {
  if (auto decision = out_of_date(table, inputs)) return *std::move(decision);
  const Facts facts{table, inputs};
  for (const Row& row : table.rows) {
    tried(facts, row);
    const Verdict verdict = facts.test(row.when);
    if (verdict.truth == Truth::yes) return fire(facts, row);
    if (verdict.truth == Truth::unknown) return lacking_inputs(facts, verdict.lacking);
  }
  return undecided(table, FailureCode::rules_not_covered);
}

}  // namespace

base::Result<Decision> evaluate(const Book& book, std::string_view id, const Inputs& inputs) {
  const Table* table = book.find(id);
  if (table == nullptr) return base::fail(FailureCode::rules_unknown_decision);
  return decide_by(*table, inputs, [](const Facts&, const Row&) {});
}

base::Result<Explanation> explain(const Book& book, std::string_view id, const Inputs& inputs) {
  const Table* table = book.find(id);
  if (table == nullptr) return base::fail(FailureCode::rules_unknown_decision);
  Explanation explanation;
  explanation.decision = decide_by(*table, inputs, [&](const Facts& facts, const Row& row) {
    explanation.rows.push_back({row.id, row.basis, trace(facts, row.when)});
  });
  return explanation;
}

}  // namespace kazashi::rules
