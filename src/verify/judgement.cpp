#include "verify/judgement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "card/presence.h"
#include "rules/calendar.h"
#include "trust/trust_bundle.h"
#include "verify/arguments.h"

namespace kazashi::verify {

using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::FindingSource;
using base::Outcome;

namespace {

constexpr std::array kUsualAges{15, 18, 20};

/// The key ids of the authority's test environment begin with another digit than those of production.
constexpr std::uint8_t kTestIssuer = '6';

card::IssuerPurpose purpose_of(trust::CardIssuerPurpose purpose) {
  return purpose == trust::CardIssuerPurpose::face ? card::IssuerPurpose::face
                                                   : card::IssuerPurpose::attributes;
}

std::vector<card::CardIssuer> issuers_of(const trust::TrustBundle& trust) {
  std::vector<card::CardIssuer> issuers;
  for (const trust::CardIssuer& issuer : trust.card_issuers) {
    std::string source = trust.anchors.source + ' ' + issuer.name + ' ';
    source += confidence_text(issuer.provenance.confidence);
    source += issuer.official ? " official" : " unofficial";
    issuers.push_back({.purpose = purpose_of(issuer.purpose),
                       .id = issuer.key_id,
                       .modulus = issuer.modulus,
                       .source = std::move(source)});
  }
  return issuers;
}

}  // namespace

Finding passed(FindingId id) {
  return {.id = id, .outcome = Outcome::passed, .reason = {}, .certificate = {}, .source = {}};
}

Finding with_reason(FindingId id, Outcome outcome, Failure reason) {
  Finding finding = passed(id);
  finding.outcome = outcome;
  finding.reason = reason;
  return finding;
}

Finding not_checked(FindingId id, FailureCode reason) {
  return with_reason(id, Outcome::not_checked, {reason});
}

Finding judged(Finding finding) {
  if (finding.outcome == Outcome::failed && finding.reason &&
      finding.reason->code == FailureCode::internal_error) {
    finding.outcome = Outcome::indeterminate;
  }
  return finding;
}

Finding finding_of(FindingId id, const base::Result<void>& outcome) {
  return outcome ? passed(id) : judged(with_reason(id, Outcome::failed, outcome.error()));
}

Finding trust_finding(const trust::TrustBundle& trust, base::UtcTime now) {
  Finding finding = passed(FindingId::trust_bundle);
  if (now < trust.issued) {
    finding = with_reason(finding.id, Outcome::indeterminate, {FailureCode::envelope_not_yet_valid});
  } else if (now > trust.expires) {
    finding = with_reason(finding.id, Outcome::indeterminate, {FailureCode::envelope_expired});
  }
  finding.source = FindingSource{.name = trust.anchors.source, .issued = trust.issued};
  return finding;
}

Finding revocation_finding() {
  Finding finding = not_checked(FindingId::revocation_status, FailureCode::revocation_not_checked);
  finding.certificate = 0;
  return finding;
}

bool has_passed(const std::vector<Finding>& findings, FindingId id) {
  const auto is = [id](const Finding& finding) { return finding.id == id; };
  return std::ranges::any_of(findings, is) && std::ranges::all_of(findings, [&](const Finding& finding) {
           return !is(finding) || finding.outcome == Outcome::passed;
         });
}

CardCertificateCheck check_card_certificate(base::ByteView file, card::IssuerPurpose purpose,
                                            const trust::TrustBundle& trust) {
  constexpr auto kId = FindingId::card_certificate;
  auto certificate = card::parse_card_verifiable_certificate(file);
  if (!certificate) return {with_reason(kId, Outcome::failed, certificate.error()), {}};

  const auto issuers = issuers_of(trust);
  const auto issuer = card::verify_card_issuer(*certificate, purpose, issuers);
  Finding finding = passed(kId);
  finding.source = FindingSource{.name = trust.anchors.source, .issued = trust.anchors.issued};
  if (certificate->issuer.front() == kTestIssuer &&
      trust.anchors.environment == pki::Environment::production) {
    finding = with_reason(kId, Outcome::failed, {FailureCode::path_test_authority});
  } else if (issuer) {
    finding.source->name = (*issuer)->source;
  } else if (issuer.error().code == FailureCode::card_issuer_not_configured) {
    finding.outcome = Outcome::indeterminate;
    finding.reason = issuer.error();
  } else {
    finding.outcome = Outcome::failed;
    finding.reason = issuer.error();
  }
  return {judged(std::move(finding)), std::move(*certificate)};
}

Finding presence_finding(const crypto::PublicKey* key, const card::Sha256Digest& challenge,
                         base::ByteView signature) {
  constexpr auto kId = FindingId::card_presence;
  if (signature.empty()) {
    return with_reason(kId, Outcome::indeterminate, {FailureCode::card_presence_not_shown});
  }
  if (key == nullptr) return not_checked(kId, FailureCode::prerequisite_failed);
  return finding_of(kId, card::verify_presence(*key, challenge, signature));
}

void claim_ages(std::string_view birth_digits, std::string_view from, bool is_signed,
                const Arguments& arguments, std::vector<Claim>& claims) {
  const auto birth = exact_date(birth_digits);
  if (!birth) return;
  const auto age = rules::age_on(*birth, base::tokyo_date(arguments.time));
  const auto claim = [&](int years) {
    claims.push_back({.name = "over" + std::to_string(years),
                      .value = age >= years,
                      .from = from,
                      .is_signed = is_signed});
  };
  if (arguments.procedure == nullptr) {
    std::ranges::for_each(kUsualAges, claim);
  } else {
    std::ranges::for_each(arguments.procedure->may_see.ages, claim);
  }
}

}  // namespace kazashi::verify
