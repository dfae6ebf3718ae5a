// What the relying party decides about revocation, and the core never assumes: three enums and one limit,
// none of them with a default.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/failure.h"

namespace kazashi::revocation {

/// Whose status is asked for.
enum class Depth : std::uint8_t {
  end_entity,  ///< "end-entity": the certificate on the card
  whole_path,  ///< "whole-path": every certificate but the anchor
};

/// What a status that the data at hand do not tell means.
enum class UnknownStatus : std::uint8_t {
  refuse,  ///< "refuse": nothing is concluded from it
  accept,  ///< "accept": the finding stays, the verdict may pass
};

/// What a status means that rests on data past their nextUpdate or older than the limit.
enum class Staleness : std::uint8_t {
  refuse,  ///< "refuse"
  accept,  ///< "accept"
};

struct Policy {
  Depth depth;
  UnknownStatus unknown;
  Staleness staleness;
  std::uint32_t max_age_hours;  ///< since thisUpdate; data are stale beyond it whatever their nextUpdate says
};

/// policy_unknown for any other word.
[[nodiscard]] base::Result<Depth> parse_depth(std::string_view text);
[[nodiscard]] base::Result<UnknownStatus> parse_unknown_status(std::string_view text);
[[nodiscard]] base::Result<Staleness> parse_staleness(std::string_view text);

}  // namespace kazashi::revocation
