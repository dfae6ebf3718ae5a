// Verifying what a card gave: the same function for the page that read the card and for the server that
// checks again.
#pragma once

#include <string_view>

#include "verify/arguments.h"
#include "verify/challenge.h"
#include "verify/data.h"
#include "verify/evidence.h"
#include "verify/report.h"
#include "verify/use_entry.h"

namespace kazashi::verify {

/// The verdict, and what was read for showing.
struct Verified {
  Report report;
  Data data;  ///< as far as the procedure lets it be seen
};

/// Judges the evidence and takes the decisions. Never fails: what is wrong becomes a finding.
///
/// Findings come in this order: trust.bundle, evidence.form, those of the use (its header lists them),
/// procedure.proofs where the caller named a procedure.
[[nodiscard]] Verified verify(const UseEntry& use, const Evidence& evidence, const Challenge& challenge,
                              const Arguments& arguments);

/// The same for evidence as text, from anybody. Text that is no evidence of this use gives a Report whose
/// evidence.form failed.
[[nodiscard]] Verified verify_evidence(const UseEntry& use, std::string_view text, const Challenge& challenge,
                                       const Arguments& arguments);

}  // namespace kazashi::verify
