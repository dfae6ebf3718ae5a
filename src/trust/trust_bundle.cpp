#include "trust/trust_bundle.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/hex.h"
#include "pki/certificate.h"
#include "trust/payload.h"

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

using payload::malformed;
using payload::Members;
using payload::parse_json;
using payload::read_provenance;

/// `seconds_into_day` says which moment a date without a time stands for.
Result<base::UtcTime> read_moment(std::string_view text, std::chrono::seconds seconds_into_day) {
  if (const auto date = base::parse_date(text)) return std::chrono::sys_days{*date} + seconds_into_day;
  const auto time = base::parse_utc(text);
  if (!time) return malformed();
  return *time;
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

constexpr std::size_t kCardKeySize = 256;  // RSA-2048, the only kind these certificates have

Result<CardIssuer> read_card_issuer(const json& value) {
  KAZASHI_TRY(members, Members::of(value, {"purpose", "name", "keyId", "modulus", "official", "provenance"}));
  KAZASHI_TRY(purpose, members.text("purpose"));
  if (purpose != "attributes" && purpose != "face") return malformed();
  KAZASHI_TRY(name, members.text("name"));
  KAZASHI_TRY(id_hex, members.text("keyId"));
  KAZASHI_TRY(id, read_octets(id_hex));
  KAZASHI_TRY(modulus_base64, members.text("modulus"));
  auto modulus = base::from_base64(modulus_base64);
  KAZASHI_TRY(official, members.boolean("official"));
  KAZASHI_TRY(provenance, read_provenance(members.find("provenance")));
  CardIssuer issuer{.purpose = purpose == "face" ? CardIssuerPurpose::face : CardIssuerPurpose::attributes,
                    .name = std::move(name),
                    .key_id = {},
                    .modulus = {},
                    .official = official,
                    .provenance = std::move(provenance)};
  if (!is_id(issuer.name) || id.size() != issuer.key_id.size() || !modulus ||
      modulus->size() != kCardKeySize) {
    return malformed();
  }
  std::ranges::copy(id, issuer.key_id.begin());
  issuer.modulus = std::move(*modulus);
  return issuer;
}

Result<ResidenceIssuer> read_residence_issuer(const json& value) {
  KAZASHI_TRY(members, Members::of(value, {"name", "certificate", "official", "provenance"}));
  KAZASHI_TRY(name, members.text("name"));
  KAZASHI_TRY(certificate_base64, members.text("certificate"));
  auto certificate = base::from_base64(certificate_base64);
  KAZASHI_TRY(official, members.boolean("official"));
  KAZASHI_TRY(provenance, read_provenance(members.find("provenance")));
  if (!is_id(name) || !certificate || !pki::parse_certificate(*certificate)) return malformed();
  return ResidenceIssuer{.name = std::move(name),
                         .certificate = std::move(*certificate),
                         .official = official,
                         .provenance = std::move(provenance)};
}

/// A list of issuers, none where the member is absent. Each has a name of its own, by which a Report tells
/// them apart, and one made for tests stands in a test bundle alone.
template <class Issuer>
Result<std::vector<Issuer>> read_issuers(const json* entries, pki::Environment environment,
                                         Result<Issuer> (*read)(const json&)) {
  std::vector<Issuer> issuers;
  if (entries == nullptr) return issuers;
  if (!entries->is_array()) return malformed();
  for (const json& entry : *entries) {
    KAZASHI_TRY(issuer, read(entry));
    if (std::ranges::find(issuers, issuer.name, &Issuer::name) != issuers.end()) return malformed();
    const bool for_tests = issuer.provenance.confidence == pki::Confidence::generated_for_tests;
    if (for_tests && environment == pki::Environment::production) {
      return fail(FailureCode::trust_test_authority_in_production);
    }
    if (!for_tests && environment == pki::Environment::test) {
      return fail(FailureCode::trust_environments_mixed);
    }
    issuers.push_back(std::move(issuer));
  }
  return issuers;
}

}  // namespace

Result<TrustPayload> parse_trust_payload(std::string_view text) {
  if (text.size() > kMaxPayloadSize) return malformed();
  KAZASHI_TRY(value, parse_json(text));
  KAZASHI_TRY(members,
              Members::of(value, {"format", "environment", "anchors", "cardIssuers", "residenceIssuers"}));
  KAZASHI_TRY(format, members.text("format"));
  KAZASHI_TRY(environment_name, members.text("environment"));
  const auto environment = pki::environment_from(environment_name);
  const json* entries = members.find("anchors");
  if (format != kFormat || !environment || entries == nullptr || !entries->is_array()) return malformed();

  TrustPayload payload{.anchors = {.environment = *environment, .source = {}, .issued = {}, .anchors = {}},
                       .card_issuers = {},
                       .residence_issuers = {}};
  for (const json& entry : *entries) {
    KAZASHI_TRY(anchor, read_anchor(entry, *environment));
    if (!is_new(payload.anchors, anchor)) return malformed();
    payload.anchors.anchors.push_back(std::move(anchor));
  }
  KAZASHI_TRY(card_issuers,
              read_issuers<CardIssuer>(members.find("cardIssuers"), *environment, read_card_issuer));
  payload.card_issuers = std::move(card_issuers);
  KAZASHI_TRY(residence_issuers, read_issuers<ResidenceIssuer>(members.find("residenceIssuers"), *environment,
                                                               read_residence_issuer));
  payload.residence_issuers = std::move(residence_issuers);
  return std::move(payload);
}

Result<TrustBundle> open_trust_bundle(base::ByteView envelope, std::span<const Signer> signers,
                                      base::UtcTime now, std::uint64_t minimum_version,
                                      pki::Environment environment) {
  KAZASHI_TRY(opened, open_envelope(envelope, kTrustBundleKind, signers, now, minimum_version));
  KAZASHI_TRY(payload, parse_trust_payload(base::as_text(opened.payload)));
  auto& anchors = payload.anchors;
  if (anchors.environment != environment) return fail(FailureCode::trust_environment_refused);
  anchors.source = std::string(kTrustBundleKind) + ' ' + opened.id + ' ' + std::to_string(opened.version);
  anchors.issued = opened.issued;
  return TrustBundle{.id = std::move(opened.id),
                     .version = opened.version,
                     .issued = opened.issued,
                     .expires = opened.expires,
                     .signer = std::move(opened.signer),
                     .anchors = std::move(anchors),
                     .card_issuers = std::move(payload.card_issuers),
                     .residence_issuers = std::move(payload.residence_issuers)};
}

}  // namespace kazashi::trust
