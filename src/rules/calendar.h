// The six date functions of the tables. Civil dates of Asia/Tokyo, Gregorian calendar, nothing but
// std::chrono.
//
// Every date handed in exists (CivilDate::ok()) and every date handed back does.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace kazashi::rules {

/// The same day `months` later (earlier when negative), or the last day of that month when it has no such
/// day.
[[nodiscard]] base::CivilDate add_months(base::CivilDate date, int months);

/// Full years of age. A year counts from 0:00 of the birthday (Civil Code, article 143); somebody born on 29
/// February completes it in a common year with 1 March.
[[nodiscard]] std::int64_t age_on(base::CivilDate birth, base::CivilDate day);

/// Full years of age as passport offices count them: a year is added on the day before the birthday.
[[nodiscard]] std::int64_t age_eve(base::CivilDate birth, base::CivilDate day);

/// The `count`-th birthday (1 or more) strictly after `from`. A birthday on 29 February falls on 28 February
/// in common years.
[[nodiscard]] base::CivilDate nth_birthday_after(base::CivilDate birth, base::CivilDate from, int count);

/// Whether `day` is a birthday, 28 February of common years included for somebody born on 29 February.
[[nodiscard]] bool is_birthday(base::CivilDate birth, base::CivilDate day);

[[nodiscard]] bool is_leap_day(base::CivilDate date);

}  // namespace kazashi::rules
