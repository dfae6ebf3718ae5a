#include "simulator/pki/dates.h"

#include <cstdio>

#include "simulator/pki/der_writer.h"

namespace kazashi_simulator::pki {
namespace {

using std::chrono::year_month_day;

struct Parts {
  int year;
  unsigned month, day;
};

Parts parts(Date date) {
  const year_month_day ymd(date);
  return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())};
}

template <class... Numbers>
std::string printed(const char* format, Numbers... numbers) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, format, numbers...);
  return buffer;
}

Date date_of(int year, unsigned month, unsigned day) {
  return year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const std::string copy(text);
  int year = 0;
  unsigned month = 0, day = 0;
  if (copy.size() != 10 || std::sscanf(copy.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) {
    return std::nullopt;
  }
  const year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!ymd.ok() || to_text(ymd) != text) {
    return std::nullopt;
  }
  return ymd;
}

std::string to_text(Date date) {
  const auto [year, month, day] = parts(date);
  return printed("%04d-%02u-%02u", year, month, day);
}

std::string to_compact(Date date) {
  const auto [year, month, day] = parts(date);
  return printed("%04d%02u%02u", year, month, day);
}

Bytes x509_time(Date date, int second_of_day) {
  const bool generalized = parts(date).year >= 2050;
  const std::string text =
      to_compact(date).substr(generalized ? 0 : 2) +
      printed("%02d%02d%02dZ", second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
  return der::element(generalized ? 0x18 : 0x17, Bytes(text.begin(), text.end()));
}

std::string to_utc_text(Date date, int second_of_day) {
  return to_text(date) +
         printed("T%02d:%02d:%02dZ", second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
}

Date birthday_in(int year, Date day_of_year) {
  const auto [unused_year, month, day] = parts(day_of_year);
  return date_of(year, month, month == 2 && day == 29 ? 28 : day);
}

char era_digit(Date date) {
  if (date < date_of(1989, 1, 8)) {
    return '3';
  }
  return date < date_of(2019, 5, 1) ? '4' : '5';
}

}  // namespace kazashi_simulator::pki
