#include "verify/authentication.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/hex.h"
#include "crypto/signature.h"
#include "pki/check.h"
#include "verify/decisions.h"

namespace kazashi::verify {
namespace {

using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::FindingSource;
using base::Outcome;

Finding passed(FindingId id) {
  return {.id = id, .outcome = Outcome::passed, .reason = {}, .certificate = {}, .source = {}};
}

Finding with_reason(FindingId id, Outcome outcome, Failure reason) {
  Finding finding = passed(id);
  finding.outcome = outcome;
  finding.reason = reason;
  return finding;
}

/// A bundle is opened once and may be used long after: whether it still counts is asked for each verdict.
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

Finding token_finding(const Evidence& evidence, const Challenge& challenge,
                      const pki::CertificateCheck& check) {
  if (!check.key) {
    return with_reason(FindingId::token_signature, Outcome::not_checked, {FailureCode::prerequisite_failed});
  }
  const auto verified = crypto::verify_signature(*check.key, crypto::SignatureAlgorithm::rsa_pkcs1_sha256,
                                                 challenge.message(), evidence.signature);
  if (!verified) return with_reason(FindingId::token_signature, Outcome::failed, verified.error());
  return passed(FindingId::token_signature);
}

/// The core's own fault says nothing about the evidence.
Finding judged(Finding finding) {
  if (finding.outcome == Outcome::failed && finding.reason &&
      finding.reason->code == FailureCode::internal_error) {
    finding.outcome = Outcome::indeterminate;
  }
  return finding;
}

Finding revocation_finding() {
  Finding finding =
      with_reason(FindingId::revocation_status, Outcome::not_checked, {FailureCode::revocation_not_checked});
  finding.certificate = 0;
  return finding;
}

bool vouched_for(const pki::CertificateCheck& check) {
  const auto good = [&](FindingId id) {
    return std::ranges::any_of(check.findings, [&](const Finding& finding) {
      return finding.id == id && finding.outcome == Outcome::passed;
    });
  };
  return good(FindingId::path_anchor) && good(FindingId::path_signature);
}

CertificateClaims claims_of(const pki::Certificate& certificate, bool vouched) {
  return {.fingerprint = base::to_hex(certificate.fingerprint),
          .serial = base::to_hex(certificate.serial),
          .not_before = certificate.not_before,
          .not_after = certificate.not_after,
          .signed_by_authority = vouched};
}

Report begin_report(const Arguments& arguments) {
  const trust::TrustBundle& trust = *arguments.trust;
  Report report{.time = arguments.time,
                .policy = arguments.policy,
                .trust = {.id = trust.id,
                          .version = trust.version,
                          .test = trust.anchors.environment == pki::Environment::test,
                          .issued = trust.issued,
                          .expires = trust.expires,
                          .signer = trust.signer},
                .findings = {},
                .conclusion = {},
                .claims = {},
                .rulebook = {},
                .procedure = {},
                .decisions = {}};
  if (arguments.rulebook != nullptr) report.rulebook = arguments.rulebook->fingerprint;
  report.findings.push_back(trust_finding(trust, arguments.time));
  return report;
}

}  // namespace

Report verify_authentication(const Evidence& evidence, const Challenge& challenge,
                             const Arguments& arguments) {
  Report report = begin_report(arguments);
  report.findings.push_back(passed(FindingId::evidence_form));

  const auto authority =
      evidence.authority ? std::optional<base::ByteView>(*evidence.authority) : std::nullopt;
  const auto check =
      pki::check_certificate(evidence.certificate, authority, pki::CertificateKind::authentication,
                             arguments.trust->anchors, arguments.time);
  std::ranges::transform(check.findings, std::back_inserter(report.findings), judged);
  report.findings.push_back(judged(token_finding(evidence, challenge, check)));
  report.findings.push_back(revocation_finding());
  if (arguments.procedure != nullptr) {
    report.findings.push_back(arguments.procedure->proofs_finding("authentication-certificate"));
    report.procedure = Report::ProcedureInput{arguments.procedure->id, arguments.procedure->version};
  }

  report.conclusion = conclude(report.findings, arguments.policy);
  if (check.certificate) report.claims = claims_of(*check.certificate, vouched_for(check));
  if (arguments.rulebook != nullptr) report.decisions = take_decisions(check.certificate, arguments);
  return report;
}

Report verify_evidence(std::string_view text, const Challenge& challenge, const Arguments& arguments) {
  const auto evidence = Evidence::parse(text);
  if (evidence) return verify_authentication(*evidence, challenge, arguments);
  Report report = begin_report(arguments);
  report.findings.push_back(with_reason(FindingId::evidence_form, Outcome::failed, evidence.error()));
  report.findings.push_back(revocation_finding());
  report.conclusion = conclude(report.findings, arguments.policy);
  return report;
}

}  // namespace kazashi::verify
