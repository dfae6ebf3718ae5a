#include "revocation/policy.h"

namespace kazashi::revocation {

using base::fail;
using base::FailureCode;
using base::Result;

Result<Depth> parse_depth(std::string_view text) {
  if (text == "end-entity") return Depth::end_entity;
  if (text == "whole-path") return Depth::whole_path;
  return fail(FailureCode::policy_unknown);
}

Result<UnknownStatus> parse_unknown_status(std::string_view text) {
  if (text == "refuse") return UnknownStatus::refuse;
  if (text == "accept") return UnknownStatus::accept;
  return fail(FailureCode::policy_unknown);
}

Result<Staleness> parse_staleness(std::string_view text) {
  if (text == "refuse") return Staleness::refuse;
  if (text == "accept") return Staleness::accept;
  return fail(FailureCode::policy_unknown);
}

}  // namespace kazashi::revocation
