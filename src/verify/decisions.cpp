#include "verify/decisions.h"

#include <string>
#include <string_view>
#include <utility>

#include "rules/evaluate.h"

namespace kazashi::verify {
namespace {

using rules::Inputs;

// Only a card can say these: a typed value never stands in for one that could not be read.
constexpr std::string_view kFromCardAlone[] = {"expiryDate", "certExpiry", "certIssueDate", "remainingTries"};

Inputs inputs_for(const std::optional<pki::Certificate>& certificate, const Arguments& arguments) {
  Inputs inputs = arguments.inputs;
  for (const auto name : kFromCardAlone) inputs.erase(std::string(name));
  inputs[std::string(rules::kEvaluationDate)] = base::tokyo_date(arguments.time);
  inputs["item"] = "certificate";
  inputs["needsCertificate"] = true;
  if (certificate) {
    const base::CivilDate last_day = base::tokyo_date(certificate->not_after);
    inputs["expiryDate"] = last_day;
    inputs["certExpiry"] = last_day;
    inputs["certIssueDate"] = base::tokyo_date(certificate->not_before);
  }
  if (arguments.tries_left) inputs["remainingTries"] = static_cast<std::int64_t>(*arguments.tries_left);
  return inputs;
}

}  // namespace

std::vector<rules::Decision> take_decisions(const std::optional<pki::Certificate>& certificate,
                                            const Arguments& arguments) {
  std::vector<std::string_view> ids{"D-RENEWAL", "D-VALIDITY", "D-CERT-EXPIRY"};
  if (arguments.tries_left) ids.emplace_back("D-PIN");

  const Inputs inputs = inputs_for(certificate, arguments);
  std::vector<rules::Decision> decisions;
  for (const auto id : ids) {
    auto decision = rules::evaluate(arguments.rulebook->book, id, inputs);
    if (decision) decisions.push_back(std::move(*decision));
  }
  return decisions;
}

}  // namespace kazashi::verify
