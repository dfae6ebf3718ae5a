#include "trust/trust_bundle.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/hex.h"
#include "pki/certificate.h"

namespace kazashi::trust {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;
using nlohmann::json;

constexpr std::string_view kFormat = "kazashi-trust:1";
// Six authorities with their certificates take about 16 KiB; everything longer than this is not a trust
// bundle.
constexpr std::size_t kMaxPayloadSize = 256 * 1024;
constexpr std::size_t kMaxText = 500;  // of a provenance: a sentence or two

std::unexpected<base::Failure> malformed() { return fail(FailureCode::trust_malformed); }

/// Parses JSON in which no object has a member twice: of two, another reader might believe the other.
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

/// The members of one JSON object, each of which must be known.
class Members {
 public:
  static Result<Members> of(const json& value, std::initializer_list<std::string_view> known) {
    if (!value.is_object()) return malformed();
    for (const auto& member : value.items()) {
      if (std::ranges::find(known, member.key()) == known.end()) return malformed();
    }
    return Members(value);
  }

  [[nodiscard]] const json* find(std::string_view name) const {
    const auto found = object_->find(name);
    return found == object_->end() ? nullptr : &*found;
  }
  [[nodiscard]] Result<std::string> text(std::string_view name) const {
    const json* value = find(name);
    if (value == nullptr || !value->is_string()) return malformed();
    return value->get_ref<const std::string&>();
  }
  [[nodiscard]] Result<std::optional<std::string>> optional_text(std::string_view name) const {
    if (find(name) == nullptr) return std::nullopt;
    KAZASHI_TRY(value, text(name));
    return value;
  }

 private:
  explicit Members(const json& object) : object_(&object) {}
  const json* object_;
};

/// `seconds_into_day` says which moment a date without a time stands for.
Result<base::UtcTime> read_moment(std::string_view text, std::chrono::seconds seconds_into_day) {
  if (const auto date = base::parse_date(text)) return std::chrono::sys_days{*date} + seconds_into_day;
  const auto time = base::parse_utc(text);
  if (!time) return malformed();
  return *time;
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

Result<crypto::Sha256> read_fingerprint(std::string_view hex) {
  const auto octets = base::from_hex(hex);
  crypto::Sha256 fingerprint{};
  if (!octets || octets->size() != fingerprint.size()) return malformed();
  std::ranges::copy(*octets, fingerprint.begin());
  return fingerprint;
}

/// Octets from hexadecimal of which there is some.
Result<base::Bytes> read_octets(std::string_view hex) {
  auto octets = base::from_hex(hex);
  if (!octets || octets->empty()) return malformed();
  return std::move(*octets);
}

/// A serial number as authorities print it, without the zero octet that keeps it positive in DER.
base::ByteView printed(const base::Bytes& serial) {
  const base::ByteView octets = serial;
  return octets.size() > 1 && octets.front() == 0 ? octets.subspan(1) : octets;
}

/// A certificate in the bundle is the one that the fingerprint names, and what stands beside it is about it.
Result<void> check_certificate(pki::Anchor& anchor, pki::Environment environment) {
  const auto certificate = pki::parse_certificate(*anchor.certificate);
  if (!certificate || certificate->fingerprint != anchor.fingerprint) return malformed();
  if (anchor.serial != base::to_hex(printed(certificate->serial))) return malformed();
  if (anchor.not_before != certificate->not_before || anchor.not_after != certificate->not_after) {
    return malformed();
  }
  if (anchor.subject_key_identifier && anchor.subject_key_identifier != certificate->subject_key_identifier) {
    return malformed();
  }
  anchor.subject_key_identifier = certificate->subject_key_identifier;

  const bool test_hierarchy = pki::names_test_authority(certificate->subject);
  if (environment == pki::Environment::production && test_hierarchy) {
    return fail(FailureCode::trust_test_authority_in_production);
  }
  if (environment == pki::Environment::test && !test_hierarchy) {
    return fail(FailureCode::trust_environments_mixed);
  }
  return {};
}

Result<pki::Anchor> read_anchor(const json& value, pki::Environment environment) {
  KAZASHI_TRY(members, Members::of(value, {"purpose", "fingerprint", "name", "serial", "subjectKeyIdentifier",
                                           "notBefore", "notAfter", "certificate", "provenance"}));
  KAZASHI_TRY(purpose_name, members.text("purpose"));
  const auto purpose = pki::kind_from(purpose_name);
  if (!purpose) return malformed();
  KAZASHI_TRY(fingerprint_hex, members.text("fingerprint"));
  KAZASHI_TRY(fingerprint, read_fingerprint(fingerprint_hex));
  KAZASHI_TRY(name, members.text("name"));
  KAZASHI_TRY(serial_hex, members.text("serial"));
  KAZASHI_TRY(serial, read_octets(serial_hex));
  KAZASHI_TRY(key_identifier_hex, members.optional_text("subjectKeyIdentifier"));
  KAZASHI_TRY(not_before_text, members.text("notBefore"));
  KAZASHI_TRY(not_before, read_moment(not_before_text, std::chrono::seconds{0}));
  KAZASHI_TRY(not_after_text, members.text("notAfter"));
  KAZASHI_TRY(not_after, read_moment(not_after_text, std::chrono::days{1} - std::chrono::seconds{1}));
  KAZASHI_TRY(certificate_base64, members.optional_text("certificate"));
  KAZASHI_TRY(provenance, read_provenance(members.find("provenance")));
  if (!is_id(name) || not_after < not_before) return malformed();
  if (environment == pki::Environment::production &&
      provenance.confidence == pki::Confidence::generated_for_tests) {
    return fail(FailureCode::trust_test_authority_in_production);
  }

  pki::Anchor anchor{.purpose = *purpose,
                     .fingerprint = fingerprint,
                     .name = std::move(name),
                     .serial = base::to_hex(printed(serial)),
                     .subject_key_identifier = {},
                     .not_before = not_before,
                     .not_after = not_after,
                     .certificate = {},
                     .provenance = std::move(provenance)};
  if (key_identifier_hex) {
    KAZASHI_TRY(key_identifier, read_octets(*key_identifier_hex));
    anchor.subject_key_identifier = std::move(key_identifier);
  }
  if (certificate_base64) {
    auto certificate = base::from_base64(*certificate_base64);
    if (!certificate) return malformed();
    anchor.certificate = std::move(*certificate);
    KAZASHI_CHECK(check_certificate(anchor, environment));
  }
  return anchor;
}

/// One entry an authority: a second one could give it another purpose, or its name to another.
bool is_new(const pki::AnchorSet& anchors, const pki::Anchor& candidate) {
  return std::ranges::none_of(anchors.anchors, [&](const pki::Anchor& anchor) {
    return anchor.fingerprint == candidate.fingerprint || anchor.name == candidate.name;
  });
}

}  // namespace

Result<pki::AnchorSet> parse_trust_payload(std::string_view text) {
  if (text.size() > kMaxPayloadSize) return malformed();
  KAZASHI_TRY(value, parse_json(text));
  KAZASHI_TRY(members, Members::of(value, {"format", "environment", "anchors"}));
  KAZASHI_TRY(format, members.text("format"));
  KAZASHI_TRY(environment_name, members.text("environment"));
  const auto environment = pki::environment_from(environment_name);
  const json* entries = members.find("anchors");
  if (format != kFormat || !environment || entries == nullptr || !entries->is_array()) return malformed();

  pki::AnchorSet anchors{.environment = *environment, .source = {}, .issued = {}, .anchors = {}};
  for (const json& entry : *entries) {
    KAZASHI_TRY(anchor, read_anchor(entry, *environment));
    if (!is_new(anchors, anchor)) return malformed();
    anchors.anchors.push_back(std::move(anchor));
  }
  return anchors;
}

Result<TrustBundle> open_trust_bundle(base::ByteView envelope, std::span<const Signer> signers,
                                      base::UtcTime now, std::uint64_t minimum_version,
                                      pki::Environment environment) {
  KAZASHI_TRY(opened, open_envelope(envelope, kTrustBundleKind, signers, now, minimum_version));
  KAZASHI_TRY(anchors, parse_trust_payload(base::as_text(opened.payload)));
  if (anchors.environment != environment) return fail(FailureCode::trust_environment_refused);
  anchors.source = std::string(kTrustBundleKind) + ' ' + opened.id + ' ' + std::to_string(opened.version);
  anchors.issued = opened.issued;
  return TrustBundle{.id = std::move(opened.id),
                     .version = opened.version,
                     .issued = opened.issued,
                     .expires = opened.expires,
                     .signer = std::move(opened.signer),
                     .anchors = std::move(anchors)};
}

}  // namespace kazashi::trust
