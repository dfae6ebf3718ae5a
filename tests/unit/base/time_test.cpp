#include "base/time.h"

#include <catch2/catch_test_macros.hpp>

using namespace kazashi::base;

TEST_CASE("a time is written in one way only", "[time]") {
  const auto time = parse_utc("2026-11-22T10:00:59Z");
  REQUIRE(time);
  CHECK(format_utc(*time) == "2026-11-22T10:00:59Z");
  for (const auto* text :
       {"2026-11-22T10:00:59", "2026-11-22t10:00:59Z", "2026-11-22T10:00:59.0Z", "2026-11-22",
        "2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z", "2026-11-22T10:00:60Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "+026-01-01T00:00:00Z", ""}) {
    CAPTURE(text);
    CHECK(parse_utc(text).error().code == FailureCode::time_malformed);
  }
}

TEST_CASE("a date must exist", "[time]") {
  CHECK(format_date(*parse_date("2028-02-29")) == "2028-02-29");
  CHECK_FALSE(parse_date("2026-02-30"));
  CHECK_FALSE(parse_date("2026-2-3"));
}

TEST_CASE("the Tokyo date turns at 15:00 UTC", "[time]") {
  CHECK(format_date(tokyo_date(*parse_utc("2026-11-22T14:59:59Z"))) == "2026-11-22");
  CHECK(format_date(tokyo_date(*parse_utc("2026-11-22T15:00:00Z"))) == "2026-11-23");
  CHECK(format_date(tokyo_date(*parse_utc("2026-12-31T15:00:00Z"))) == "2027-01-01");
}
