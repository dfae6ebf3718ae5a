// Whether a signature over SHA-1 counts.
#pragma once

#include <cstdint>

namespace kazashi::revocation {

/// Only records of the time when that was done need it.
enum class Sha1 : std::uint8_t { refuse, accept };

}  // namespace kazashi::revocation
