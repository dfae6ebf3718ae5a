#include "verify/procedure_json.h"

#include <string>
#include <utility>

#include "rules/inputs_json.h"

namespace kazashi::verify {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;
using nlohmann::json;

// The longest procedure asks ten decisions with ten inputs; a caller has no reason for more than these.
constexpr std::size_t kMostDecisions = 64;
constexpr std::size_t kMostInputs = 64;

std::unexpected<base::Failure> malformed() { return fail(FailureCode::procedure_malformed); }

Result<std::string> text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return malformed();
  return member->get<std::string>();
}

Result<InputSource> read_source(const json& text) {
  for (const auto source :
       {InputSource::procedure, InputSource::card, InputSource::relying_party, InputSource::form}) {
    if (text == source_text(source)) return source;
  }
  return malformed();
}

Result<ProcedureInput> read_input(const std::string& name, const json& rule) {
  if (!rule.is_object() || !rule.contains("from") || !rule.at("from").is_array()) return malformed();
  ProcedureInput input{.name = name, .from = {}, .reads = {}, .fixed = {}};
  for (const json& text : rule.at("from")) {
    KAZASHI_TRY(source, read_source(text));
    input.from.push_back(source);
    if (source == InputSource::card) {
      KAZASHI_TRY(fact, text_of(rule, "reads"));
      input.reads = std::move(fact);
    }
    if (source == InputSource::procedure) {
      if (!rule.contains("value")) return malformed();
      input.fixed = rules::value_from_json(rule.at("value"));
    }
  }
  return input;
}

Result<DecisionCall> read_call(const json& entry) {
  if (!entry.is_object()) return malformed();
  KAZASHI_TRY(id, text_of(entry, "id"));
  const auto inputs = entry.find("inputs");
  if (inputs == entry.end() || !inputs->is_object() || inputs->size() > kMostInputs) return malformed();
  DecisionCall call{.id = std::move(id), .inputs = {}};
  for (auto rule = inputs->begin(); rule != inputs->end(); ++rule) {
    KAZASHI_TRY(input, read_input(rule.key(), rule.value()));
    call.inputs.push_back(std::move(input));
  }
  return call;
}

Result<ProofNeed> read_proof(const json& entry) {
  if (!entry.is_object()) return malformed();
  KAZASHI_TRY(proof, text_of(entry, "proof"));
  KAZASHI_TRY(need, text_of(entry, "need"));
  constexpr std::pair<std::string_view, Need> kNeeds[] = {
      {"required", Need::required}, {"one-of", Need::one_of}, {"optional", Need::optional}};
  for (const auto& [text, value] : kNeeds) {
    if (need == text) return ProofNeed{.proof = std::move(proof), .need = value};
  }
  return malformed();
}

Result<int> read_age(const json& entry) {
  constexpr std::uint64_t kOldest = 150;
  if (!entry.is_object() || entry.value("predicate", json()) != "age-at-least") return malformed();
  const auto years = entry.find("value");
  if (years == entry.end() || !years->is_number_unsigned()) return malformed();
  if (years->get<std::uint64_t>() > kOldest) return malformed();
  return years->get<int>();
}

/// What a procedure does not say may be seen may not.
Result<MaySee> read_may_see(const json& procedure) {
  MaySee may_see;
  const auto object = procedure.find("maySee");
  if (object == procedure.end()) return may_see;
  if (!object->is_object()) return malformed();
  const auto predicates = object->find("predicates");
  const auto attributes = object->find("attributes");
  const auto photo = object->find("photo");
  if (predicates == object->end() || !predicates->is_array() || attributes == object->end() ||
      !attributes->is_array() || photo == object->end() || !photo->is_boolean()) {
    return malformed();
  }
  for (const json& entry : *predicates) {
    KAZASHI_TRY(age, read_age(entry));
    may_see.ages.push_back(age);
  }
  for (const json& word : *attributes) {
    if (!word.is_string()) return malformed();
    may_see.attributes.insert(word.get<std::string>());
  }
  may_see.photo = photo->get<bool>();
  return may_see;
}

}  // namespace

Result<Procedure> procedure_from_json(const json& object) {
  if (!object.is_object()) return malformed();
  KAZASHI_TRY(format, text_of(object, "format"));
  if (format != "kazashi-procedure:1") return malformed();
  KAZASHI_TRY(id, text_of(object, "procedure"));
  KAZASHI_TRY(version, text_of(object, "version"));
  KAZASHI_TRY(may_see, read_may_see(object));
  Procedure procedure{.id = std::move(id),
                      .version = std::move(version),
                      .proofs = {},
                      .may_see = std::move(may_see),
                      .decisions = {}};

  const auto proofs = object.find("proofs");
  const auto decisions = object.find("decisions");
  if (proofs == object.end() || !proofs->is_array() || decisions == object.end() || !decisions->is_array() ||
      decisions->size() > kMostDecisions) {
    return malformed();
  }
  for (const json& entry : *proofs) {
    KAZASHI_TRY(proof, read_proof(entry));
    procedure.proofs.push_back(std::move(proof));
  }
  for (const json& entry : *decisions) {
    KAZASHI_TRY(call, read_call(entry));
    procedure.decisions.push_back(std::move(call));
  }
  return procedure;
}

}  // namespace kazashi::verify
