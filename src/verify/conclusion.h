// From findings to a verdict: the one place where a Report's verdict is made.
#pragma once

#include <optional>
#include <span>

#include "base/finding.h"
#include "verify/policy.h"

namespace kazashi::verify {

/// ETSI EN 319 102-1 section 5.1: a verdict and, unless it is TOTAL-PASSED, the reason in that standard's
/// words.
struct Conclusion {
  base::Verdict verdict;
  std::optional<base::SubIndication> sub_indication;

  friend bool operator==(const Conclusion&, const Conclusion&) = default;
};

/// Any failed finding gives TOTAL-FAILED; else any indeterminate one, or one not checked that the policy
/// requires, gives INDETERMINATE; else TOTAL-PASSED. No finding at all is INDETERMINATE: nothing was looked
/// at. Every finding is required but the revocation status, which the policy speaks of, and the two notices
/// of what no card lets anybody check: person.number-hash and face.unsigned. Of several reasons the gravest
/// is named.
[[nodiscard]] Conclusion conclude(std::span<const base::Finding> findings, const Policy& policy);

/// The standard's word for a failure that a finding carries.
[[nodiscard]] base::SubIndication sub_indication_of(base::FailureCode code);

}  // namespace kazashi::verify
