// Procedures as JSON: what src/rules/procedures holds, read for what a verification needs of it.
#pragma once

#include <nlohmann/json.hpp>

#include "base/failure.h"
#include "verify/procedure.h"

namespace kazashi::verify {

/// Reads format kazashi-procedure:1 as src/rules/procedure.schema.json has it. Titles, purposes and facts
/// are for pages; here only form, proofs, what may be seen and decisions count. procedure_malformed.
[[nodiscard]] base::Result<Procedure> procedure_from_json(const nlohmann::json& json);

}  // namespace kazashi::verify
