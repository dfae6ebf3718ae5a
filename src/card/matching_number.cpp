#include "card/matching_number.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace kazashi::card {
namespace {

using base::ByteView;
using base::CivilDate;
using base::fail;
using base::FailureCode;
using base::Result;
using base::SensitiveBytes;

constexpr std::size_t kBirthSize = 6;
constexpr std::size_t kNumberBSize = 14;
constexpr std::size_t kIndividualNumberSize = 12;
constexpr std::size_t kSecurityCodeSize = 4;

constexpr CivilDate day(int year, unsigned month, unsigned of_month) {
  return CivilDate{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

/// The first day of each era from the latest back: Reiwa, Heisei, Showa, Taisho, Meiji.
constexpr std::array kEras{day(2019, 5, 1), day(1989, 1, 8), day(1926, 12, 25), day(1912, 7, 30),
                           day(1868, 1, 25)};

bool are_digits(ByteView text, std::size_t count) {
  return text.size() == count &&
         std::ranges::all_of(text, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
}

int number_at(ByteView digits, std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); }

/// Zeros may stand for a month or day that the register does not know.
bool is_birth(ByteView digits) { return number_at(digits, 2) <= 12 && number_at(digits, 4) <= 31; }

void put(SensitiveBytes& to, unsigned number, std::size_t width) {
  const std::size_t start = to.size();
  to.resize(start + width);
  for (std::size_t at = to.size(); at > start; number /= 10) {
    to[--at] = static_cast<std::uint8_t>('0' + number % 10);
  }
}

Result<SensitiveBytes> birth_digits(CivilDate birth, BirthYear form) {
  if (!birth.ok()) return fail(FailureCode::matching_number_format);
  int year = static_cast<int>(birth.year()) % 100;
  if (form == BirthYear::japanese_era) {
    KAZASHI_TRY(of_era, year_of_era(birth));
    year = of_era;
  }
  if (year < 0 || year > 99) return fail(FailureCode::matching_number_format);
  SensitiveBytes digits;
  put(digits, static_cast<unsigned>(year), 2);
  put(digits, static_cast<unsigned>(birth.month()), 2);
  put(digits, static_cast<unsigned>(birth.day()), 2);
  return digits;
}

}  // namespace

Result<int> year_of_era(CivilDate birth) {
  if (!birth.ok()) return fail(FailureCode::matching_number_format);
  const auto era = std::ranges::find_if(kEras, [&](CivilDate first) { return first <= birth; });
  if (era == kEras.end()) return fail(FailureCode::matching_number_format);
  return static_cast<int>(birth.year()) - static_cast<int>(era->year()) + 1;
}

bool is_individual_number(ByteView digits) {
  if (!are_digits(digits, kIndividualNumberSize)) return false;
  unsigned sum = 0;
  for (std::size_t n = 1; n <= 11; ++n) {  // n counts from the digit before the check digit to the left
    const auto weight = static_cast<unsigned>(n <= 6 ? n + 1 : n - 5);
    sum += weight * (digits[11 - n] - '0');
  }
  const unsigned rest = sum % 11;
  return digits[11] - '0' == (rest <= 1 ? 0U : 11 - rest);
}

Result<MatchingNumberB> MatchingNumberB::from_digits(ByteView digits) {
  if (!are_digits(digits, kNumberBSize) || !is_birth(digits))
    return fail(FailureCode::matching_number_format);
  return MatchingNumberB(digits);
}

Result<MatchingNumberB> MatchingNumberB::from_face(CivilDate birth, BirthYear year, int expiry_year,
                                                   std::string_view security_code) {
  KAZASHI_TRY(digits, birth_digits(birth, year));
  if (expiry_year < 1000 || expiry_year > 9999) return fail(FailureCode::matching_number_format);
  if (!are_digits(base::as_bytes(security_code), kSecurityCodeSize)) {
    return fail(FailureCode::matching_number_format);
  }
  put(digits, static_cast<unsigned>(expiry_year), 4);
  base::append(digits, base::as_bytes(security_code));
  return MatchingNumberB(digits);
}

Result<BirthKey> BirthKey::from_digits(ByteView digits) {
  if (!are_digits(digits, kBirthSize) || !is_birth(digits)) return fail(FailureCode::matching_number_format);
  return BirthKey(digits);
}

Result<BirthKey> BirthKey::from_face(CivilDate birth, BirthYear year) {
  KAZASHI_TRY(digits, birth_digits(birth, year));
  return BirthKey(digits);
}

}  // namespace kazashi::card
