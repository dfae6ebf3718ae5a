// One whole path, judged by OpenSSL. For the sources of this room alone.
#pragma once

#include <span>
#include <vector>

#include "crypto/path_pool.h"

namespace kazashi::crypto {

/// What OpenSSL has against the path of these nodes of the pool, from the end entity (0) to an anchor:
/// nothing where it is valid. It verifies every signature and reads policies, name constraints, lengths,
/// critical extensions and CRLs; only times are left to own_fault, because OpenSSL leaves the last second
/// out.
[[nodiscard]] std::vector<PathAnswer::Reason> judge_path(const PathPool& pool,
                                                         std::span<const std::size_t> path,
                                                         const PathQuestion& question);

/// Whether `subject`'s signature was made with `issuer`'s key.
[[nodiscard]] bool signed_by(const PathNode& subject, const PathNode& issuer);

}  // namespace kazashi::crypto
