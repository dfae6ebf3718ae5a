#include "card/matching_number.h"

#include <type_traits>

#include "support.h"

namespace kazashi::card {
namespace {

using base::CivilDate;
using base::FailureCode;

CivilDate day(int year, unsigned month, unsigned of_month) {
  return CivilDate{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

std::string digits(const base::Result<MatchingNumberB>& number) {
  REQUIRE(number);
  return std::string(base::as_text(number->reveal()));
}

template <class T>
void refused(const base::Result<T>& result) {
  check_failure(result, {FailureCode::matching_number_format});
}

TEST_CASE("writes_number_B_as_the_public_example_has_it") {
  CHECK(digits(MatchingNumberB::from_face(day(1980, 2, 17), BirthYear::japanese_era, 2035, "2285")) ==
        "55021720352285");
  CHECK(digits(MatchingNumberB::from_digits(base::as_bytes("55021720352285"))) == "55021720352285");
}

TEST_CASE("takes_the_era_of_the_day_of_birth_and_not_of_the_year") {
  const auto year = [](int y, unsigned m, unsigned d) { return year_of_era(day(y, m, d)).value(); };
  CHECK(year(1868, 1, 25) == 1);
  CHECK(year(1912, 7, 29) == 45);
  CHECK(year(1912, 7, 30) == 1);
  CHECK(year(1926, 12, 24) == 15);
  CHECK(year(1926, 12, 25) == 1);
  CHECK(year(1989, 1, 7) == 64);
  CHECK(year(1989, 1, 8) == 1);
  CHECK(year(2019, 4, 30) == 31);
  CHECK(year(2019, 5, 1) == 1);
  CHECK(year(2026, 11, 22) == 8);
  refused(year_of_era(day(1868, 1, 24)));
  refused(year_of_era(day(2025, 2, 29)));
}

TEST_CASE("writes_a_Gregorian_year_only_for_a_caller_who_chose_it") {
  CHECK(digits(MatchingNumberB::from_face(day(1980, 2, 7), BirthYear::gregorian_unconfirmed, 2035, "0001")) ==
        "80020720350001");
  CHECK(digits(MatchingNumberB::from_face(day(2005, 12, 31), BirthYear::gregorian_unconfirmed, 2035,
                                          "0001")) == "05123120350001");
}

TEST_CASE("refuses_numbers_that_no_face_shows") {
  for (const auto* text : {"", "5502172035228", "550217203522855", "5502172035228a", "55 21720352285",
                           "55130120352285", "55023220352285"}) {
    CAPTURE(text);
    refused(MatchingNumberB::from_digits(base::as_bytes(text)));
  }
  CHECK(MatchingNumberB::from_digits(base::as_bytes("10000020352285")));  // a day the register does not know
  const auto birth = day(1980, 2, 17);
  for (const auto* code : {"", "228", "22855", "22x5"}) {
    refused(MatchingNumberB::from_face(birth, BirthYear::japanese_era, 2035, code));
  }
  for (const int expiry : {-1, 35, 999, 10000}) {
    refused(MatchingNumberB::from_face(birth, BirthYear::japanese_era, expiry, "2285"));
  }
  refused(MatchingNumberB::from_face(day(1980, 2, 30), BirthYear::gregorian_unconfirmed, 2035, "2285"));
}

TEST_CASE("makes_the_birth_key_of_the_first_six_digits") {
  const auto key = BirthKey::from_face(day(1980, 2, 17), BirthYear::japanese_era);
  REQUIRE(key);
  CHECK(base::as_text(key->reveal()) == "550217");
  CHECK(BirthKey::from_digits(base::as_bytes("550217")));
  refused(BirthKey::from_digits(base::as_bytes("55021")));
  refused(BirthKey::from_digits(base::as_bytes("551317")));
}

TEST_CASE("holds_numbers_so_that_no_copy_stays") {
  CHECK_FALSE(std::is_copy_constructible_v<MatchingNumberB>);
  CHECK_FALSE(std::is_copy_constructible_v<BirthKey>);
}

TEST_CASE("knows_the_check_digit_of_individual_numbers") {
  const auto known = [](std::string_view text) { return is_individual_number(base::as_bytes(text)); };
  CHECK(known("537686677188"));
  CHECK(known("123456789018"));
  for (char last = '0'; last <= '9'; ++last) {
    if (last != '8') CHECK_FALSE(known("53768667718" + std::string(1, last)));
  }
  CHECK_FALSE(known("537686677818"));  // two digits changed places
  CHECK_FALSE(known("53768667718"));
  CHECK_FALSE(known("5376866771888"));
  CHECK_FALSE(known("53768667718x"));
}

}  // namespace
}  // namespace kazashi::card
