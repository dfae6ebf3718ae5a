// The times of CRL entries, fast: a national CRL has one for each of millions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace kazashi::revocation {

/// Seconds since 1970 of a UTCTime's content, `YYMMDDhhmmssZ` (RFC 5280 section 4.1.2.5.1), 13 octets. None
/// where it is not a time. Agrees with der::Reader::read_time for every input, which a test holds it to.
[[nodiscard]] inline std::optional<std::int64_t> seconds_of_utc_time(const std::uint8_t* text) {
  unsigned parts[6];  // years of the century, months, days, hours, minutes, seconds
  unsigned wrong = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const unsigned tens = text[2 * i] - unsigned{'0'};
    const unsigned ones = text[2 * i + 1] - unsigned{'0'};
    wrong |= unsigned{tens > 9} | unsigned{ones > 9};
    parts[i] = tens * 10 + ones;
  }
  const auto [century_year, month, day, hour, minute, second] = parts;
  if (wrong != 0 || text[12] != 'Z' || month - 1 > 11 || hour > 23 || minute > 59 || second > 59) return {};
  const unsigned year = century_year + (century_year >= 50 ? 1900 : 2000);
  constexpr std::uint8_t kDays[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0;  // 1950 to 2049 skips none
  if (day - 1 >= kDays[month - 1] + unsigned{leap && month == 2}) return {};
  constexpr std::uint16_t kBefore[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const std::int64_t leaps =
      std::int64_t{(year - 1949) / 4} - 5;  // whole leap years before `year`, from 1970
  const std::int64_t days =
      (std::int64_t{year} - 1970) * 365 + leaps + kBefore[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
  return days * 86400 + hour * 3600 + minute * 60 + second;
}

}  // namespace kazashi::revocation
