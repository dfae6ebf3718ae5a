#include "rules/decision_json.h"

#include <string_view>

#include "rules/json_text.h"

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

void append_value(std::string& out, const Value& value) {
  if (const auto* date = std::get_if<base::CivilDate>(&value))
    return append_text(out, base::format_date(*date));
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out += std::to_string(*number);
  } else if (const auto* truth = std::get_if<bool>(&value)) {
    out += *truth ? "true" : "false";
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    append_text(out, *text);
  } else {
    out += "null";
  }
}

void append_names(std::string& out, std::string_view member, const std::vector<std::string>& names) {
  out.append(",\"").append(member).append("\":[");
  for (const std::string& name : names) {
    if (out.back() != '[') out += ',';
    append_text(out, name);
  }
  out += ']';
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

void append_result(std::string& out, const Decision& decision) {
  out += R"("outcome":)";
  append_text(out, decision.outcome);
  if (decision.reason) {
    out += R"(,"reason":)";
    append_text(out, base::code_text(*decision.reason));
  }
  out += R"(,"row":)";
  append_text(out, decision.row);
  out += R"(,"basis":)";
  append_text(out, decision.basis);
  out += R"(,"values":{)";
  for (const auto& [name, value] : decision.values) {
    if (out.back() != '{') out += ',';
    append_text(out, name);
    out += ':';
    append_value(out, value);
  }
  out += '}';
  append_names(out, "flags", decision.flags);
  append_names(out, "missing", decision.missing);
  append_names(out, "invalid", decision.invalid);
}

}  // namespace kazashi::rules
