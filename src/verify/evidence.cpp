#include "verify/evidence.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/base64.h"

namespace kazashi::verify {
namespace {

using base::Bytes;
using base::fail;
using base::FailureCode;
using base::Result;
using nlohmann::json;

// Two certificates of at most 8 KiB and a signature, in base64, with room to spare.
constexpr std::size_t kLargestText = 32 * 1024;

constexpr const char* kType = "kazashi-evidence:1";
constexpr const char* kUse = "authenticate";
constexpr const char* kTokenFormat = "web-eid:1.0";
constexpr const char* kAlgorithm = "RS256";

/// The text of a member, or nothing when it is absent or something else.
std::optional<std::string_view> text_member(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return std::nullopt;
  return member->get_ref<const std::string&>();
}

Result<Bytes> octets_member(const json& object, const char* name) {
  const auto text = text_member(object, name);
  if (!text) return fail(FailureCode::evidence_malformed);
  auto octets = base::from_base64(*text);
  if (!octets || octets->empty()) return fail(FailureCode::evidence_malformed);
  return octets;
}

Result<void> check_token_form(const json& token) {
  if (!token.is_object() || token.size() != 4) return fail(FailureCode::evidence_malformed);
  if (text_member(token, "format") != kTokenFormat) return fail(FailureCode::evidence_format_unknown);
  if (text_member(token, "algorithm") != kAlgorithm) return fail(FailureCode::signature_algorithm_refused);
  return {};
}

Result<void> check_same(std::string_view text, std::string_view canonical) {
  if (text == canonical) return {};
  const auto difference = std::ranges::mismatch(text, canonical).in1 - text.begin();
  return fail(FailureCode::evidence_not_canonical, static_cast<std::uint32_t>(difference));
}

}  // namespace

std::string Evidence::to_text() const {
  json text = {{"type", kType},
               {"use", kUse},
               {"token",
                {{"format", kTokenFormat},
                 {"algorithm", kAlgorithm},
                 {"unverifiedCertificate", base::to_base64(certificate)},
                 {"signature", base::to_base64(signature)}}}};
  if (authority) text["caCertificate"] = base::to_base64(*authority);
  return text.dump();  // members sorted, no white space
}

Result<Evidence> Evidence::parse(std::string_view text) {
  if (text.size() > kLargestText) return fail(FailureCode::evidence_too_large);
  const json parsed = json::parse(text, nullptr, false);
  if (!parsed.is_object()) return fail(FailureCode::evidence_malformed);
  if (text_member(parsed, "type") != kType) return fail(FailureCode::evidence_format_unknown);
  const bool has_authority = parsed.contains("caCertificate");
  if (text_member(parsed, "use") != kUse || !parsed.contains("token") ||
      parsed.size() != (has_authority ? 4 : 3)) {
    return fail(FailureCode::evidence_malformed);
  }
  const json& token = parsed.at("token");
  KAZASHI_CHECK(check_token_form(token));

  Evidence evidence;
  KAZASHI_TRY(certificate, octets_member(token, "unverifiedCertificate"));
  evidence.certificate = std::move(certificate);
  KAZASHI_TRY(signature, octets_member(token, "signature"));
  evidence.signature = std::move(signature);
  if (has_authority) {
    KAZASHI_TRY(authority, octets_member(parsed, "caCertificate"));
    evidence.authority = std::move(authority);
  }
  KAZASHI_CHECK(check_same(text, evidence.to_text()));
  return evidence;
}

}  // namespace kazashi::verify
