#include "reader/port100_frame.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::Failure;
using base::FailureCode;

std::string encoded(std::string_view data_hex) { return base::to_hex(encode_frame(octets(data_hex))); }

Failure refusal(std::string_view hex) {
  const auto frame = decode_frame(octets(hex));
  REQUIRE_FALSE(frame);
  return frame.error();
}

const Failure kChecksum{FailureCode::reader_frame_checksum};
Failure malformed(std::uint32_t at) { return {FailureCode::reader_frame_malformed, at}; }

TEST_CASE("encodes_the_published_frames") {
  CHECK(encoded("d62a01") == "0000ffffff0300fdd62a01ff00");  // SetCommandType 1
  CHECK(encoded("d60600") == "0000ffffff0300fdd606002400");  // SwitchRF off
  CHECK(encoded("d62000") == "0000ffffff0300fdd620000a00");
}

TEST_CASE("encodes_lengths_above_255_in_two_octets") {
  const base::Bytes data(290, 0x01);
  const auto frame = encode_frame(data);
  REQUIRE(frame.size() == 290 + kFrameOverhead);
  CHECK(frame[5] == 0x22);
  CHECK(frame[6] == 0x01);
  CHECK(frame[7] == 0xDD);
}

TEST_CASE("decodes_its_three_kinds_of_frame") {
  const auto data = decode_frame(octets("0000ffffff0300fdd72b00fe00"));
  REQUIRE(data);
  CHECK(data->kind == Port100Frame::Kind::data);
  CHECK(base::to_hex(data->data) == "d72b00");
  const auto acknowledgement = decode_frame(octets("0000ff00ff00"));
  REQUIRE(acknowledgement);
  CHECK(acknowledgement->kind == Port100Frame::Kind::acknowledgement);
  const auto error = decode_frame(octets("0000ffffff"));
  REQUIRE(error);
  CHECK(error->kind == Port100Frame::Kind::error);
}

TEST_CASE("decodes_what_it_encodes_for_every_length") {
  for (std::size_t size = 1; size <= 600; ++size) {
    base::Bytes data(size);
    for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i * 31 + size);
    const auto frame = decode_frame(encode_frame(data));
    REQUIRE(frame);
    CHECK(frame->data == data);
  }
}

TEST_CASE("refuses_every_truncation_of_a_frame") {
  const auto whole = octets("0000ffffff0300fdd72b00fe00");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto frame = decode_frame(base::ByteView(whole).first(size));
    if (size == 5) {  // the error frame is the start of every other
      CHECK(frame);
      continue;
    }
    CAPTURE(size);
    REQUIRE_FALSE(frame);
    CHECK(frame.error().code == FailureCode::reader_frame_malformed);
  }
}

TEST_CASE("refuses_every_change_of_one_bit") {
  const auto whole = octets("0000ffffff0300fdd72b00fe00");
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    auto changed = whole;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    CAPTURE(bit);
    CHECK_FALSE(decode_frame(changed));
  }
}

TEST_CASE("names_what_is_wrong_with_a_frame") {
  CHECK(refusal("") == malformed(0));
  CHECK(refusal("00") == malformed(1));
  CHECK(refusal("0000fe") == malformed(2));
  CHECK(refusal("0000ff00ff") == malformed(3));
  CHECK(refusal("0000ff00ff0000") == malformed(3));  // an acknowledgement and more
  CHECK(refusal("0000ffffff03") == malformed(6));
  CHECK(refusal("0000ffffff0300fcd72b00fe00") == kChecksum);  // LCS
  CHECK(refusal("0000ffffff0300fdd72b00fd00") == kChecksum);  // DCS
  CHECK(refusal("0000ffffff0300fdd72b00fe01") == malformed(12));
  CHECK(refusal("0000ffffff0300fdd72b00fe0000") == malformed(13));
  CHECK(refusal("0000ffffff0400fcd72b00fe00") == malformed(13));
  CHECK(refusal("0000ffffff0000000000") == malformed(5));
}

}  // namespace
}  // namespace kazashi::reader
