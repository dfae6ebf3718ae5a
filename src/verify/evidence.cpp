#include "verify/evidence.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/base64.h"

namespace kazashi::verify {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;
using nlohmann::json;
using Pointer = json::json_pointer;

// Beside the parts themselves: names, quotation marks and brackets.
constexpr std::size_t kFrame = 1024;

constexpr const char* kType = "kazashi-evidence:1";
constexpr const char* kTokenFormat = "web-eid:1.0";
constexpr const char* kAlgorithm = "RS256";

/// The text of a member, or nothing when it is absent or something else.
std::optional<std::string_view> text_member(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return std::nullopt;
  return member->get_ref<const std::string&>();
}

std::size_t largest_text(std::span<const EvidencePart> parts) {
  std::size_t size = kFrame;
  for (const EvidencePart& part : parts) size += (part.limit + 2) / 3 * 4;
  return size;
}

/// An authentication is a token of another format besides, whose words are looked at by name.
Result<void> check_token_form(const json& evidence) {
  const auto token = evidence.find("token");
  if (token == evidence.end() || !token->is_object()) return fail(FailureCode::evidence_malformed);
  if (text_member(*token, "format") != kTokenFormat) return fail(FailureCode::evidence_format_unknown);
  if (text_member(*token, "algorithm") != kAlgorithm) return fail(FailureCode::signature_algorithm_refused);
  return {};
}

Result<void> check_same(std::string_view text, std::string_view canonical) {
  if (text == canonical) return {};
  const auto difference = std::ranges::mismatch(text, canonical).in1 - text.begin();
  return fail(FailureCode::evidence_not_canonical, static_cast<std::uint32_t>(difference));
}

json frame_of(Use use) {
  json text = {{"type", kType}, {"use", use_text(use)}};
  if (use == Use::authenticate) text["token"] = {{"format", kTokenFormat}, {"algorithm", kAlgorithm}};
  return text;
}

/// Nothing for a part that may be absent and is.
Result<std::optional<base::Bytes>> read_part(const json& evidence, const EvidencePart& part) {
  const Pointer place{std::string(part.place)};
  if (!evidence.contains(place)) {
    if (part.required) return fail(FailureCode::evidence_malformed);
    return std::optional<base::Bytes>{};
  }
  const json& member = evidence.at(place);
  if (!member.is_string()) return fail(FailureCode::evidence_malformed);
  auto octets = base::from_base64(member.get_ref<const std::string&>());
  if (!octets || octets->empty()) return fail(FailureCode::evidence_malformed);
  if (octets->size() > part.limit) return fail(FailureCode::evidence_too_large);
  return std::optional(std::move(*octets));
}

}  // namespace

void Evidence::put(std::string_view name, base::ByteView octets) {
  const auto part = std::ranges::find(parts_, name, &EvidencePart::name);
  if (part != parts_.end() && !octets.empty()) {
    octets_.insert_or_assign(part->name, card::Personal(octets));
  }
}

base::ByteView Evidence::part(std::string_view name) const {
  const auto found = octets_.find(name);
  return found == octets_.end() ? base::ByteView() : found->second.reveal();
}

std::string Evidence::to_text() const {
  json text = frame_of(use_);
  for (const EvidencePart& part : parts_) {
    if (has(part.name)) text[Pointer(std::string(part.place))] = base::to_base64(this->part(part.name));
  }
  return text.dump();  // members sorted, no white space
}

Result<Evidence> Evidence::parse(std::string_view text, Use use, std::span<const EvidencePart> parts) {
  if (text.size() > largest_text(parts)) return fail(FailureCode::evidence_too_large);
  const json parsed = json::parse(text, nullptr, false);
  if (!parsed.is_object()) return fail(FailureCode::evidence_malformed);
  if (text_member(parsed, "type") != kType) return fail(FailureCode::evidence_format_unknown);
  const auto named = text_member(parsed, "use");
  if (!named || !use_from(*named)) return fail(FailureCode::evidence_malformed);
  if (*named != use_text(use)) return fail(FailureCode::evidence_other_use);
  if (use == Use::authenticate) KAZASHI_CHECK(check_token_form(parsed));

  Evidence evidence(use, parts);
  for (const EvidencePart& part : parts) {
    KAZASHI_TRY(octets, read_part(parsed, part));
    if (octets) evidence.put(part.name, *octets);
  }
  const std::string canonical = evidence.to_text();
  if (json::parse(canonical, nullptr, false) != parsed) return fail(FailureCode::evidence_malformed);
  KAZASHI_CHECK(check_same(text, canonical));
  return evidence;
}

}  // namespace kazashi::verify
