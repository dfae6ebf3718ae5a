// The Report: the one thing everybody reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/time.h"
#include "verify/conclusion.h"
#include "verify/judgement.h"
#include "verify/policy.h"
#include "verify/procedure.h"
#include "verify/use.h"

namespace kazashi::verify {

/// The signed data that a verdict rests on, as the Report names it.
struct TrustInput {
  std::string id;
  std::uint64_t version = 0;
  bool test = false;  ///< a test bundle: its verdicts are for tests alone
  base::UtcTime issued;
  base::UtcTime expires;
  std::string signer;
};

struct Report {
  /// The procedure that was run, by name.
  struct ProcedureInput {
    std::string id;
    std::string version;
  };

  Use use;
  base::UtcTime time;  ///< the moment the verdict is for, as the caller gave it
  Policy policy;
  TrustInput trust;
  std::vector<base::Finding> findings;
  Conclusion conclusion;  ///< conclude(findings, policy)
  std::vector<Claim> claims;
  std::optional<std::string> rulebook;      ///< fingerprint of the rulebook that was used, if any
  std::optional<ProcedureInput> procedure;  ///< none: the caller named no procedure
  std::vector<TakenDecision> decisions;

  /// JSON by web/core/schema/report.schema.json. Codes and ids only, no sentence but the quoted basis of a
  /// decision.
  [[nodiscard]] std::string to_text() const;
};

}  // namespace kazashi::verify
