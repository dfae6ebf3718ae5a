#include "rules/decision_json.h"

#include <string_view>

namespace kazashi::rules {
namespace {

using nlohmann::json;

json value_json(const Value& value) {
  if (const auto* date = std::get_if<base::CivilDate>(&value)) return base::format_date(*date);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

std::string_view truth_text(Truth truth) {
  switch (truth) {
    case Truth::no:
      return "false";
    case Truth::yes:
      return "true";
    case Truth::unknown:
      break;
  }
  return "unknown";
}

json side_json(const TermTrace& side) {
  json result{{"values", json::array()}};
  if (!side.name.empty()) result["name"] = side.name;
  for (const Value& value : side.values) result["values"].push_back(value_json(value));
  return result;
}

json condition_json(const ConditionTrace& condition) {
  json result{{"form", condition.form}, {"result", truth_text(condition.truth)}};
  for (const ConditionTrace& part : condition.parts) result["parts"].push_back(condition_json(part));
  if (condition.form == "present" || condition.form == "cmp") result["left"] = side_json(condition.left);
  if (condition.form == "cmp") {
    result["comparison"] = condition.comparison;
    result["right"] = side_json(condition.right);
  }
  return result;
}

}  // namespace

json to_json(const Decision& decision) {
  json values = json::object();
  for (const auto& [name, value] : decision.values) values[name] = value_json(value);
  json result{{"id", decision.id},       {"version", decision.version}, {"outcome", decision.outcome},
              {"row", decision.row},     {"basis", decision.basis},     {"values", std::move(values)},
              {"flags", decision.flags}, {"missing", decision.missing}, {"invalid", decision.invalid}};
  if (decision.reason) result["reason"] = base::code_text(*decision.reason);
  return result;
}

json to_json(const Explanation& explanation) {
  json result = to_json(explanation.decision);
  result["trace"] = json::array();
  for (const RowTrace& row : explanation.rows) {
    result["trace"].push_back(
        {{"row", row.row}, {"basis", row.basis}, {"condition", condition_json(row.condition)}});
  }
  return result;
}

}  // namespace kazashi::rules
