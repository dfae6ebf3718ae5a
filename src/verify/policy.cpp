#include "verify/policy.h"

namespace kazashi::verify {

std::string_view policy_text(RevocationPolicy policy) {
  return policy == RevocationPolicy::require ? "require" : "accept-not-checked";
}

base::Result<RevocationPolicy> parse_revocation_policy(std::string_view text) {
  for (const auto policy : {RevocationPolicy::require, RevocationPolicy::accept_not_checked}) {
    if (text == policy_text(policy)) return policy;
  }
  return base::fail(base::FailureCode::policy_unknown);
}

}  // namespace kazashi::verify
