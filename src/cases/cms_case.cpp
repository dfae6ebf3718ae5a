#include "cases/cms_case.h"

#include <algorithm>
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

/// Who vouches for the signers. All of them share one budget of octets, because each asks anew with all the
/// certificates that came along.
class Paths {
 public:
  Paths(const CmsCase& asked, const cms::SignedDataCheck& check)
      : asked_(asked), anchors_(asked.anchors.begin(), asked.anchors.end()) {
    intermediates_.assign(asked.extra.begin(), asked.extra.end());
    intermediates_.insert(intermediates_.end(), check.certificates.begin(), check.certificates.end());
    for (const auto& list : {anchors_, intermediates_}) {
      for (const ByteView der : list) octets_ += der.size();
    }
  }

  /// Whether a way leads from the signer to an anchor. Not asked where the signature is worth nothing anyway.
  Finding finding_about(const cms::SignerCheck& signer) {
    constexpr auto kId = FindingId::path_anchor;
    const auto passed = [](const Finding& finding) { return finding.outcome == Outcome::passed; };
    if (!signer.certificate || !std::ranges::all_of(signer.findings, passed)) {
      return finding_of(kId, Outcome::not_checked, base::Failure{FailureCode::prerequisite_failed});
    }
    if (anchors_.empty()) {
      return finding_of(kId, Outcome::indeterminate, base::Failure{FailureCode::path_anchor_not_configured});
    }
    if (octets_ > left_) {
      return finding_of(kId, Outcome::indeterminate, base::Failure{FailureCode::path_too_complex});
    }
    left_ -= octets_;
    return answer_about(*signer.certificate);
  }

 private:
  // Four signers with paths of four and a hundred anchors, of 2 KiB each, ask for 928 KiB. Certificates made
  // to be slow to read take a page a second for this much.
  static constexpr std::size_t kOctets = 1024 * 1024;

  [[nodiscard]] Finding answer_about(const pki::Certificate& signer) const {
    constexpr auto kId = FindingId::path_anchor;
    crypto::PathQuestion question;
    question.end_entity = signer.der;
    question.intermediates = intermediates_;
    question.anchors = anchors_;
    question.time = *asked_.time;
    question.end_entity_may_be_anchor = true;
    const auto answer = crypto::validate(question);
    if (answer.valid()) return finding_of(kId, Outcome::passed, std::nullopt);
    const base::Failure reason = answer.reasons.front().failure;
    const bool open =
        reason.code == FailureCode::path_not_found || reason.code == FailureCode::path_too_complex;
    return finding_of(kId, open ? Outcome::indeterminate : Outcome::failed, reason);
  }

  const CmsCase& asked_;
  std::vector<ByteView> anchors_;
  std::vector<ByteView> intermediates_;
  std::size_t octets_ = 0;
  std::size_t left_ = kOctets;
};

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
  Paths paths(asked, check);
  for (cms::SignerCheck& signer : check.signers) {
    signer.findings.push_back(paths.finding_about(signer));
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
