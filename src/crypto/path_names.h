// Names in paths: what an authority allows, and what an end entity is called. For the sources of this room
// alone.
#pragma once

#include "crypto/path_pool.h"

namespace kazashi::crypto {

/// Whether the names of `subject` are within what `issuer` allows.
[[nodiscard]] bool names_allowed(const PathNode& subject, const PathNode& issuer);

/// Whether the end entity is called so.
[[nodiscard]] bool has_name(const PathNode& end_entity, const ExpectedName& name);

}  // namespace kazashi::crypto
