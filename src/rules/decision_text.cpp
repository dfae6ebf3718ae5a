#include "rules/decision_text.h"

#include <algorithm>
#include <vector>

namespace kazashi::rules {
namespace {

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
