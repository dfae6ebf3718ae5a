// What a caller outside the core asks for, as JSON: read once, strictly, before anything else happens.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/time.h"
#include "rules/value.h"
#include "trust/envelope.h"
#include "verify/challenge.h"
#include "verify/policy.h"

namespace kazashi::verify {

/// {"origin", "nonce", "time", "policy": {"revocation"}, "inputs"?: {...}, "polls"?: number}
struct AuthenticationRequest {
  Challenge challenge;
  base::UtcTime time;
  Policy policy;
  rules::Inputs inputs;
  std::size_t polls;  ///< how often to look for a card, about four times a second

  /// Failures: json_malformed, option_malformed (a missing, unknown or mistyped member), policy_missing,
  /// policy_unknown, time_malformed and those of Challenge::create.
  [[nodiscard]] static base::Result<AuthenticationRequest> parse(std::string_view json);
};

/// {"signers": [{"id", "kinds": [text], "spki": base64}], "time", "minimumVersion"?: number}
struct TrustRequest {
  std::vector<trust::Signer> signers;
  base::UtcTime time;
  std::uint64_t minimum_version;

  /// Failures: json_malformed, option_malformed, base64_malformed, time_malformed.
  [[nodiscard]] static base::Result<TrustRequest> parse(std::string_view json);
};

}  // namespace kazashi::verify
