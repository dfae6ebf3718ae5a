#include "verify/report.h"

#include <nlohmann/json.hpp>

#include "rules/decision_json.h"
#include "verify/failure_json.h"

namespace kazashi::verify {
namespace {

using base::Finding;
using nlohmann::json;

constexpr int kReportVersion = 1;

json finding_json(const Finding& finding, base::UtcTime now) {
  json entry = {{"id", base::id_text(finding.id)}, {"outcome", base::outcome_text(finding.outcome)}};
  if (finding.reason) entry.update(failure_json(*finding.reason));
  if (finding.certificate) entry["subject"] = "certificate " + std::to_string(*finding.certificate);
  if (finding.source) {
    json evidence = {{"source", finding.source->name}};
    if (finding.source->issued) {
      evidence["issued"] = base::format_utc(*finding.source->issued);
      evidence["ageSeconds"] = (now - *finding.source->issued).count();
    }
    entry["evidence"] = std::move(evidence);
  }
  return entry;
}

json claims_json(const std::vector<Claim>& claims) {
  json object = json::object();
  for (const Claim& claim : claims) {
    json entry = {{"from", claim.from}, {"signed", claim.is_signed}};
    std::visit([&](const auto& value) { entry["value"] = value; }, claim.value);
    object[claim.name] = std::move(entry);
  }
  return object;
}

json inputs_json(const Report& report) {
  const TrustInput& trust = report.trust;
  json inputs = {{"trust",
                  {{"id", trust.id},
                   {"version", trust.version},
                   {"environment", trust.test ? "test" : "production"},
                   {"issued", base::format_utc(trust.issued)},
                   {"expires", base::format_utc(trust.expires)},
                   {"signer", trust.signer}}},
                 {"policy", {{"revocation", policy_text(report.policy.revocation)}}},
                 {"revocation", nullptr},
                 {"rulebook", nullptr},
                 {"procedure", nullptr}};
  if (report.procedure) {
    inputs["procedure"] = {{"id", report.procedure->id}, {"version", report.procedure->version}};
  }
  if (report.rulebook) inputs["rulebook"] = {{"fingerprint", *report.rulebook}};
  return inputs;
}

/// A decision, and for every input it was given who gave it.
json decision_json(const TakenDecision& taken) {
  json entry = rules::to_json(taken.decision);
  entry["sources"] = json::object();
  for (const auto& [name, source] : taken.sources) entry["sources"][name] = source_text(source);
  return entry;
}

}  // namespace

std::string Report::to_text() const {
  json text = {{"version", kReportVersion},
               {"use", use_text(use)},
               {"time", base::format_utc(time)},
               {"environment", trust.test ? "TEST" : "production"},
               {"verdict", base::verdict_text(conclusion.verdict)},
               {"findings", json::array()},
               {"claims", claims_json(claims)},
               {"decisions", json::array()},
               {"inputs", inputs_json(*this)}};
  if (conclusion.sub_indication)
    text["subIndication"] = base::sub_indication_text(*conclusion.sub_indication);
  for (const Finding& finding : findings) text["findings"].push_back(finding_json(finding, time));
  for (const TakenDecision& taken : decisions) text["decisions"].push_back(decision_json(taken));
  return text.dump();
}

}  // namespace kazashi::verify
