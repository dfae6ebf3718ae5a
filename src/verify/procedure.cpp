#include "verify/procedure.h"

#include <algorithm>
#include <utility>

#include "rules/evaluate.h"

namespace kazashi::verify {
namespace {

using base::fail;
using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;
using rules::Value;

std::optional<Value> value_in(const auto& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? std::nullopt : std::optional<Value>(found->second);
}

std::optional<Value> value_from(InputSource source, const ProcedureInput& input, const Facts& facts) {
  switch (source) {
    case InputSource::procedure:
      return input.fixed;
    case InputSource::card:
      return value_in(facts.card, input.reads);
    case InputSource::relying_party:
      return value_in(facts.relying_party, input.name);
    case InputSource::form:
      return value_in(facts.form, input.name);
  }
  return std::nullopt;
}

ProcedureInput fixed(std::string name, Value value) {
  return {.name = std::move(name), .from = {InputSource::procedure}, .reads = {}, .fixed = std::move(value)};
}

ProcedureInput from_card(std::string name, std::string fact) {
  return {.name = std::move(name), .from = {InputSource::card}, .reads = std::move(fact), .fixed = {}};
}

ProcedureInput told(std::string name, InputSource source = InputSource::form) {
  return {.name = std::move(name), .from = {source}, .reads = {}, .fixed = {}};
}

}  // namespace

std::string_view source_text(InputSource source) {
  switch (source) {
    case InputSource::procedure:
      return "procedure";
    case InputSource::card:
      return "card";
    case InputSource::relying_party:
      return "relying-party";
    case InputSource::form:
      return "form";
  }
  return "";
}

base::Result<void> Procedure::fits(const rules::Book& book) const {
  for (const DecisionCall& call : decisions) {
    const rules::Table* table = book.find(call.id);
    if (table == nullptr) return fail(FailureCode::rules_unknown_decision);
    for (const ProcedureInput& input : call.inputs) {
      if (std::ranges::find(table->inputs, input.name, &rules::Input::name) == table->inputs.end()) {
        return fail(FailureCode::procedure_malformed);
      }
    }
  }
  return {};
}

std::vector<TakenDecision> Procedure::decide(const rules::Book& book, const Facts& facts) const {
  std::vector<TakenDecision> taken;
  for (const DecisionCall& call : decisions) {
    rules::Inputs inputs;
    TakenDecision entry;
    for (const ProcedureInput& input : call.inputs) {
      for (const InputSource source : input.from) {
        auto value = value_from(source, input, facts);
        if (!value) continue;
        inputs.emplace(input.name, std::move(*value));
        entry.sources.emplace(input.name, source);
        break;
      }
    }
    auto decision = rules::evaluate(book, call.id, inputs);
    if (!decision) continue;  // a rulebook without the table gives no decision; fits() tells beforehand
    entry.decision = std::move(*decision);
    taken.push_back(std::move(entry));
  }
  return taken;
}

Finding Procedure::proofs_finding(std::string_view given) const {
  const auto shown = [&](const ProofNeed& proof) { return proof.proof == given || proof.proof == "none"; };
  const auto is = [](Need need) { return [need](const ProofNeed& proof) { return proof.need == need; }; };
  const bool required = std::ranges::all_of(
      proofs, [&](const ProofNeed& proof) { return proof.need != Need::required || shown(proof); });
  const bool has_choice = std::ranges::any_of(proofs, is(Need::one_of));
  const bool chosen = std::ranges::any_of(
      proofs, [&](const ProofNeed& proof) { return proof.need == Need::one_of && shown(proof); });
  Finding finding{.id = FindingId::procedure_proofs,
                  .outcome = Outcome::passed,
                  .reason = {},
                  .certificate = {},
                  .source = base::FindingSource{.name = "procedure " + id + ' ' + version, .issued = {}}};
  if (!required || (has_choice && !chosen)) {
    finding.outcome = Outcome::indeterminate;
    finding.reason = Failure{FailureCode::procedure_proof_missing};
  }
  return finding;
}

Procedure default_procedure(bool card_was_read) {
  const auto today = told(std::string(rules::kEvaluationDate), InputSource::relying_party);
  const auto last_day = [](const char* name) {
    return from_card(name, "authentication-certificate.not-after");
  };
  Procedure procedure{
      .id = "authentication", .version = "1.0.0", .proofs = {}, .may_see = {}, .decisions = {}};
  procedure.decisions = {
      {"D-RENEWAL", {today, fixed("item", "certificate"), told("holderType"), last_day("expiryDate")}},
      {"D-VALIDITY", {today, told("cardExpiry"), fixed("needsCertificate", true), last_day("certExpiry")}},
      {"D-CERT-EXPIRY",
       {told("birthDate"), from_card("certIssueDate", "authentication-certificate.not-before")}}};
  if (card_was_read) {
    procedure.decisions.push_back({"D-PIN", {from_card("remainingTries", "pin.tries-left")}});
  }
  return procedure;
}

}  // namespace kazashi::verify
