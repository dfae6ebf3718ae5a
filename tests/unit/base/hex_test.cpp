#include "base/hex.h"

#include <catch2/catch_test_macros.hpp>

using namespace kazashi::base;

TEST_CASE("hex writes lower case and reads either case", "[hex]") {
  const Bytes octets{0x00, 0x9F, 0xF0};
  CHECK(to_hex(octets) == "009ff0");
  CHECK(from_hex("009Ff0") == octets);
  CHECK(from_hex("") == Bytes{});
}

TEST_CASE("hex names the first character that is no digit", "[hex]") {
  CHECK(from_hex("00g0").error() == Failure{FailureCode::hex_malformed, 2});
  CHECK(from_hex("000").error() == Failure{FailureCode::hex_malformed, 3});
  CHECK(from_hex("0 00").error() == Failure{FailureCode::hex_malformed, 1});
}
