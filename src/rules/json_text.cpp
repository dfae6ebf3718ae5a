#include "rules/json_text.h"

#include <algorithm>
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

void append_text(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto escaped = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; };
  out += '"';
  for (;;) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if(text, escaped) - text.begin());
    out.append(text.substr(0, plain));
    if (plain == text.size()) break;
    const auto octet = static_cast<unsigned char>(text[plain]);
    if (octet < 0x20) {
      out.append("\\u00") += kDigits[octet >> 4U];
      out += kDigits[octet & 0xFU];
    } else {
      (out += '\\') += text[plain];
    }
    text.remove_prefix(plain + 1);
  }
  out += '"';
}

}  // namespace kazashi::rules
