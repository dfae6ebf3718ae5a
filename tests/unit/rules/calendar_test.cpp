#include "rules/calendar.h"

#include <catch2/catch_test_macros.hpp>

namespace kazashi::rules {
namespace {

base::CivilDate date(std::string_view text) { return base::parse_date(text).value(); }
std::string text(base::CivilDate day) { return base::format_date(day); }

TEST_CASE("adding months keeps the day of the month") {
  CHECK(text(add_months(date("2026-10-10"), -3)) == "2026-07-10");
  CHECK(text(add_months(date("2026-01-15"), -1)) == "2025-12-15");
  CHECK(text(add_months(date("2026-11-30"), 14)) == "2028-01-30");
}

TEST_CASE("adding months clamps to the end of a shorter month and does not run over") {
  CHECK(text(add_months(date("2026-05-31"), -3)) == "2026-02-28");
  CHECK(text(add_months(date("2028-05-31"), -3)) == "2028-02-29");
  CHECK(text(add_months(date("2026-07-31"), -3)) == "2026-04-30");
  CHECK(text(add_months(date("2028-02-29"), -12)) == "2027-02-28");
  CHECK(text(add_months(date("2028-02-29"), 48)) == "2032-02-29");
}

TEST_CASE("the century rule of leap years holds") {
  CHECK(text(add_months(date("2100-03-31"), -1)) == "2100-02-28");
  CHECK(text(add_months(date("2000-03-31"), -1)) == "2000-02-29");
}

TEST_CASE("a year of age counts from the birthday itself") {
  CHECK(age_on(date("2008-07-01"), date("2026-06-30")) == 17);
  CHECK(age_on(date("2008-07-01"), date("2026-07-01")) == 18);
}

TEST_CASE("somebody born on 29 February completes a year with 1 March in common years") {
  CHECK(age_on(date("2008-02-29"), date("2026-02-28")) == 17);
  CHECK(age_on(date("2008-02-29"), date("2026-03-01")) == 18);
  CHECK(age_on(date("2008-02-29"), date("2028-02-28")) == 19);
  CHECK(age_on(date("2008-02-29"), date("2028-02-29")) == 20);
}

TEST_CASE("at the passport counter a year of age counts from the day before") {
  CHECK(age_eve(date("2011-04-02"), date("2026-03-31")) == 14);
  CHECK(age_eve(date("2011-04-02"), date("2026-04-01")) == 15);
  CHECK(age_eve(date("2008-02-29"), date("2026-02-27")) == 17);
  CHECK(age_eve(date("2008-02-29"), date("2026-02-28")) == 18);
  CHECK(age_eve(date("2008-01-01"), date("2025-12-31")) == 18);
}

TEST_CASE("birthdays are counted strictly after the given day") {
  const auto birth = date("1990-10-10");
  CHECK(text(nth_birthday_after(birth, date("2020-05-15"), 10)) == "2029-10-10");
  CHECK(text(nth_birthday_after(birth, date("2026-10-09"), 1)) == "2026-10-10");
  CHECK(text(nth_birthday_after(birth, date("2026-10-10"), 1)) == "2027-10-10");
}

TEST_CASE("a birthday on 29 February falls on 28 February in common years") {
  const auto birth = date("2000-02-29");
  CHECK(text(nth_birthday_after(birth, date("2026-02-27"), 1)) == "2026-02-28");
  CHECK(text(nth_birthday_after(birth, date("2026-02-28"), 1)) == "2027-02-28");
  CHECK(text(nth_birthday_after(birth, date("2026-02-28"), 2)) == "2028-02-29");
  CHECK(text(nth_birthday_after(birth, date("2028-02-28"), 1)) == "2028-02-29");
}

TEST_CASE("the deemed birthday of common years is none in leap years") {
  CHECK(is_birthday(date("1996-02-29"), date("2023-02-28")));
  CHECK_FALSE(is_birthday(date("1996-02-29"), date("2023-03-01")));
  CHECK_FALSE(is_birthday(date("1996-02-29"), date("2024-02-28")));
  CHECK(is_birthday(date("1996-02-29"), date("2024-02-29")));
  CHECK(is_birthday(date("1990-10-10"), date("2026-10-10")));
  CHECK_FALSE(is_birthday(date("1990-10-10"), date("2026-10-11")));
}

TEST_CASE("only 29 February is a leap day") {
  CHECK(is_leap_day(date("2024-02-29")));
  CHECK_FALSE(is_leap_day(date("2024-02-28")));
  CHECK_FALSE(is_leap_day(date("2024-03-29")));
}

}  // namespace
}  // namespace kazashi::rules
