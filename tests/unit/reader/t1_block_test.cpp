#include "reader/t1_block.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using Kind = T1Block::Kind;

/// The block with a check octet that is right.
base::Bytes checked(std::string_view hex) {
  auto block = octets(hex);
  std::uint8_t check = 0;
  for (const std::uint8_t octet : block) check ^= octet;
  block.push_back(check);
  return block;
}

TEST_CASE("writes_blocks_of_t1") {
  CHECK(base::to_hex(t1_information_block(0, false, octets("00a4"))) == "00000200a4a6");
  CHECK(base::to_hex(t1_information_block(1, true, octets("01"))) ==
        "00600101"
        "60");
  CHECK(base::to_hex(t1_request_block(0, T1Complaint::none)) == "00800080");
  CHECK(base::to_hex(t1_request_block(1, T1Complaint::checksum)) == "00910091");
  CHECK(base::to_hex(t1_waiting_answer(3)) == "00e30103e1");
  CHECK(base::to_hex(t1_field_size_request(0xFE)) == "00c101fe3e");
  CHECK(base::to_hex(t1_field_size_answer(0x20)) == "00e10120c0");
}

TEST_CASE("reads_blocks_of_t1") {
  const auto information = parse_t1_block(checked("0060029000"));
  REQUIRE(information);
  CHECK(information->kind == Kind::information);
  CHECK(information->number == 1);
  CHECK(information->more);
  CHECK(base::to_hex(information->data) == "9000");
  const auto request = parse_t1_block(checked("009200"));
  REQUIRE(request);
  CHECK(request->kind == Kind::request);
  CHECK(request->number == 1);
  CHECK(parse_t1_block(checked("00c30105"))->value == 5);
  CHECK(parse_t1_block(checked("00c10120"))->kind == Kind::field_size);
  CHECK(parse_t1_block(checked("00e101fe"))->kind == Kind::field_size_answer);
  CHECK(parse_t1_block(checked("00c200"))->kind == Kind::abort);
}

TEST_CASE("complains_of_the_checksum_apart_from_all_else") {
  const auto complaint = [](const base::Bytes& block) {
    const auto parsed = parse_t1_block(block);
    REQUIRE_FALSE(parsed);
    return parsed.error();
  };
  CHECK(complaint(octets("0000029000"
                         "93")) == T1Complaint::checksum);
  for (const std::string_view wrong : {"010000",    // node addresses
                                       "000001",    // longer than it is
                                       "00000000",  // shorter than it is
                                       "001000",    // reserved bit of an I-block
                                       "002000",    // more to come, and nothing in it
                                       "00a000",    // reserved bit of an R-block
                                       "008400",    //
                                       "00800100",  // an R-block with a field
                                       "00c301",    // a multiplier that is missing
                                       "00c30100",  // and one of zero
                                       "00c10100",  // field sizes
                                       "00c101ff",  //
                                       "00c000",    // a card may not resynchronise
                                       "00e30101",  // nor answer a request that is its own to make
                                       "00c20100",  // an abort with a field
                                       "00ff00"}) {
    CAPTURE(wrong);
    CHECK(complaint(checked(wrong)) == T1Complaint::other);
  }
  CHECK(complaint({}) == T1Complaint::other);
  CHECK(complaint(octets("0000")) == T1Complaint::other);
  CHECK(complaint(checked("0000ff" + std::string(510, '0'))) == T1Complaint::other);  // 255 is reserved
}

}  // namespace
}  // namespace kazashi::reader
