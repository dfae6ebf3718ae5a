#include "trust/payload.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace kazashi::trust::payload {

using base::Result;
using nlohmann::json;

namespace {

constexpr std::size_t kMaxText = 500;  // of a provenance: a sentence or two

}  // namespace

Result<json> parse_json(std::string_view text) {
  bool duplicates = false;
  std::vector<std::set<std::string>> open_objects;
  const json::parser_callback_t watch = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == json::parse_event_t::object_end) open_objects.pop_back();
    if (event == json::parse_event_t::key) {
      duplicates |= !open_objects.back().insert(parsed.get_ref<const std::string&>()).second;
    }
    return true;
  };
  json value = json::parse(text, watch, false);
  if (value.is_discarded() || duplicates) return malformed();
  return value;
}

Result<Members> Members::of(const json& value, std::initializer_list<std::string_view> known) {
  if (!value.is_object()) return malformed();
  for (const auto& member : value.items()) {
    if (std::ranges::find(known, member.key()) == known.end()) return malformed();
  }
  return Members(value);
}

const json* Members::find(std::string_view name) const {
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &*found;
}

Result<std::string> Members::text(std::string_view name) const {
  const json* value = find(name);
  if (value == nullptr || !value->is_string()) return malformed();
  return value->get_ref<const std::string&>();
}

Result<std::optional<std::string>> Members::optional_text(std::string_view name) const {
  if (find(name) == nullptr) return std::nullopt;
  KAZASHI_TRY(value, text(name));
  return value;
}

Result<bool> Members::boolean(std::string_view name) const {
  const json* value = find(name);
  if (value == nullptr || !value->is_boolean()) return malformed();
  return value->get<bool>();
}

Result<pki::Provenance> read_provenance(const json* value) {
  if (value == nullptr) return malformed();
  KAZASHI_TRY(members, Members::of(*value, {"source", "confidence", "note"}));
  KAZASHI_TRY(source, members.text("source"));
  KAZASHI_TRY(confidence_name, members.text("confidence"));
  KAZASHI_TRY(note, members.optional_text("note"));
  const auto confidence = pki::confidence_from(confidence_name);
  if (!confidence || source.empty() || source.size() > kMaxText) return malformed();
  if (note && note->size() > kMaxText) return malformed();
  return pki::Provenance{.source = std::move(source),
                         .confidence = *confidence,
                         .note = std::move(note).value_or(std::string())};
}

}  // namespace kazashi::trust::payload
