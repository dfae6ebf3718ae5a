#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "simulator/reader/virtual_reader.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

constexpr std::string_view kFirst = "00A4040C10 A0000002310100000000000000000000";
constexpr std::string_view kSecond = "00A4040C10 A0000002310200000000000000000000";
constexpr std::string_view kOnMyNumberCard = "00A4040C10 A0000002310600000000000000000000";

struct LicenceAtHand {
  explicit LicenceAtHand(std::string_view id = "licence") : card(VirtualCard::make(test_licence_card(id))) {
    atr = card->power_on();
  }
  Bytes ask(std::string_view command) { return card->transmit(hex(command)); }
  Bytes status(std::string_view command) {
    const Bytes answer = ask(command);
    return {answer.end() - 2, answer.end()};
  }

  std::unique_ptr<VirtualCard> card;
  Bytes atr;
};

}  // namespace

TEST_CASE("a_licence_tells_the_atr_that_is_known_of_it") {
  CHECK(LicenceAtHand().atr == hex("3B888001000000009181C100D8"));
}

TEST_CASE("the_licence_s_own_files_are_free_and_say_whether_pins_are_set") {
  LicenceAtHand at_hand, without("licence-without-pins");
  CHECK(at_hand.ask("00A40000") == hex("9000"));
  CHECK(at_hand.ask("00A4020C022F01") == hex("9000"));
  CHECK(at_hand.ask("00B0000000").size() == 17 + 2);
  CHECK(at_hand.status("00B0000000") == hex("6282"));
  CHECK(at_hand.ask("00B08A0003") == hex("050101 9000"));
  CHECK(without.ask("00B08A0003") == hex("050100 9000"));
}

TEST_CASE("the_text_wants_the_first_pin_and_the_photo_both_wherever_they_were_verified") {
  LicenceAtHand at_hand;
  at_hand.ask(kFirst);
  CHECK(at_hand.ask("00B0810001") == hex("6982"));
  at_hand.ask("00A40000023F00");
  CHECK(at_hand.ask("0020008104 31323334") == hex("9000"));
  at_hand.ask(kFirst);
  CHECK(at_hand.ask("00B08100000000").size() == 880 + 2);
  CHECK(at_hand.ask("00B0820001") == hex("6982"));
  CHECK(at_hand.ask("00B0870001") == hex("6982"));
  at_hand.ask(kSecond);
  CHECK(at_hand.ask("00B0810001") == hex("6982"));
  at_hand.ask("00A40000");
  CHECK(at_hand.ask("0020008204 35363738") == hex("9000"));
  at_hand.ask(kSecond);
  const Bytes photo = at_hand.ask("00B08100000000");
  REQUIRE(photo.size() == 2005 + 2);
  CHECK(photo[0] == 0x5F);
  at_hand.ask(kFirst);
  CHECK(at_hand.ask("00B08200000000").size() == 82 + 2);
  at_hand.card->power_on();
  at_hand.ask(kSecond);
  CHECK(at_hand.ask("00B0810001") == hex("6982"));
}

TEST_CASE("the_licence_s_pins_count_apart_and_block") {
  LicenceAtHand at_hand;
  CHECK(at_hand.ask("00200081") == hex("63C3"));
  for (const char* left : {"63C2", "63C1", "63C0", "6984"}) {
    CHECK(at_hand.ask("0020008104 39393939") == hex(left));
  }
  CHECK(at_hand.ask("0020008104 31323334") == hex("6984"));
  CHECK(at_hand.ask("00A4020C020002") == hex("9000"));
  CHECK(at_hand.ask("00200080") == hex("63C3"));
  CHECK(at_hand.card->pin("licence1").tries_left == 0);
  CHECK(at_hand.card->pin("licence2").tries_left == 3);
}

TEST_CASE("a_licence_without_pins_opens_by_four_asterisks") {
  LicenceAtHand at_hand("licence-without-pins");
  CHECK(at_hand.ask("0020008104 2A2A2A2A") == hex("9000"));
  CHECK(at_hand.ask("0020008204 2A2A2A2A") == hex("9000"));
  at_hand.ask(kSecond);
  CHECK(at_hand.status("00B08100000000") == hex("9000"));
}

TEST_CASE("the_text_is_jis_x_0208_with_markers_for_what_that_lacks") {
  LicenceAtHand at_hand("licence-missing-characters");
  at_hand.ask("0020008104 31323334");
  at_hand.ask(kFirst);
  const Bytes file = at_hand.ask("00B08100000000");
  // 見 38 2B, the marker, an ideographic space 21 21, 睦 4B 53, the other marker.
  const Bytes name = hex("120A 382B FFF1 2121 4B53 FFFA");
  CHECK(std::ranges::search(file, name).begin() == file.begin() + 3);
}

TEST_CASE("the_licence_on_a_my_number_card_verifies_by_86_and_knows_no_82") {
  CardAtHand at_hand;
  CHECK(at_hand.ask(kOnMyNumberCard) == hex("9000"));
  CHECK(at_hand.ask("00A4040C10 A0000002310400000000000000000000") == hex("6A82"));
  CHECK(at_hand.ask(kOnMyNumberCard) == hex("9000"));
  CHECK(at_hand.ask("00200082") == hex("6A82"));
  CHECK(at_hand.ask("00200086") == hex("63CA"));
  CHECK(at_hand.ask("00B09A0003") == hex("C10101 9000"));
  CHECK(at_hand.ask("00B09B0001") == hex("6982"));
  CHECK(at_hand.ask("0020008604 39393939") == hex("63C9"));
  CHECK(at_hand.ask("0020008604 31323334") == hex("9000"));
  CHECK(at_hand.status("00B09B00000000") == hex("9000"));
  CHECK(at_hand.ask("00B09C00000000").size() == 256 + 2);
  CHECK(at_hand.card->pin("licence").tries_left == 10);
  CardAtHand without_pin("renewing"), without_licence("expired");
  without_pin.ask(kOnMyNumberCard);
  CHECK(without_pin.ask("0020008604 2A2A2A2A") == hex("9000"));
  CHECK(without_licence.ask(kOnMyNumberCard) == hex("6A82"));
}

TEST_CASE("every_kind_of_card_is_made_from_its_entry_and_lies_on_a_reader") {
  VirtualReader reader;
  reader.place(make_picc(test_licence_card("licence")));
  CHECK(reader.card_present());
  reader.place(make_picc(test_residence_card("residence-2")));
  CHECK(reader.card_present());
  CHECK(VirtualCard::from_json("{}") == nullptr);
  CHECK(VirtualCard::from_json(R"({"kind":"residence"})") == nullptr);
}
