#include "reader/iso_block.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using Kind = Block::Kind;

Block parsed(std::string_view hex) {
  auto block = parse_block(octets(hex));
  REQUIRE(block);
  return *block;
}

TEST_CASE("builds_the_blocks_of_the_standard") {
  CHECK(base::to_hex(information_block(0, false, octets("00a4"))) == "0200a4");
  CHECK(base::to_hex(information_block(1, false, octets("00a4"))) == "0300a4");
  CHECK(base::to_hex(information_block(0, true, octets("00a4"))) == "1200a4");
  CHECK(base::to_hex(information_block(1, true, octets("00a4"))) == "1300a4");
  CHECK(base::to_hex(acknowledge_block(0)) == "a2");
  CHECK(base::to_hex(acknowledge_block(1)) == "a3");
  CHECK(base::to_hex(not_acknowledge_block(0)) == "b2");
  CHECK(base::to_hex(not_acknowledge_block(1)) == "b3");
  CHECK(base::to_hex(waiting_extension_block(3)) == "f203");
  CHECK(base::to_hex(deselect_block()) == "c2");
}

TEST_CASE("reads_information_blocks") {
  const auto last = parsed("039000");
  CHECK(last.kind == Kind::information);
  CHECK(last.number == 1);
  CHECK_FALSE(last.more);
  CHECK(base::to_hex(last.data) == "9000");
  const auto chained = parsed("1201");
  CHECK(chained.more);
  CHECK(chained.number == 0);
  CHECK(parsed("02").data.empty());
}

TEST_CASE("reads_the_other_blocks") {
  CHECK(parsed("a3").kind == Kind::acknowledge);
  CHECK(parsed("a3").number == 1);
  CHECK(parsed("c2").kind == Kind::deselect);
  CHECK(parsed("f23b").multiplier == 59);
  CHECK(parsed("f2c1").multiplier == 1);  // the power level is not ours to answer
}

TEST_CASE("refuses_what_a_card_may_not_send") {
  for (const auto* hex : {"",     "b2",   "b3",   "a200", "c200", "f2", "f20101", "f200", "f23c", "f2bf",
                          "0a00", "0600", "0000", "12",   "13",   "e2", "d2",     "aa00", "ff",   "22"}) {
    CAPTURE(hex);
    const auto block = parse_block(octets(hex));
    REQUIRE_FALSE(block);
    CHECK(block.error() == base::Failure{base::FailureCode::card_protocol});
  }
}

TEST_CASE("knows_no_control_byte_besides_those_of_the_standard") {
  std::size_t accepted = 0;
  for (unsigned control = 0; control < 256; ++control) {
    const base::Bytes alone{static_cast<std::uint8_t>(control)};
    const base::Bytes with_one{static_cast<std::uint8_t>(control), 0x01};
    if (parse_block(alone) || parse_block(with_one)) ++accepted;
  }
  CHECK(accepted == 8);  // I and chained I, R(ACK) of either number; S(WTX), S(DESELECT)
}

}  // namespace
}  // namespace kazashi::reader
