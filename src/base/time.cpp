#include "base/time.h"

#include <algorithm>
#include <charconv>

namespace kazashi::base {
namespace {

namespace chrono = std::chrono;

/// Reads text against a pattern in which '0' stands for any digit and everything else for itself.
bool fits(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) return false;
  }
  return true;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

Result<CivilDate> parse_date(std::string_view text) {
  if (!fits(text, "0000-00-00")) return fail(FailureCode::time_malformed);
  const CivilDate date{chrono::year{number(text.substr(0, 4))},
                       chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
                       chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))}};
  if (!date.ok()) return fail(FailureCode::time_malformed);
  return date;
}

std::string format_date(CivilDate date) {
  return padded(static_cast<int>(date.year()), 4) + '-' +
         padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + '-' +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

Result<UtcTime> parse_utc(std::string_view text) {
  if (!fits(text, "0000-00-00T00:00:00Z")) return fail(FailureCode::time_malformed);
  KAZASHI_TRY(date, parse_date(text.substr(0, 10)));
  const int hour = number(text.substr(11, 2));
  const int minute = number(text.substr(14, 2));
  const int second = number(text.substr(17, 2));
  if (hour > 23 || minute > 59 || second > 59) return fail(FailureCode::time_malformed);
  // Into 64-bit seconds first: wasm32 counts minutes in 32 bits, which end in the year 6053.
  return UtcTime{chrono::sys_days{date}} + chrono::hours{hour} + chrono::minutes{minute} +
         chrono::seconds{second};
}

std::string format_utc(UtcTime time) {
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::hh_mm_ss clock{time - day};
  return format_date(CivilDate{day}) + 'T' + padded(static_cast<int>(clock.hours().count()), 2) + ':' +
         padded(static_cast<int>(clock.minutes().count()), 2) + ':' +
         padded(static_cast<int>(clock.seconds().count()), 2) + 'Z';
}

CivilDate tokyo_date(UtcTime time) { return CivilDate{chrono::floor<chrono::days>(time + chrono::hours{9})}; }

}  // namespace kazashi::base
