// What the relying party decides and the core never assumes.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/failure.h"

namespace kazashi::verify {

/// What a revocation status that nobody could check means. There is no default: JPKI's revocation data is
/// open only to approved verifiers, so who asks must say what its absence is worth to them.
enum class RevocationPolicy : std::uint8_t {
  require,             ///< "require": not checked makes the verdict INDETERMINATE
  accept_not_checked,  ///< "accept-not-checked": the finding stays, the verdict may pass
};

struct Policy {
  RevocationPolicy revocation;
};

[[nodiscard]] std::string_view policy_text(RevocationPolicy policy);
/// policy_unknown for any other word.
[[nodiscard]] base::Result<RevocationPolicy> parse_revocation_policy(std::string_view text);

}  // namespace kazashi::verify
