// Which uses a module was made with. Each module links one source that says so, and what it does not name is
// not in it.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::seam {

[[nodiscard]] verify::UseSet uses();

}  // namespace kazashi::seam
