#include "verify/verification.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "verify/decisions.h"

namespace kazashi::verify {

using base::FailureCode;
using base::FindingId;
using base::Outcome;

namespace {

Report begin_report(Use use, const Arguments& arguments) {
  const trust::TrustBundle& trust = *arguments.trust;
  Report report{.use = use,
                .time = arguments.time,
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

base::Result<const UseEntry*> find_use(UseSet uses, Use use) {
  const auto found = std::ranges::find_if(uses, [use](const UseEntry* entry) { return entry->use == use; });
  if (found == uses.end()) return base::fail(FailureCode::use_missing);
  return *found;
}

Verified verify(const UseEntry& use, const Evidence& evidence, const Challenge& challenge,
                const Arguments& arguments) {
  Report report = begin_report(use.use, arguments);
  report.findings.push_back(passed(FindingId::evidence_form));

  Judgement judgement = use.judge(evidence, challenge, arguments);
  std::ranges::move(judgement.findings, std::back_inserter(report.findings));
  if (arguments.procedure != nullptr) {
    report.findings.push_back(arguments.procedure->proofs_finding(judgement.proof));
    report.procedure = Report::ProcedureInput{arguments.procedure->id, arguments.procedure->version};
  }

  report.conclusion = conclude(report.findings, arguments.policy);
  report.claims = std::move(judgement.claims);
  if (arguments.rulebook != nullptr) {
    report.decisions = take_decisions(use.use, std::move(judgement.facts), arguments);
  }
  return {std::move(report), disclosed(std::move(judgement.data), arguments.procedure)};
}

Verified verify_evidence(const UseEntry& use, std::string_view text, const Challenge& challenge,
                         const Arguments& arguments) {
  const auto evidence = Evidence::parse(text, use.use, use.parts);
  if (evidence) return verify(use, *evidence, challenge, arguments);
  Report report = begin_report(use.use, arguments);
  report.findings.push_back(with_reason(FindingId::evidence_form, Outcome::failed, evidence.error()));
  report.findings.push_back(revocation_finding());
  report.conclusion = conclude(report.findings, arguments.policy);
  return {std::move(report), {}};
}

}  // namespace kazashi::verify
