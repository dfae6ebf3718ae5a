#include "base/base64.h"

#include <catch2/catch_test_macros.hpp>

using namespace kazashi::base;

TEST_CASE("base64 gives the texts of RFC 4648 section 10", "[base64]") {
  CHECK(to_base64(as_bytes("")).empty());
  CHECK(to_base64(as_bytes("f")) == "Zg==");
  CHECK(to_base64(as_bytes("fo")) == "Zm8=");
  CHECK(to_base64(as_bytes("foo")) == "Zm9v");
  CHECK(to_base64(as_bytes("foobar")) == "Zm9vYmFy");
}

TEST_CASE("base64 reads back every octet value at every alignment", "[base64]") {
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
  for (std::size_t skip = 0; skip < 3; ++skip) {
    const ByteView part = ByteView(all).subspan(skip);
    CHECK(from_base64(to_base64(part)) == to_bytes(part));
  }
}

TEST_CASE("base64 refuses what a second text for the same octets would need", "[base64]") {
  const auto refused_at = [](std::string_view text) {
    const auto result = from_base64(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == FailureCode::base64_malformed);
    return result.error().detail;
  };
  CHECK(refused_at("Zh==") == 1);    // padding bits set
  CHECK(refused_at("Zm9=") == 2);    // padding bits set
  CHECK(refused_at("Zg=") == 3);     // a character short
  CHECK(refused_at("Zg") == 2);      // no padding
  CHECK(refused_at("Zm9v\n") == 5);  // white space
  CHECK(refused_at("Z===") == 1);    // too much padding
  CHECK(refused_at("====") == 0);
  CHECK(refused_at("Zm-v") == 2);      // the URL alphabet
  CHECK(refused_at("Zg==Zg==") == 2);  // padding inside
}
