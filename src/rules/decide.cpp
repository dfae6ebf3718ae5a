#include "rules/decide.h"

#include <algorithm>
#include <array>

#include "rules/decision_json.h"
#include "rules/evaluate.h"
#include "rules/inputs_json.h"
#include "rules/json_text.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;
using base::Result;
using nlohmann::json;

// No value of an input is nested; what is deeper is no input at all.
constexpr std::size_t kMaxRequestDepth = 8;
constexpr std::array<std::string_view, 4> kMembers{"id", "inputs", "evaluationDate", "trace"};

struct Request {
  std::string id;
  Inputs inputs;
  bool trace = false;
};

Result<Request> read(std::string_view text) {
  KAZASHI_TRY(whole, parse_json(text, kMaxRequestOctets, kMaxRequestDepth, FailureCode::json_malformed));
  const auto refuse = [] { return base::fail(FailureCode::option_malformed); };
  if (!whole.is_object()) return refuse();
  for (auto entry = whole.begin(); entry != whole.end(); ++entry) {
    if (std::ranges::find(kMembers, entry.key()) == kMembers.end()) return refuse();
  }
  const auto id = whole.find("id");
  const auto inputs = whole.find("inputs");
  if (id == whole.end() || !id->is_string() || inputs == whole.end() || !inputs->is_object()) return refuse();

  Request request{.id = id->get<std::string>(), .inputs = inputs_from_json(*inputs)};
  if (const auto date = whole.find(kEvaluationDate); date != whole.end()) {
    if (inputs->contains(kEvaluationDate)) return refuse();
    if (!date->is_null()) request.inputs.emplace(kEvaluationDate, value_from_json(*date));
  }
  if (const auto trace = whole.find("trace"); trace != whole.end()) {
    if (!trace->is_boolean()) return refuse();
    request.trace = trace->get<bool>();
  }
  return request;
}

}  // namespace

Result<std::string> decide(const Book& book, std::string_view request_text) {
  KAZASHI_TRY(request, read(request_text));
  if (request.trace) {
    KAZASHI_TRY(explanation, explain(book, request.id, request.inputs));
    return to_json(explanation).dump();
  }
  KAZASHI_TRY(decision, evaluate(book, request.id, request.inputs));
  return to_json(decision).dump();
}

}  // namespace kazashi::rules
