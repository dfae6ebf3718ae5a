#include "rules/json_text.h"

#include <set>
#include <string>
#include <vector>

namespace kazashi::rules {

using base::FailureCode;
using nlohmann::json;

base::Result<json> parse_json(std::string_view text, std::size_t max_octets, std::size_t max_depth,
                              FailureCode malformed) {
  if (text.size() > max_octets) return base::fail(FailureCode::rules_too_large);

  bool too_deep = false;
  bool repeated = false;
  std::vector<std::set<std::string>> names;  // of every object that is open
  const auto keep = [&](int, json::parse_event_t event, json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        too_deep = too_deep || names.size() >= max_depth;
        if (!too_deep) names.emplace_back();
        break;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        if (!too_deep) names.pop_back();
        break;
      case json::parse_event_t::key:
        if (!too_deep)
          repeated = !names.back().insert(parsed.get_ref<const std::string&>()).second || repeated;
        break;
      case json::parse_event_t::value:
        break;
    }
    return !too_deep;
  };
  json value = json::parse(text, keep, /*allow_exceptions=*/false);
  if (too_deep) return base::fail(FailureCode::rules_too_deep);
  if (value.is_discarded() || repeated) return base::fail(malformed);
  return value;
}

}  // namespace kazashi::rules
