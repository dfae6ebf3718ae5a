#include "simulator/pki/card_holder.h"

#include <cstdio>

namespace kazashi_simulator::pki {
namespace {

int year_of(Date date) { return static_cast<int>(std::chrono::year_month_day(date).year()); }

// The year before each era's first.
int before_era(Date date) {
  switch (era_digit(date)) {
    case '3':
      return 1925;
    case '4':
      return 1988;
    default:
      return 2018;
  }
}

}  // namespace

std::string CardHolder::birth_key() const {
  char year[16];
  std::snprintf(year, sizeof year, "%02d", year_of(birth) - before_era(birth));
  return year + to_compact(birth).substr(4);
}

std::string CardHolder::check_number_b() const {
  return birth_key() + to_compact(expiry).substr(0, 4) + security_code;
}

std::string individual_number(std::string_view eleven_digits) {
  int sum = 0;
  for (int n = 1; n <= 11; ++n) {
    const int digit = eleven_digits[static_cast<std::size_t>(11 - n)] - '0';
    sum += digit * (n <= 6 ? n + 1 : n - 5);
  }
  const int rest = sum % 11;
  const int check = rest <= 1 ? 0 : 11 - rest;
  return std::string(eleven_digits) + static_cast<char>('0' + check);
}

}  // namespace kazashi_simulator::pki
