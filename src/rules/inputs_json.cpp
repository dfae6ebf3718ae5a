#include "rules/inputs_json.h"

#include <cstdint>
#include <string>

namespace kazashi::rules {

using nlohmann::json;

Value value_from_json(const json& given) {
  if (const auto* text = given.get_ptr<const std::string*>()) return *text;
  if (const auto* truth = given.get_ptr<const bool*>()) return *truth;
  if (const auto* number = given.get_ptr<const json::number_unsigned_t*>()) {  // zero and above
    if (*number <= static_cast<std::uint64_t>(INT64_MAX)) return static_cast<std::int64_t>(*number);
    return Unusable{};
  }
  if (const auto* number = given.get_ptr<const json::number_integer_t*>()) return *number;
  return Unusable{};
}

Inputs inputs_from_json(const json& object) {
  Inputs inputs;
  for (auto entry = object.begin(); entry != object.end(); ++entry) {
    if (!entry.value().is_null()) inputs.emplace(entry.key(), value_from_json(entry.value()));
  }
  return inputs;
}

}  // namespace kazashi::rules
