#include "simulator/reader/port100_frame.h"

#include <catch2/catch_test_macros.hpp>

#include "simulator/unit/support.h"

using namespace kazashi_simulator;

TEST_CASE("frames_known_from_a_real_reader") {
  CHECK(port100::encode(hex("D62A01")) == hex("0000FFFFFF0300FDD62A01FF00"));
  CHECK(port100::encode(hex("D72B00")) == hex("0000FFFFFF0300FDD72B00FE00"));
  CHECK(port100::encode(hex("D60600")) == hex("0000FFFFFF0300FDD606002400"));
  CHECK(port100::decode(hex("0000FFFFFF0300FDD62A01FF00")) == hex("D62A01"));
  CHECK(port100::is_ack(hex("0000FF00FF00")));
}

TEST_CASE("a_frame_longer_than_255_bytes_has_a_two_byte_length") {
  const Bytes data(290, 0xD6);
  const Bytes frame = port100::encode(data);
  CHECK(Bytes(frame.begin(), frame.begin() + 8) == hex("0000FFFFFF2201DD"));
  CHECK(port100::decode(frame) == data);
}

TEST_CASE("every_single_wrong_byte_of_a_frame_is_noticed") {
  const Bytes frame = hex("0000FFFFFF0300FDD62A01FF00");
  for (std::size_t i = 0; i < frame.size(); ++i) {
    Bytes wrong = frame;
    wrong[i] ^= 0x10;
    CAPTURE(i);
    CHECK_FALSE(port100::decode(wrong));
  }
}

TEST_CASE("truncated_and_over_long_frames_are_none") {
  Bytes frame = hex("0000FFFFFF0300FDD62A01FF00");
  for (std::size_t length = 0; length < frame.size(); ++length) {
    CHECK_FALSE(port100::decode(View(frame).first(length)));
  }
  frame.push_back(0x00);
  CHECK_FALSE(port100::decode(frame));
}
