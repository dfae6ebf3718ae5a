// The commands that OpenSC 0.23 was seen sending to a card of this kind, in its order, and the answers it
// needs.
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

struct Step {
  std::string_view command;
  std::string_view answer;
};

void replay(CardAtHand& at_hand, const std::vector<Step>& steps) {
  for (const auto& [command, answer] : steps) {
    CAPTURE(command);
    CHECK(at_hand.ask(command) == hex(answer));
  }
}

const std::vector<Step> kBind{{"00a4040c0ad392f000260100000001", "9000"},
                              {"00a4020c020018", "9000"},
                              {"00200080", "63c3"},
                              {"00a4020c02001b", "9000"},
                              {"00200080", "63c5"}};

// What OpenSC's other drivers ask before the JPKI one has its turn. An answer of 9000 would give them the
// card.
const std::vector<Step> kProbing{
    {"00a4040007627601ff000000", "6a82"},
    {"00a4040006a00000000101", "6a82"},
    {"00a404000be82b0601040181c31f020100", "6a82"},
    {"00a4040c0fd23300000045737445494420763335", "6a82"},
    {"00cadf3005", "6d00"},
    {"00cb3fff035c017e08", "6d00"},
    {"00a4040009a0000003080000100000", "6a82"},
    {"00a4040c07a000000116db0000", "6a82"},
    {"00a4040c07a000000079100000", "6a82"},
    {"00a4040c07a000000079010000", "6a82"},
    {"00a4040c07a000000079010f00", "6a82"},
    {"00a404000cf276a288bcfba69d34f31001", "6a82"},
    {"00a4040009a0000003974254465900", "6a82"},
    {"00a4040006d2760001240100", "6a82"},
};

// Reads a certificate as OpenSC does: four bytes for the length, blocks of 256, the last one exactly.
Bytes read_certificate(CardAtHand& at_hand) {
  const Bytes head = at_hand.data("00b0000004");
  if (head.size() != 4 || head[0] != 0x30 || head[1] != 0x82) {
    return {};
  }
  const std::size_t length = 4u + big_endian16(head[2], head[3]);
  Bytes whole;
  while (whole.size() < length) {
    const std::size_t rest = length - whole.size();
    const Bytes answer = at_hand.card->transmit(
        Bytes{0x00, 0xB0, low_byte(whole.size() >> 8), 0x00, rest >= 256 ? std::uint8_t{0} : low_byte(rest)});
    if (answer.size() < 3 || Bytes(answer.end() - 2, answer.end()) != hex("9000")) {
      return {};
    }
    whole.insert(whole.end(), answer.begin(), answer.end() - 2);
  }
  return whole;
}

}  // namespace

TEST_CASE("opensc_probing_for_other_cards_finds_none") {
  CardAtHand at_hand;
  replay(at_hand, kProbing);
  replay(at_hand, {{kSelectJpki, "9000"}});
  replay(at_hand, kProbing);
  replay(at_hand, kBind);
}

TEST_CASE("opensc_reads_the_authentication_certificate") {
  CardAtHand at_hand;
  replay(at_hand, kBind);
  replay(at_hand, {{"00a4020c02000a", "9000"}});
  CHECK(read_certificate(at_hand) == at_hand.person.auth_certificate);
}

TEST_CASE("opensc_reads_the_signature_certificate_after_the_password_only") {
  CardAtHand at_hand;
  replay(at_hand, kBind);
  replay(at_hand, {{"00a4020c020001", "9000"}, {"00b0000004", "6982"}});
  replay(at_hand, kBind);
  replay(at_hand,
         {{"00a4020c02001b", "9000"}, {"0020008006414243313233", "9000"}, {"00a4020c020001", "9000"}});
  CHECK(read_certificate(at_hand) == at_hand.person.sign_certificate);
}

TEST_CASE("opensc_signs_with_both_keys") {
  CardAtHand at_hand;
  const std::string sign = "802a008033" + std::string(kSha256OfHello) + "00";
  replay(at_hand, kBind);
  replay(at_hand, {{"00a4020c020018", "9000"}, {"002000800431323334", "9000"}, {"00a4020c020017", "9000"}});
  CHECK(at_hand.ask(sign).size() == 258);
  replay(at_hand, kBind);
  replay(at_hand,
         {{"00a4020c02001b", "9000"}, {"0020008006414243313233", "9000"}, {"00a4020c02001a", "9000"}});
  CHECK(at_hand.ask(sign).size() == 258);
}

TEST_CASE("opensc_sees_the_counter_go_down_to_the_block") {
  CardAtHand at_hand;
  replay(at_hand, kBind);
  replay(at_hand, {{"00a4020c020018", "9000"}, {"002000800439393939", "63c2"}});
  replay(at_hand, {{kSelectJpki, "9000"}, {"00a4020c020018", "9000"}, {"00200080", "63c2"}});
  replay(at_hand, {{"002000800439393939", "63c1"}, {"002000800439393939", "63c0"}});
  replay(at_hand, {{kSelectJpki, "9000"}, {"00a4020c020018", "9000"}, {"00200080", "63c0"}});
}
