// Verifying an authentication: the same function for the page that read the card and for the server that
// checks again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/failure.h"
#include "base/time.h"
#include "rules/value.h"
#include "trust/trust_bundle.h"
#include "verify/challenge.h"
#include "verify/evidence.h"
#include "verify/policy.h"
#include "verify/procedure.h"
#include "verify/report.h"
#include "verify/rulebook.h"

namespace kazashi::verify {

/// Everything a verdict depends on besides the evidence. The referenced objects outlive their use.
struct Arguments {
  const trust::TrustBundle* trust;
  const Rulebook* rulebook = nullptr;  ///< nullptr: no decisions are taken
  base::UtcTime time;                  ///< the moment the verdict is for
  Policy policy;
  const Procedure* procedure = nullptr;  ///< nullptr: default_procedure()
  rules::Inputs relying_party;           ///< what the relying party knows of the case
  rules::Inputs inputs;  ///< what the caller knows of the person; dates and tries come from the card alone
  std::optional<std::uint8_t> tries_left;  ///< what the card told before the PIN, where a card was read
};

/// Checks certificate, path and signature and takes the decisions. Never fails: what is wrong becomes a
/// finding.
///
/// Findings come in this order: trust.bundle, evidence.form, those of pki::check_certificate,
/// token.signature, revocation.status. The last is always not-checked here, because no revocation data is
/// among the arguments.
[[nodiscard]] Report verify_authentication(const Evidence& evidence, const Challenge& challenge,
                                           const Arguments& arguments);

/// The same for evidence as text, from anybody. Text that is no evidence gives a Report whose evidence.form
/// failed.
[[nodiscard]] Report verify_evidence(std::string_view text, const Challenge& challenge,
                                     const Arguments& arguments);

}  // namespace kazashi::verify
