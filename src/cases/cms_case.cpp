#include "cases/cms_case.h"

#include <utility>

#include "base/hex.h"
#include "cases/case_reader.h"
#include "cms/check.h"
#include "crypto/path_validation.h"
#include "verify/conclusion.h"
#include "verify/failure_json.h"

namespace kazashi::cases {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;
using nlohmann::json;

struct CmsCase {
  Bytes document;
  std::optional<Bytes> content;
  cms::Level level = cms::Level::cms;
  std::vector<Bytes> anchors;
  std::vector<Bytes> extra;
  std::optional<base::UtcTime> time;
};

cms::Level read_level(CaseReader& reader) {
  if (!reader.has("level")) return cms::Level::cms;
  const std::string level = reader.text("level");
  if (level != "cms" && level != "cades-bes") reader.refuse(FailureCode::option_malformed, "level");
  return level == "cades-bes" ? cms::Level::cades_bes : cms::Level::cms;
}

CmsCase read_case(CaseReader& reader) {
  CmsCase asked;
  asked.document = reader.octets("cms");
  if (reader.has("content")) asked.content = reader.octets("content");
  asked.level = read_level(reader);
  asked.anchors = reader.octet_list("anchors");
  asked.extra = reader.octet_list("extra");
  if (reader.has("time")) {
    const auto time = base::parse_utc(reader.text("time"));
    if (time) asked.time = *time;
    if (!time) reader.refuse(FailureCode::time_malformed, "time");
  }
  // a path is judged at a moment, and nobody but the caller knows which
  if (!asked.anchors.empty() && !asked.time) reader.refuse(FailureCode::time_malformed, "time");
  return asked;
}

Finding finding_of(FindingId id, Outcome outcome, std::optional<base::Failure> reason) {
  return {.id = id, .outcome = outcome, .reason = reason, .certificate = {}, .source = {}};
}

/// Whether a way leads from the signer to an anchor, by whatever certificates are at hand. All signers share
/// one path's budget of signatures, which honest documents never come near: `spent` counts.
Finding path_finding(const CmsCase& asked, const cms::SignedDataCheck& check, const cms::SignerCheck& signer,
                     std::size_t& spent) {
  constexpr auto kId = FindingId::path_anchor;
  if (!signer.certificate) {
    return finding_of(kId, Outcome::not_checked, base::Failure{FailureCode::prerequisite_failed});
  }
  if (asked.anchors.empty()) {
    return finding_of(kId, Outcome::indeterminate, base::Failure{FailureCode::path_anchor_not_configured});
  }
  if (spent >= crypto::path_limits::kSignatures) {
    return finding_of(kId, Outcome::indeterminate, base::Failure{FailureCode::path_too_complex});
  }
  const std::vector<ByteView> anchors(asked.anchors.begin(), asked.anchors.end());
  std::vector<ByteView> intermediates(asked.extra.begin(), asked.extra.end());
  intermediates.insert(intermediates.end(), check.certificates.begin(), check.certificates.end());
  crypto::PathQuestion question;
  question.end_entity = signer.certificate->der;
  question.intermediates = intermediates;
  question.anchors = anchors;
  question.time = *asked.time;
  question.end_entity_may_be_anchor = true;
  const auto answer = crypto::validate(question);
  spent += answer.work.signatures;
  if (answer.valid()) return finding_of(kId, Outcome::passed, std::nullopt);
  const base::Failure reason = answer.reasons.front().failure;
  const bool open =
      reason.code == FailureCode::path_not_found || reason.code == FailureCode::path_too_complex;
  return finding_of(kId, open ? Outcome::indeterminate : Outcome::failed, reason);
}

json findings_json(const std::vector<Finding>& findings) {
  json list = json::array();
  for (const Finding& finding : findings) {
    json entry = {{"id", base::id_text(finding.id)}, {"outcome", base::outcome_text(finding.outcome)}};
    if (finding.reason) entry.update(verify::failure_json(*finding.reason));
    list.push_back(std::move(entry));
  }
  return list;
}

json conclusion_json(const std::vector<Finding>& findings) {
  const auto [verdict, indication] =
      verify::conclude(findings, {.revocation = verify::RevocationPolicy::accept_not_checked});
  json text = {{"verdict", base::verdict_text(verdict)}, {"subIndication", nullptr}};
  if (indication) text["subIndication"] = base::sub_indication_text(*indication);
  return text;
}

json signer_json(const cms::SignerCheck& signer) {
  json text = {
      {"findings", findings_json(signer.findings)}, {"certificate", nullptr}, {"claimedTime", nullptr}};
  if (signer.certificate) text["certificate"] = base::to_hex(signer.certificate->fingerprint);
  if (signer.claimed_time) text["claimedTime"] = base::format_utc(*signer.claimed_time);
  return text;
}

json answer_json(const CmsCase& asked) {
  const std::optional<ByteView> content =
      asked.content ? std::optional<ByteView>(*asked.content) : std::nullopt;
  auto check = cms::check_signed_data(asked.document, content, asked.level);
  std::size_t spent = 0;
  for (cms::SignerCheck& signer : check.signers) {
    signer.findings.push_back(path_finding(asked, check, signer, spent));
    signer.findings.push_back(finding_of(FindingId::revocation_status, Outcome::not_checked,
                                         base::Failure{FailureCode::revocation_not_checked}));
  }
  json text = conclusion_json(check.all_findings());
  text["findings"] = findings_json(check.findings);
  text["signers"] = json::array();
  for (const cms::SignerCheck& signer : check.signers) text["signers"].push_back(signer_json(signer));
  return text;
}

}  // namespace

std::string answer_cms_case(std::string_view line) {
  CaseReader reader(line);
  const CmsCase asked = read_case(reader);
  if (const auto& fault = reader.finish()) {
    json answer = fault_json(reader.id(), *fault);
    answer["verdict"] = base::verdict_text(base::Verdict::indeterminate);
    answer["subIndication"] = base::sub_indication_text(verify::sub_indication_of(fault->failure.code));
    return to_line(answer);
  }
  json answer = answer_json(asked);
  answer["id"] = reader.id();
  return to_line(answer);
}

}  // namespace kazashi::cases
