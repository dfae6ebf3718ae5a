#include "crypto/block_cipher.h"

#include <algorithm>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "crypto/sha1_key_derivation.h"

namespace kazashi::crypto {
namespace {

using base::FailureCode;

base::Bytes octets(std::string_view hex) { return base::from_hex(hex).value(); }

CipherKey key_of(std::string_view hex) {
  const auto from = octets(hex);
  CipherKey key{};
  REQUIRE(from.size() == key.size());
  std::ranges::copy(from, key.begin());
  return key;
}

std::string text(base::ByteView bytes) { return base::to_hex(bytes); }

TEST_CASE("encrypts_the_example_of_FIPS_197") {
  const auto key = key_of("000102030405060708090a0b0c0d0e0f");
  const auto plain = octets("00112233445566778899aabbccddeeff");
  const auto secret = encrypt_cbc(BlockCipher::aes_128, key, plain);
  REQUIRE(secret);
  CHECK(text(*secret) == "69c4e0d86a7b0430d8cdb78070b4c55a");
  CHECK(text(decrypt_cbc(BlockCipher::aes_128, key, *secret).value()) == text(plain));
}

// ICAO Doc 9303 part 11 appendix D.3: the reader's part of basic access control
TEST_CASE("encrypts_the_worked_example_of_electronic_passports") {
  const auto key = key_of("ab94fdecf2674fdfb9b391f85d7f76f2");
  const auto plain = octets("781723860c06c2264608f919887022120b795240cb7049b01c19b33e32804f0b");
  const auto secret = encrypt_cbc(BlockCipher::triple_des_2key, key, plain);
  REQUIRE(secret);
  CHECK(text(*secret) == "72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f2");
  CHECK(text(decrypt_cbc(BlockCipher::triple_des_2key, key, *secret).value()) == text(plain));
}

// the same document, appendix D.1, before parity bits are set
TEST_CASE("derives_the_key_of_the_worked_example") {
  CHECK(text(key_from_sha1(octets("239ab9cb282daf66231dc5a4df6bfbae00000001"))) ==
        "ab94fcedf2664edfb9b291f85d7f77f2");
}

TEST_CASE("chains_blocks") {
  const auto key = key_of("000102030405060708090a0b0c0d0e0f");
  for (const auto cipher : {BlockCipher::triple_des_2key, BlockCipher::aes_128}) {
    const auto secret = encrypt_cbc(cipher, key, base::Bytes(2 * block_size(cipher), 0));
    REQUIRE(secret);
    CHECK(text(base::ByteView(*secret).first(block_size(cipher))) !=
          text(base::ByteView(*secret).last(block_size(cipher))));
  }
}

TEST_CASE("takes_whole_blocks_only") {
  const CipherKey key{};
  CHECK(encrypt_cbc(BlockCipher::aes_128, key, {})->empty());
  CHECK(encrypt_cbc(BlockCipher::aes_128, key, base::Bytes(8)).error().code == FailureCode::internal_error);
  CHECK(decrypt_cbc(BlockCipher::triple_des_2key, key, base::Bytes(7)).error().code ==
        FailureCode::internal_error);
}

TEST_CASE("pads_to_whole_blocks_and_always_by_something") {
  CHECK(text(padded(BlockCipher::triple_des_2key, octets("0102"))) == "0102800000000000");
  CHECK(text(padded(BlockCipher::triple_des_2key, octets("01020304050607"))) == "0102030405060780");
  CHECK(text(padded(BlockCipher::triple_des_2key, octets("0102030405060708"))) ==
        "01020304050607088000000000000000");
  CHECK(padded(BlockCipher::aes_128, {}).size() == 16);
}

TEST_CASE("finds_padding_and_nothing_that_only_looks_like_it") {
  const auto size = [](std::string_view hex) {
    return size_without_padding(BlockCipher::triple_des_2key, octets(hex));
  };
  CHECK(size("0102800000000000").value() == 2);
  CHECK(size("8000000000000000").value() == 0);
  CHECK(size("0180000000000080").value() == 7);
  for (const auto* none :
       {"", "0102030405060708", "0000000000000000", "0102800000000001", "01800000000000000000000000000000"}) {
    CAPTURE(none);
    CHECK(size(none).error().code == FailureCode::secure_messaging_failed);
  }
}

}  // namespace
}  // namespace kazashi::crypto
