#include "cases/path_case.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/finding.h"
#include "base/time.h"
#include "cases/case_reader.h"
#include "crypto/path_validation.h"
#include "verify/conclusion.h"
#include "verify/failure_json.h"

namespace kazashi::cases {
namespace {

using base::ByteView;
using base::FailureCode;
using base::FindingId;
using base::Outcome;
using base::Verdict;
using crypto::AnchorRule;
using crypto::ExpectedName;
using crypto::PathAnswer;
using nlohmann::json;

/// What a PathQuestion looks at, owned.
struct PathCase {
  std::vector<base::Bytes> path;
  std::vector<base::Bytes> extra;
  std::vector<base::Bytes> anchors;
  std::vector<base::Bytes> crls;
  crypto::PathQuestion question;  ///< its views are set by ask()
};

/// "2024-03-01T00:00:00.999+00:00" is the second that has begun.
base::Result<base::UtcTime> read_time(std::string text) {
  constexpr std::string_view kNoOffset = "+00:00";
  if (text.ends_with(kNoOffset)) text.replace(text.size() - kNoOffset.size(), kNoOffset.size(), "Z");
  const std::size_t point = text.find('.');
  if (point != std::string::npos && text.ends_with('Z')) {
    const std::string_view digits = std::string_view(text).substr(point + 1, text.size() - point - 2);
    const bool fraction =
        !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (fraction) text.erase(point, digits.size() + 1);
  }
  return base::parse_utc(text);
}

constexpr std::array kAnchorRules = {
    std::pair<std::string_view, AnchorRule>{"all", AnchorRule::all},
    std::pair<std::string_view, AnchorRule>{"name-and-key", AnchorRule::name_and_key},
    std::pair<std::string_view, AnchorRule>{"validity", AnchorRule::validity},
    std::pair<std::string_view, AnchorRule>{"extensions", AnchorRule::extensions},
};
constexpr std::array kNameKinds = {
    std::pair<std::string_view, ExpectedName::Kind>{"dns", ExpectedName::Kind::dns},
    std::pair<std::string_view, ExpectedName::Kind>{"ip", ExpectedName::Kind::ip},
    std::pair<std::string_view, ExpectedName::Kind>{"email", ExpectedName::Kind::email},
};

template <class Words>
auto word(const Words& words, std::string_view text) {
  const auto found = std::ranges::find(words, text, [](const auto& entry) { return entry.first; });
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

void read_names(CaseReader& reader, std::vector<ExpectedName>& names) {
  for (const json& entry : reader.objects("names")) {
    const std::string member = "names/" + std::to_string(names.size());
    const bool whole = entry.size() == 2 && entry.contains("kind") && entry["kind"].is_string() &&
                       entry.contains("value") && entry["value"].is_string();
    const auto kind = whole ? word(kNameKinds, entry["kind"].get_ref<const std::string&>()) : std::nullopt;
    if (!kind) return reader.refuse(FailureCode::option_malformed, member);
    names.push_back({.kind = *kind, .value = entry["value"].get<std::string>()});
  }
}

bool is_dotted(std::string_view oid) {
  return !oid.empty() && std::ranges::all_of(oid, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

PathCase read_case(CaseReader& reader) {
  PathCase asked;
  crypto::PathQuestion& question = asked.question;
  asked.anchors = reader.octet_list("anchors");
  asked.path = reader.octet_list("path");
  if (asked.path.empty()) reader.refuse(FailureCode::option_malformed, "path");
  asked.extra = reader.octet_list("extra");
  asked.crls = reader.octet_list("crls");
  const auto time = read_time(reader.text("time"));
  if (time) question.time = *time;
  if (!time) reader.refuse(FailureCode::time_malformed, "time");
  question.policies = reader.texts("policies");
  if (!std::ranges::all_of(question.policies, is_dotted))
    reader.refuse(FailureCode::option_malformed, "policies");
  question.explicit_policy = reader.flag("explicitPolicy");
  question.inhibit_policy_mapping = reader.flag("inhibitPolicyMapping");
  question.inhibit_any_policy = reader.flag("inhibitAnyPolicy");
  if (reader.has("purpose")) {
    question.purpose = reader.text("purpose");
    if (!is_dotted(*question.purpose)) reader.refuse(FailureCode::option_malformed, "purpose");
  }
  question.purpose_stated = reader.flag("purposeStated");
  read_names(reader, question.names);
  question.max_intermediates = reader.count("maxIntermediates");
  if (reader.has("anchorRule")) {
    const auto rule = word(kAnchorRules, reader.text("anchorRule"));
    if (!rule) reader.refuse(FailureCode::option_malformed, "anchorRule");
    question.anchor_rule = rule.value_or(AnchorRule::all);
  }
  question.sha1_accepted = reader.flag("sha1Accepted");
  question.end_entity_may_be_anchor = reader.flag("endEntityMayBeAnchor");
  return asked;
}

PathAnswer ask(PathCase& asked) {
  // from the end entity upwards, so that a place in a full path is its depth
  std::vector<ByteView> intermediates(asked.path.rbegin() + 1, asked.path.rend());
  intermediates.insert(intermediates.end(), asked.extra.begin(), asked.extra.end());
  const std::vector<ByteView> anchors(asked.anchors.begin(), asked.anchors.end());
  const std::vector<ByteView> crls(asked.crls.begin(), asked.crls.end());
  asked.question.end_entity = asked.path.back();
  asked.question.intermediates = intermediates;
  asked.question.anchors = anchors;
  asked.question.crls = crls;
  return crypto::validate(asked.question);
}

/// Under which check a reason belongs.
FindingId finding_of(FailureCode code) {
  switch (code) {
    case FailureCode::certificate_expired:
    case FailureCode::certificate_not_yet_valid:
      return FindingId::path_validity;
    case FailureCode::certificate_signature_invalid:
      return FindingId::path_signature;
    case FailureCode::certificate_weak_key:
    case FailureCode::certificate_weak_signature:
    case FailureCode::signature_algorithm_refused:
    case FailureCode::key_malformed:
      return FindingId::certificate_strength;
    case FailureCode::certificate_key_usage_wrong:
    case FailureCode::certificate_extended_key_usage_wrong:
    case FailureCode::certificate_is_authority:
    case FailureCode::certificate_is_not_authority:
    case FailureCode::certificate_name_mismatch:
      return FindingId::certificate_purpose;
    case FailureCode::path_names_refused:
    case FailureCode::path_policy_missing:
    case FailureCode::path_too_long:
      return FindingId::path_constraints;
    case FailureCode::path_not_found:
    case FailureCode::path_too_complex:
    case FailureCode::path_invalid:
    case FailureCode::internal_error:
      return FindingId::path_anchor;
    case FailureCode::revocation_revoked:
    case FailureCode::revocation_unknown:
    case FailureCode::revocation_stale:
    case FailureCode::crl_bad_form:
      return FindingId::revocation_status;
    default:  // what cannot be read, or breaks a rule of form
      return FindingId::certificate_form;
  }
}

/// What may be otherwise with more certificates, newer CRLs or more patience.
bool leaves_open(FailureCode code) {
  return code == FailureCode::path_not_found || code == FailureCode::path_too_complex ||
         code == FailureCode::revocation_unknown || code == FailureCode::revocation_stale ||
         code == FailureCode::internal_error || code == FailureCode::option_malformed;
}

json finding_json(FindingId id, Outcome outcome) {
  return {{"id", base::id_text(id)}, {"outcome", base::outcome_text(outcome)}};
}

json reason_json(const PathAnswer::Reason& reason) {
  const FailureCode code = reason.failure.code;
  json finding = finding_json(finding_of(code), leaves_open(code) ? Outcome::indeterminate : Outcome::failed);
  finding.update(verify::failure_json(reason.failure));
  if (reason.certificate) finding["subject"] = "certificate " + std::to_string(*reason.certificate);
  return finding;
}

json passed_findings(bool revocation_checked) {
  constexpr std::array kLookedAt = {FindingId::certificate_form,     FindingId::certificate_purpose,
                                    FindingId::certificate_strength, FindingId::path_anchor,
                                    FindingId::path_signature,       FindingId::path_validity,
                                    FindingId::path_constraints};
  json findings = json::array();
  for (const FindingId id : kLookedAt) findings.push_back(finding_json(id, Outcome::passed));
  if (revocation_checked) {
    findings.push_back(finding_json(FindingId::revocation_status, Outcome::passed));
  } else {
    json finding = finding_json(FindingId::revocation_status, Outcome::not_checked);
    finding.update(verify::failure_json({FailureCode::revocation_not_checked}));
    findings.push_back(std::move(finding));
  }
  return findings;
}

json answer_json(const PathAnswer& answer, bool revocation_checked) {
  json text;
  if (answer.valid()) {
    text = {{"verdict", base::verdict_text(Verdict::total_passed)},
            {"subIndication", nullptr},
            {"findings", passed_findings(revocation_checked)},
            {"path", answer.path}};
  } else {
    const FailureCode code = answer.reasons.front().failure.code;
    text = {
        {"verdict", base::verdict_text(leaves_open(code) ? Verdict::indeterminate : Verdict::total_failed)},
        {"subIndication", base::sub_indication_text(verify::sub_indication_of(code))},
        {"findings", json::array()}};
    for (const auto& reason : answer.reasons) text["findings"].push_back(reason_json(reason));
  }
  text["work"] = {{"extensions", answer.work.extensions},
                  {"signatures", answer.work.signatures},
                  {"judgements", answer.work.judgements}};
  return text;
}

}  // namespace

std::string answer_path_case(std::string_view line) {
  CaseReader reader(line);
  PathCase asked = read_case(reader);
  if (const auto& fault = reader.finish()) {
    json answer = fault_json(reader.id(), *fault);
    answer["verdict"] = base::verdict_text(Verdict::indeterminate);
    answer["subIndication"] = base::sub_indication_text(verify::sub_indication_of(fault->failure.code));
    answer["findings"] = json::array();
    return to_line(answer);
  }
  json answer = answer_json(ask(asked), !asked.crls.empty());
  answer["id"] = reader.id();
  return to_line(answer);
}

}  // namespace kazashi::cases
