#include "pki/check.h"

#include <algorithm>
#include <string>

#include "crypto/path.h"
#include "pki/jpki_profile.h"

namespace kazashi::pki {
namespace {

using base::ByteView;
using base::fail;
using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;
using base::Result;

constexpr std::uint32_t kEndEntity = 0;
constexpr std::uint32_t kAuthority = 1;

const Failure kPrerequisiteFailed{FailureCode::prerequisite_failed};

Finding finding_of(FindingId id, std::uint32_t certificate, const Result<void>& result) {
  Finding finding{
      .id = id, .outcome = Outcome::passed, .reason = {}, .certificate = certificate, .source = {}};
  if (!result) {
    finding.outcome = Outcome::failed;
    finding.reason = result.error();
  }
  return finding;
}

Finding not_checked(FindingId id, std::optional<std::uint32_t> certificate) {
  return {.id = id,
          .outcome = Outcome::not_checked,
          .reason = kPrerequisiteFailed,
          .certificate = certificate,
          .source = {}};
}

/// The finding that `check` comes to where it can be made, and that it was not made otherwise.
template <class Check>
Finding finding_if(bool possible, FindingId id, std::uint32_t certificate, Check check) {
  return possible ? finding_of(id, certificate, check()) : not_checked(id, certificate);
}

Result<Certificate> read_understood(ByteView der, std::uint32_t index) {
  KAZASHI_TRY(certificate, parse_certificate(der, index));
  if (!certificate.unknown_critical.empty()) {
    return fail(FailureCode::certificate_unknown_critical_extension, index);
  }
  return std::move(certificate);
}

/// Keeps what was read in `keep` and gives the finding about its form.
Finding form_finding(Result<Certificate> read, std::uint32_t index, std::optional<Certificate>& keep) {
  if (!read) return finding_of(FindingId::certificate_form, index, std::unexpected(read.error()));
  keep = std::move(*read);
  return finding_of(FindingId::certificate_form, index, {});
}

Result<void> check_strength_of(const Certificate& certificate, std::uint32_t index) {
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(certificate.public_key));
  return check_strength(certificate, key, index);
}

/// The anchor whose key the end entity says it was signed with, first among those for its kind.
const Anchor* named_anchor(const Certificate& end_entity, CertificateKind kind, const AnchorSet& anchors) {
  if (!end_entity.authority_key_identifier) return nullptr;
  const Anchor* other_kind = nullptr;
  for (const Anchor& anchor : anchors.anchors) {
    if (anchor.subject_key_identifier != end_entity.authority_key_identifier) continue;
    if (anchor.purpose == kind) return &anchor;
    other_kind = &anchor;
  }
  return other_kind;
}

Result<void> check_key_identifiers(const Certificate& end_entity, const Certificate& authority) {
  if (!end_entity.authority_key_identifier) {
    return fail(FailureCode::certificate_key_identifier_missing, kEndEntity);
  }
  if (!authority.subject_key_identifier) {
    return fail(FailureCode::certificate_key_identifier_missing, kAuthority);
  }
  if (end_entity.authority_key_identifier != authority.subject_key_identifier) {
    return fail(FailureCode::path_issuer_mismatch, kEndEntity);
  }
  return {};
}

bool names_test_authority(const Certificate& certificate) {
  return pki::names_test_authority(certificate.subject) || pki::names_test_authority(certificate.issuer);
}

/// Who vouches for the end entity. `authority` is null where its certificate is not at hand or not readable;
/// `anchor` is null where none fits.
struct Voucher {
  const Certificate& end_entity;
  const Certificate* authority;
  const Anchor* anchor;
  bool authority_unreadable;
};

/// The reasons that make a path wrong, the gravest first. Those that only leave it open come after, in
/// anchor_finding.
Result<void> check_voucher(const Voucher& voucher, CertificateKind kind, Environment environment) {
  const bool test_hierarchy = names_test_authority(voucher.end_entity) ||
                              (voucher.authority != nullptr && names_test_authority(*voucher.authority));
  if (environment == Environment::production && test_hierarchy) return fail(FailureCode::path_test_authority);
  if (voucher.anchor != nullptr && voucher.anchor->purpose != kind) {
    return fail(FailureCode::path_anchor_wrong_purpose);
  }
  if (voucher.authority != nullptr) return check_key_identifiers(voucher.end_entity, *voucher.authority);
  return {};
}

Finding anchor_finding(const Voucher& voucher, CertificateKind kind, const AnchorSet& anchors) {
  Finding finding{.id = FindingId::path_anchor,
                  .outcome = Outcome::passed,
                  .reason = {},
                  .certificate = {},
                  .source = base::FindingSource{.name = anchors.source, .issued = anchors.issued}};
  if (voucher.anchor != nullptr) {
    finding.source->name += ' ' + voucher.anchor->name + ' ';
    finding.source->name += confidence_text(voucher.anchor->provenance.confidence);
  }
  const auto sound = check_voucher(voucher, kind, anchors.environment);
  if (!sound) {
    finding.outcome = Outcome::failed;
    finding.reason = sound.error();
  } else if (voucher.authority_unreadable) {
    finding.outcome = Outcome::not_checked;
    finding.reason = kPrerequisiteFailed;
  } else if (voucher.anchor == nullptr) {
    finding.outcome = Outcome::indeterminate;
    finding.reason = Failure{FailureCode::path_anchor_not_configured};
  } else if (voucher.authority == nullptr) {
    finding.outcome = Outcome::indeterminate;
    finding.reason = Failure{FailureCode::path_anchor_missing};
  }
  return finding;
}

void check_end_entity(CertificateCheck& check, ByteView der, CertificateKind kind, Environment environment) {
  check.findings.push_back(form_finding(read_understood(der, kEndEntity), kEndEntity, check.certificate));
  const auto& certificate = check.certificate;
  const bool readable = certificate.has_value();
  check.findings.push_back(finding_if(readable, FindingId::certificate_purpose, kEndEntity,
                                      [&] { return check_end_entity_purpose(*certificate, kind); }));
  check.findings.push_back(finding_if(readable, FindingId::certificate_policy, kEndEntity,
                                      [&] { return check_policy(*certificate, kind, environment); }));
  check.findings.push_back(
      finding_if(readable, FindingId::certificate_strength, kEndEntity, [&]() -> Result<void> {
        KAZASHI_TRY(key, crypto::PublicKey::from_spki(certificate->public_key));
        check.key = std::move(key);
        return check_strength(*certificate, *check.key, kEndEntity);
      }));
}

void check_authority(CertificateCheck& check, Finding form) {
  const auto& authority = check.authority;
  const bool readable = authority.has_value();
  check.findings.push_back(std::move(form));
  check.findings.push_back(finding_if(readable, FindingId::certificate_purpose, kAuthority,
                                      [&] { return check_authority_purpose(*authority); }));
  check.findings.push_back(finding_if(readable, FindingId::certificate_strength, kAuthority,
                                      [&] { return check_strength_of(*authority, kAuthority); }));
}

void check_path(CertificateCheck& check, base::UtcTime now) {
  const bool vouched = check.anchor.has_value();
  check.findings.push_back(finding_if(vouched, FindingId::path_signature, kEndEntity, [&] {
    return crypto::validate_path(check.certificate->der, check.authority->der);
  }));
  check.findings.push_back(finding_if(check.certificate.has_value(), FindingId::path_validity, kEndEntity,
                                      [&] { return check_validity(*check.certificate, now, kEndEntity); }));
  check.findings.push_back(finding_if(check.authority.has_value(), FindingId::path_validity, kAuthority,
                                      [&] { return check_validity(*check.authority, now, kAuthority); }));
}

}  // namespace

CertificateCheck check_certificate(ByteView end_entity, std::optional<ByteView> authority,
                                   CertificateKind kind, const AnchorSet& anchors, base::UtcTime now) {
  CertificateCheck check;
  check_end_entity(check, end_entity, kind, anchors.environment);

  const Anchor* anchor = nullptr;
  if (!authority && check.certificate) {
    anchor = named_anchor(*check.certificate, kind, anchors);
    if (anchor != nullptr && anchor->certificate) authority = *anchor->certificate;
  }
  if (authority) anchor = anchors.find(crypto::sha256(*authority));  // whoever it came from

  Finding form = not_checked(FindingId::certificate_form, kAuthority);
  if (authority) form = form_finding(read_understood(*authority, kAuthority), kAuthority, check.authority);

  if (check.certificate) {
    const Voucher voucher{.end_entity = *check.certificate,
                          .authority = check.authority ? &*check.authority : nullptr,
                          .anchor = anchor,
                          .authority_unreadable = authority.has_value() && !check.authority};
    check.findings.push_back(anchor_finding(voucher, kind, anchors));
    if (check.findings.back().outcome == Outcome::passed) check.anchor = *anchor;
  } else {
    check.findings.push_back(not_checked(FindingId::path_anchor, std::nullopt));
  }
  check_authority(check, std::move(form));
  check_path(check, now);
  return check;
}

}  // namespace kazashi::pki
