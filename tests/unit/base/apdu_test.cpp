#include "base/apdu.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"

using namespace kazashi::base;

namespace {

std::string encoded(const CommandApdu& command) { return to_hex(command.encode()); }

CommandApdu with_data(std::size_t size, std::optional<std::uint32_t> le = std::nullopt) {
  return {.cla = 0x80, .ins = 0x2A, .p1 = 0x00, .p2 = 0x80, .data = SensitiveBytes(size, 0xAB), .le = le};
}

}  // namespace

TEST_CASE("a command without data or answer is the header alone (case 1)", "[apdu]") {
  CHECK(encoded({.cla = 0x00, .ins = 0x20, .p1 = 0x00, .p2 = 0x80, .data = {}, .le = {}}) == "00200080");
}

TEST_CASE("an expected length of 256 is written as zero in the short form", "[apdu]") {
  CHECK(encoded({.cla = 0, .ins = 0xB0, .p1 = 0, .p2 = 0, .data = {}, .le = 4}) == "00b0000004");
  CHECK(encoded({.cla = 0, .ins = 0xB0, .p1 = 0, .p2 = 0, .data = {}, .le = 256}) == "00b0000000");
}

TEST_CASE("the extended form begins where the short form ends", "[apdu]") {
  CHECK(with_data(255).encode().size() == 4 + 1 + 255);
  CHECK(with_data(256).encode().size() == 4 + 3 + 256);
  CHECK(encoded({.cla = 0, .ins = 0xB0, .p1 = 0, .p2 = 0, .data = {}, .le = 257}) == "00b00000000101");
  CHECK(encoded({.cla = 0, .ins = 0xB0, .p1 = 0, .p2 = 0, .data = {}, .le = 65536}) == "00b00000000000");
  CHECK(encoded(with_data(1, 65536)) == "802a0080000001ab0000");
  CHECK(encoded(with_data(1, 256)) == "802a008001ab00");
}

TEST_CASE("a response is data and a status, never less than the status", "[apdu]") {
  const auto response = ResponseApdu::parse(Bytes{0x30, 0x63, 0xC2});
  REQUIRE(response);
  CHECK(response->data == Bytes{0x30});
  CHECK(response->status == 0x63C2);
  CHECK_FALSE(response->ok());
  CHECK(ResponseApdu::parse(Bytes{0x90, 0x00})->ok());
  CHECK(ResponseApdu::parse(Bytes{0x90}).error().code == FailureCode::card_answer_malformed);
  CHECK_FALSE(ResponseApdu::parse(Bytes{}));
}
