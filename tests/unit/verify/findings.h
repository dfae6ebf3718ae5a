// Looking things up in a Report, for tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "base/finding.h"
#include "verify/report.h"

namespace kazashi::test {

/// The first finding of this id that did not pass; nothing if all passed.
[[nodiscard]] inline std::optional<base::Finding> not_passed(const verify::Report& report,
                                                             base::FindingId id) {
  const auto found = std::ranges::find_if(report.findings, [&](const base::Finding& finding) {
    return finding.id == id && finding.outcome != base::Outcome::passed;
  });
  return found == report.findings.end() ? std::nullopt : std::optional(*found);
}

[[nodiscard]] inline std::optional<base::FailureCode> reason(const verify::Report& report,
                                                             base::FindingId id) {
  const auto finding = not_passed(report, id);
  return finding && finding->reason ? std::optional(finding->reason->code) : std::nullopt;
}

/// The verdict and, unless it passed, the first finding that failed or was left open, and why: "TOTAL-FAILED
/// face.signature signature.invalid".
[[nodiscard]] inline std::string first_open(const verify::Report& report) {
  std::string text(base::verdict_text(report.conclusion.verdict));
  for (const base::Finding& finding : report.findings) {
    if (finding.outcome != base::Outcome::failed && finding.outcome != base::Outcome::indeterminate) continue;
    text += ' ';
    text += base::id_text(finding.id);
    text += ' ';
    text += base::code_text(finding.reason->code);
    break;
  }
  return text;
}

}  // namespace kazashi::test
