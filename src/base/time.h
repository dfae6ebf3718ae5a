// Time as the core knows it: an argument. Nothing here reads a clock.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/failure.h"

namespace kazashi::base {

using UtcTime = std::chrono::sys_seconds;
using CivilDate = std::chrono::year_month_day;

/// Exactly `YYYY-MM-DDThh:mm:ssZ` (the UTC form of RFC 3339 without fractions); time_malformed otherwise.
[[nodiscard]] Result<UtcTime> parse_utc(std::string_view text);
[[nodiscard]] std::string format_utc(UtcTime time);

/// Exactly `YYYY-MM-DD` and a day that exists; time_malformed otherwise.
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(CivilDate date);

/// The civil date in Asia/Tokyo at this moment. Japan has kept UTC+9 without summer time since 1951, and no
/// card or certificate is older.
[[nodiscard]] CivilDate tokyo_date(UtcTime time);

}  // namespace kazashi::base
