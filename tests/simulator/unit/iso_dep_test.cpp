// The block protocol of ISO/IEC 14443-4, the card's rules.
#include <catch2/catch_test_macros.hpp>

#include "simulator/picc/iso_dep_picc.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

constexpr std::uint32_t kFwtUs = 309'000;

struct Link {
  explicit Link(std::size_t fsc = 256, std::size_t fsd = 256, std::uint8_t cid = 0)
      : picc(*at_hand.card, fsc, fsd, kFwtUs, cid) {}

  // The answer; empty for silence.
  Bytes send(View block) {
    const auto reply = picc.receive(block);
    delay_us = reply ? reply->delay_us : 0;
    return reply ? reply->frame : Bytes{};
  }
  Bytes send(std::string_view block) { return send(hex(block)); }
  std::size_t commands() const { return at_hand.card->counters().commands; }

  CardAtHand at_hand;
  IsoDepPicc picc;
  std::uint32_t delay_us = 0;
};

const std::string kSelect = " 00A4040C0A D392F000260100000001";
const std::string kSign = " 802A009733" + std::string(kSha256OfHello) + "00";

}  // namespace

TEST_CASE("block_numbers_alternate") {
  Link link;
  CHECK(link.send("02" + kSelect) == hex("02 9000"));
  CHECK(link.send("03 00A4020C020008") == hex("03 9000"));
  CHECK(link.send("02 00B0000003") == hex("02 8F8F00 9000"));
}

TEST_CASE("a_lost_answer_is_sent_again_and_the_command_is_not_executed_again") {
  Link link;
  link.send("02" + kSelect);
  CHECK(link.send("03 0020009804 39393939") == hex("03 63C2"));
  CHECK(link.send("B3") == hex("03 63C2"));
  CHECK(link.send("B3") == hex("03 63C2"));
  CHECK(link.at_hand.card->counters().verifies == 1);
}

TEST_CASE("a_lost_command_is_reported_so_that_the_reader_sends_it_again") {
  Link link;
  link.send("02" + kSelect);
  CHECK(link.send("B3") == hex("A2"));
  CHECK(link.commands() == 1);
  CHECK(link.send("03 00A4020C020008") == hex("03 9000"));
}

TEST_CASE("before_any_command_r_nak_gets_an_acknowledgement") {
  Link link;
  CHECK(link.send("B2") == hex("A3"));
  CHECK(link.send("02" + kSelect) == hex("02 9000"));
}

TEST_CASE("an_i_block_sent_twice_is_executed_twice") {
  Link link;
  link.send("02" + kSelect);
  link.send("03 0020009804 39393939");
  link.send("03 0020009804 39393939");
  CHECK(link.at_hand.card->auth_pin().tries_left == 1);
}

TEST_CASE("a_chained_command_is_acknowledged_part_by_part_and_executed_once") {
  Link link(24);
  CHECK(link.send("12 00A4040C0A D392F0") == hex("A2"));
  CHECK(link.send("13 00260100") == hex("A3"));
  CHECK(link.send("B3") == hex("A3"));
  CHECK(link.commands() == 0);
  CHECK(link.send("02 000001") == hex("02 9000"));
  CHECK(link.commands() == 1);
}

TEST_CASE("a_chained_answer_goes_on_at_each_acknowledgement") {
  Link link(256, 64);
  link.send("02" + kSelect);
  Bytes block = link.send("03 00B08A0000");
  REQUIRE(block.size() == 62);
  CHECK(block[0] == 0x13);
  Bytes whole(block.begin() + 1, block.end());
  std::uint8_t number = 0;
  while ((block[0] & 0x10) != 0) {
    const Bytes again = link.send(Bytes{static_cast<std::uint8_t>(0xB0 | 0x02 | (number ^ 1))});
    CHECK(again == block);
    block = link.send(Bytes{static_cast<std::uint8_t>(0xA2 | number)});
    REQUIRE(block.size() > 1);
    CHECK((block[0] & 1) == number);
    append(whole, View(block).subspan(1));
    number ^= 1;
  }
  const Bytes& certificate = link.at_hand.person.auth_certificate;
  CHECK(whole == Bytes(certificate.begin(), certificate.begin() + 256) + hex("9000"));
}

TEST_CASE("frames_longer_than_the_card_takes_get_no_answer") {
  Link link(32);
  CHECK(link.send(Bytes{0x12} + Bytes(30, 0x00)).empty());
  CHECK(link.send(Bytes{0x12} + Bytes(29, 0x00)) == hex("A2"));
}

TEST_CASE("a_signature_asks_for_more_time_before_it_comes") {
  Link link;
  link.send("02" + kSelect);
  link.send("03 0020009804 31323334");
  CHECK(link.send("02" + kSign) == hex("F202"));
  CHECK(link.delay_us < kFwtUs);
  CHECK(link.send("F202") == hex("F202"));
  CHECK(link.delay_us > kFwtUs);
  CHECK(link.delay_us < 2 * kFwtUs);
  const Bytes first = link.send("F202");
  REQUIRE(first.size() == 254);
  CHECK(first[0] == 0x12);
  const Bytes rest = link.send("A3");
  REQUIRE(rest.size() == 1 + 258 - 253);
  CHECK(rest[0] == 0x03);
  CHECK(Bytes(rest.end() - 2, rest.end()) == hex("9000"));
  CHECK(link.at_hand.card->counters().signatures == 1);
}

TEST_CASE("a_waiting_time_answer_that_was_not_asked_for_gets_no_answer") {
  Link link;
  CHECK(link.send("F202").empty());
  link.send("02" + kSelect);
  link.send("03 0020009804 31323334");
  CHECK(link.send("02" + kSign) == hex("F202"));
  CHECK(link.send("F203").empty());
  CHECK(link.send("F2").empty());
  CHECK(link.send("03 00B0880003").empty());
  CHECK(link.send("B2") == hex("F202"));
  CHECK(link.at_hand.card->counters().signatures == 1);
}

TEST_CASE("a_cid_is_answered_in_kind") {
  Link zero;
  CHECK(zero.send("0A00" + kSelect) == hex("0A00 9000"));
  CHECK(zero.send("03 00A4020C020008") == hex("03 9000"));
  CHECK(zero.send("0A01 00B0000003").empty());
  Link seven(256, 256, 7);
  CHECK(seven.send("02" + kSelect).empty());
  CHECK(seven.send("0A07" + kSelect) == hex("0A07 9000"));
  CHECK(seven.send("CA07") == hex("CA07"));
}

TEST_CASE("an_empty_i_block_is_answered_as_a_presence_check") {
  Link link;
  CHECK(link.send("02") == hex("02"));
  CHECK(link.commands() == 0);
}

TEST_CASE("unknown_blocks_get_no_answer") {
  Link link;
  for (const char* block : {"", "00", "06 00", "22", "80", "A0", "A201", "C0", "D2", "E2", "F200"}) {
    CAPTURE(block);
    CHECK(link.send(block).empty());
  }
}
