#include "crypto/mac.h"

#include <algorithm>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"

namespace kazashi::crypto {
namespace {

base::Bytes octets(std::string_view hex) { return base::from_hex(hex).value(); }

CipherKey key_of(std::string_view hex) {
  const auto from = octets(hex);
  CipherKey key{};
  REQUIRE(from.size() == key.size());
  std::ranges::copy(from, key.begin());
  return key;
}

// ICAO Doc 9303 part 11 appendix D.3
TEST_CASE("computes_the_retail_MAC_of_the_worked_example_of_electronic_passports") {
  const auto mac = retail_mac(key_of("7962d9ece03d1acd4c76089dce131543"),
                              octets("72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f2"));
  REQUIRE(mac);
  CHECK(base::to_hex(*mac) == "5f1448eea8ad90a7");
}

TEST_CASE("computes_a_retail_MAC_of_less_than_a_block_that_depends_on_both_halves_of_the_key") {
  const auto message = octets("0102");
  const auto mac = retail_mac(key_of("7962d9ece03d1acd4c76089dce131543"), message);
  REQUIRE(mac);
  CHECK(mac != retail_mac(key_of("7962d9ece03d1acd4c76089dce131552"), message));
  CHECK(mac != retail_mac(key_of("7062d9ece03d1acd4c76089dce131543"), message));
  CHECK(mac != retail_mac(key_of("7962d9ece03d1acd4c76089dce131543"), octets("010280")));
  CHECK(retail_mac(CipherKey{}, {}));
}

// RFC 4493 section 4
TEST_CASE("computes_the_CMACs_of_RFC_4493") {
  const auto key = key_of("2b7e151628aed2a6abf7158809cf4f3c");
  CHECK(base::to_hex(aes_cmac(key, {}).value()) == "bb1d6929e95937287fa37d129b756746");
  CHECK(base::to_hex(aes_cmac(key, octets("6bc1bee22e409f96e93d7e117393172a")).value()) ==
        "070a16b46b4d4144f79bdd9dd04a287c");
  CHECK(base::to_hex(aes_cmac(key, octets("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                                          "30c81c46a35ce411"))
                         .value()) == "dfa66747de9ae63030ca32611497c827");
}

}  // namespace
}  // namespace kazashi::crypto
