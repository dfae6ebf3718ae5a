#include "crypto/digest.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"

namespace kazashi::crypto {
namespace {

// FIPS 180-4's own example message; digests from its published examples.
TEST_CASE("digests_are_those_of_the_standard") {
  const auto message = base::as_bytes("abc");
  CHECK(base::to_hex(sha256(message)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(base::to_hex(sha384(message)) ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  CHECK(base::to_hex(sha512(message)) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("an_empty_message_has_a_digest_too") {
  CHECK(base::to_hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("equality_in_constant_time_is_equality") {
  const base::Bytes left{1, 2, 3};
  CHECK(equal_in_constant_time(left, base::Bytes{1, 2, 3}));
  CHECK_FALSE(equal_in_constant_time(left, base::Bytes{1, 2, 4}));
  CHECK_FALSE(equal_in_constant_time(left, base::Bytes{1, 2}));
  CHECK(equal_in_constant_time({}, {}));
}

}  // namespace
}  // namespace kazashi::crypto
