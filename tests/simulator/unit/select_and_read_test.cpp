#include <catch2/catch_test_macros.hpp>

#include "simulator/unit/support.h"

using namespace kazashi_simulator;

TEST_CASE("the_atr_is_the_one_a_pcsc_reader_forms_and_its_check_byte_is_right") {
  CardAtHand at_hand;
  const Bytes atr = at_hand.card->power_on();
  CHECK(atr == hex("3B 88 80 01 00 00 05 E0 B3 81 A1 00 7F"));
  std::uint8_t sum = 0;
  for (std::size_t i = 1; i < atr.size(); ++i) {
    sum ^= atr[i];
  }
  CHECK(sum == 0);
}

TEST_CASE("a_card_without_power_says_nothing") {
  CardAtHand at_hand;
  at_hand.card->power_off();
  CHECK(at_hand.ask(kSelectJpki).empty());
}

TEST_CASE("only_the_whole_aid_selects_the_application") {
  CardAtHand at_hand;
  CHECK(at_hand.ask("00A4040C09 D392F0002601000000") == hex("6A82"));
  CHECK(at_hand.ask("00A4040C0B D392F00026010000000100") == hex("6A82"));
  CHECK(at_hand.ask("00A4040C0A D3921000310001010100") == hex("6A82"));
  CHECK(at_hand.ask(kSelectJpki) == hex("9000"));
}

TEST_CASE("select_asking_for_file_control_information_returns_the_name") {
  CardAtHand at_hand;
  CHECK(at_hand.ask("00A404000A D392F000260100000001") == hex("6F0C840AD392F000260100000001 9000"));
}

TEST_CASE("the_master_file_cannot_be_selected_by_its_id") {
  CardAtHand at_hand;
  CHECK(at_hand.ask("00A40000") == hex("6A86"));
  CHECK(at_hand.ask("00A40000023F00") == hex("6A82"));
  at_hand.ask(kSelectJpki);
  CHECK(at_hand.ask("00A40000") == hex("9000"));
  CHECK(at_hand.ask("00A4020C02000A") == hex("9000"));
}

TEST_CASE("selecting_the_card_manager_puts_the_card_back_to_its_start") {
  JpkiAtHand at_hand;
  CHECK(at_hand.ask("00A4040C07 A0000001510000") == hex("9000"));
  CHECK(at_hand.ask("00A4020C02000A") == hex("6A82"));
  CHECK(at_hand.ask("00A40000") == hex("6A86"));
}

TEST_CASE("an_unknown_file_is_not_found_and_the_current_one_stays") {
  JpkiAtHand at_hand;
  at_hand.ask("00A4020C020008");
  CHECK(at_hand.ask("00A4020C020033") == hex("6A82"));
  CHECK(at_hand.ask("00B0000003") == hex("8F8F00 9000"));
  CHECK(at_hand.ask("00B0930003") == hex("6A82"));
}

TEST_CASE("reading_without_a_current_file_is_refused") {
  JpkiAtHand at_hand;
  CHECK(at_hand.ask("00B0000004") == hex("6986"));
  CHECK(at_hand.ask("00200080") == hex("6986"));
  at_hand.ask("00A4020C02000A");
  at_hand.ask(kSelectJpki);
  CHECK(at_hand.ask("00B0000004") == hex("6986"));
}

TEST_CASE("keys_and_pins_cannot_be_read") {
  JpkiAtHand at_hand;
  for (const char* file : {"0017", "0018", "001A", "001B", "001E"}) {
    CAPTURE(file);
    CHECK(at_hand.ask(std::string("00A4020C02") + file) == hex("9000"));
    CHECK(at_hand.ask("00B0000004") == hex("6981"));
  }
}

TEST_CASE("the_free_files_hold_what_the_person_has") {
  JpkiAtHand at_hand;
  CHECK(at_hand.ask("00B08A00000000") == at_hand.person.auth_certificate + hex("9000"));
  CHECK(at_hand.ask("00B08B00000000") == at_hand.person.auth_authority + hex("9000"));
  CHECK(at_hand.ask("00B08200000000") == at_hand.person.sign_authority + hex("9000"));
  CHECK(at_hand.ask("00B0880003") == hex("8F8F00 9000"));
}

TEST_CASE("the_token_information_names_a_my_number_card") {
  JpkiAtHand at_hand;
  const Bytes information = at_hand.data("00B08600A0");
  REQUIRE(information.size() == 160);
  const Bytes label(information.begin(), information.begin() + 32);
  CHECK(std::string(label.begin(), label.end()) == "JPKIAPICCTOKEN2                 ");
  const Bytes pin_lengths(information.begin() + 116, information.begin() + 124);
  CHECK(pin_lengths == hex("00000010 00000006"));
}

TEST_CASE("reading_by_short_id_makes_the_file_current") {
  JpkiAtHand at_hand;
  CHECK(at_hand.data("00B08A0004") ==
        Bytes(at_hand.person.auth_certificate.begin(), at_hand.person.auth_certificate.begin() + 4));
  CHECK(at_hand.data("00B0000004") == at_hand.data("00B08A0004"));
}

TEST_CASE("blocks_join_to_the_whole_file") {
  JpkiAtHand at_hand;
  at_hand.ask("00A4020C02000A");
  Bytes whole;
  Bytes answer;
  do {
    const std::string offset{"0123456789ABCDEF"[whole.size() >> 8]};
    answer = at_hand.ask("00B00" + offset + "0000");
    append(whole, View(answer).first(answer.size() - 2));
  } while (answer.size() == 258);
  CHECK(whole == at_hand.person.auth_certificate);
  CHECK(Bytes(answer.end() - 2, answer.end()) == hex("6282"));
}

TEST_CASE("reading_past_the_end_is_refused_and_a_short_last_block_says_so") {
  JpkiAtHand at_hand;
  at_hand.ask("00A4020C020008");
  CHECK(at_hand.ask("00B0000203") == hex("00 6282"));
  CHECK(at_hand.ask("00B0000201") == hex("00 9000"));
  CHECK(at_hand.ask("00B0000301") == hex("6B00"));
  CHECK(at_hand.ask("00B0000401") == hex("6B00"));
  CHECK(at_hand.ask("00B07FFF01") == hex("6B00"));
  CHECK(at_hand.ask("00B0000000000A") == hex("8F8F00 6282"));
  CHECK(at_hand.ask("00B00000000000") == hex("8F8F00 9000"));
}

TEST_CASE("class_instruction_parameters_and_lengths_have_their_own_refusals") {
  JpkiAtHand at_hand;
  CHECK(at_hand.ask("A0A4040C0AD392F000260100000001") == hex("6E00"));
  CHECK(at_hand.ask("80B0000004") == hex("6E00"));
  CHECK(at_hand.ask("002A0080013100") == hex("6E00"));
  CHECK(at_hand.ask("00CADF3005") == hex("6D00"));
  CHECK(at_hand.ask("00A4030C020018") == hex("6A86"));
  CHECK(at_hand.ask("00A4020C0118") == hex("6700"));
  CHECK(at_hand.ask("00B0FF0001") == hex("6A86"));
  CHECK(at_hand.ask("00B08A00") == hex("6700"));
  CHECK(at_hand.ask("00B08A00020102") == hex("6700"));
  CHECK(at_hand.ask("00A4") == hex("6700"));
}

TEST_CASE("a_challenge_has_the_asked_length_and_differs_from_the_next") {
  CardAtHand at_hand;
  const Bytes first = at_hand.data("0084000008");
  CHECK(first.size() == 8);
  CHECK(first != at_hand.data("0084000008"));
  CHECK(at_hand.data("0084000000").size() == 256);
  CHECK(at_hand.ask("00840000") == hex("6700"));
  CHECK(at_hand.ask("0084000108") == hex("6A86"));
}

TEST_CASE("the_counters_tell_what_was_executed") {
  JpkiAtHand at_hand;
  at_hand.ask("00B08A0004");
  at_hand.ask("00A4020C020018");
  at_hand.ask("00200080");
  at_hand.ask("002000800439393939");
  const Counters& counters = at_hand.card->counters();
  CHECK(counters.commands == 5);
  CHECK(counters.selects == 2);
  CHECK(counters.reads == 1);
  CHECK(counters.queries == 1);
  CHECK(counters.verifies == 1);
  CHECK(counters.signatures == 0);
}
