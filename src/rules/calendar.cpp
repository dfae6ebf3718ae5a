#include "rules/calendar.h"

namespace kazashi::rules {
namespace {

namespace chrono = std::chrono;
using base::CivilDate;

CivilDate clamped(chrono::year_month month, chrono::day day) {
  const CivilDate date = month / day;
  return date.ok() ? date : CivilDate{month / chrono::last};
}

CivilDate birthday_in(CivilDate birth, chrono::year year) {
  return clamped(year / birth.month(), birth.day());
}

}  // namespace

CivilDate add_months(CivilDate date, int months) {
  return clamped(date.year() / date.month() + chrono::months{months}, date.day());
}

std::int64_t age_on(CivilDate birth, CivilDate day) {
  const chrono::month_day birthday{birth.month(), birth.day()};
  const chrono::month_day today{day.month(), day.day()};
  return (day.year() - birth.year()).count() - (today < birthday ? 1 : 0);
}

std::int64_t age_eve(CivilDate birth, CivilDate day) {
  return age_on(birth, CivilDate{chrono::sys_days{day} + chrono::days{1}});
}

CivilDate nth_birthday_after(CivilDate birth, CivilDate from, int count) {
  const bool this_year = birthday_in(birth, from.year()) > from;
  return birthday_in(birth, from.year() + chrono::years{this_year ? count - 1 : count});
}

bool is_birthday(CivilDate birth, CivilDate day) { return birthday_in(birth, day.year()) == day; }

bool is_leap_day(CivilDate date) { return date.month() == chrono::February && date.day() == chrono::day{29}; }

}  // namespace kazashi::rules
