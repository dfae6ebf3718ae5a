#include "verify/document.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace kazashi::verify {
namespace {

using base::fail;
using base::FailureCode;
using nlohmann::json;

constexpr std::int64_t kLargestNumber = std::int64_t{1} << 53;  // RFC 8785 section 3.2.2.3
constexpr int kDeepest = 32;                                    // of a form's sections and lists

/// UTF-8 sorts by code point and RFC 8785 by UTF-16; they differ only where four octets make a character.
bool sorts_alike(std::string_view name) {
  return std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

/// Whether this is of the subset of JSON whose canonical form no two writers disagree on. Recursion is
/// bounded by kDeepest.
bool is_plain(const json& value, int depth) {
  if (depth > kDeepest || value.is_number_float() || value.is_discarded()) return false;
  if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= std::uint64_t{kLargestNumber};
  if (value.is_number_integer()) return value.get<std::int64_t>() >= -kLargestNumber;
  if (!value.is_structured()) return true;
  for (auto entry = value.begin(); entry != value.end(); ++entry) {
    if (value.is_object() && !sorts_alike(entry.key())) return false;
    if (!is_plain(*entry, depth + 1)) return false;
  }
  return true;
}

bool is_text(const json& object, const char* name, std::string_view expected) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() && member->get_ref<const std::string&>() == expected;
}

}  // namespace

base::Result<void> check_document(std::string_view text, const Challenge& challenge) {
  if (text.size() > kLargestDocument) return fail(FailureCode::document_malformed);
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object() || !is_plain(document, 0)) return fail(FailureCode::document_malformed);
  if (!is_text(document, "origin", challenge.origin()) || !is_text(document, "nonce", challenge.nonce())) {
    return fail(FailureCode::document_other_challenge);
  }
  const std::string canonical = document.dump();  // members sorted, no white space, the shortest escapes
  if (text == canonical) return {};
  const auto difference = std::ranges::mismatch(text, canonical).in1 - text.begin();
  return fail(FailureCode::document_not_canonical, static_cast<std::uint32_t>(difference));
}

}  // namespace kazashi::verify
