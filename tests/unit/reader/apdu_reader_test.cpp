#include "reader/apdu_reader.h"

#include "reader/make_reader.h"
#include "scripted_usb.h"

namespace kazashi::reader {
namespace {

using base::CommandApdu;
using base::Failure;
using base::FailureCode;

const std::vector<UsbStep> kFound{{"01", "3b8880010000"}};

CommandApdu verify_pin() { return {.ins = 0x20, .p2 = 0x80, .data = {0x31, 0x32, 0x33, 0x34}, .le = {}}; }

TEST_CASE("disconnects_before_anything_else_whatever_an_earlier_user_left") {
  ApduReader reader;
  CHECK_FALSE(reader.field_off());
  CHECK(play(reader.open(), {{"00", "00"}}));
  CHECK(reader.field_off());
}

TEST_CASE("asks_for_a_card_as_often_as_it_was_told") {
  ApduReader reader;
  CHECK(play(reader.wait_for_card(3), {{"01", ""}, {"01", ""}, {"01", "3b8880010000"}}));
  CHECK_FALSE(reader.field_off());
  const auto none = play(reader.wait_for_card(2), {{"01", ""}, {"01", ""}});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == FailureCode::card_not_found);
}

TEST_CASE("carries_whole_apdus_both_ways") {
  ApduReader reader;
  REQUIRE(play(reader.wait_for_card(1), kFound));
  const auto answer = play(reader.transmit({.ins = 0x84, .data = {}, .le = 8}), {{"0084000008", "01029000"}});
  REQUIRE(answer);
  CHECK(base::to_hex(answer->data) == "0102");
  CHECK(answer->ok());
}

TEST_CASE("marks_the_octets_of_a_pin_and_no_others") {
  ApduReader reader;
  REQUIRE(play(reader.wait_for_card(1), kFound));
  CHECK(play(reader.transmit(verify_pin()), {with_secret({"002000800431323334", "9000"})}));
  CHECK(play(reader.transmit({.ins = 0x20, .p2 = 0x80, .data = {}, .le = {}}), {{"00200080", "63c3"}}));
}

TEST_CASE("has_no_card_after_a_failure_until_one_is_found_again") {
  ApduReader reader;
  REQUIRE(play(reader.wait_for_card(1), kFound));
  const auto gone = play(reader.transmit(verify_pin()),
                         {with_secret({"002000800431323334", Failure{FailureCode::card_removed}})});
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == FailureCode::card_removed);
  const auto after = play(reader.transmit(verify_pin()), {});
  REQUIRE_FALSE(after);
  CHECK(after.error().code == FailureCode::card_removed);
}

TEST_CASE("tells_whether_the_card_is_still_there") {
  ApduReader reader;
  CHECK(play(reader.card_present(), {}) == false);
  REQUIRE(play(reader.wait_for_card(1), kFound));
  CHECK(play(reader.card_present(), {{"02", "01"}}) == true);
  CHECK(play(reader.card_present(), {{"02", "00"}}) == false);
  CHECK(play(reader.card_present(), {}) == false);
}

TEST_CASE("refuses_words_that_the_channel_may_not_say") {
  ApduReader reader;
  for (const std::string_view word : {"01", "0000", ""}) {
    const auto opened = play(reader.open(), {{"00", std::string(word)}});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == FailureCode::reader_wrong_answer);
    CHECK_FALSE(reader.field_off());
  }
  const auto card = play(reader.wait_for_card(1), {{"01", "3b"}});
  REQUIRE_FALSE(card);
  CHECK(card.error().code == FailureCode::reader_wrong_answer);
}

TEST_CASE("a_channel_that_will_not_disconnect_leaves_the_card_powered_and_says_so") {
  ApduReader reader;
  REQUIRE(play(reader.wait_for_card(1), kFound));
  const UsbStep refused{"00", Failure{FailureCode::reader_no_answer}};
  CHECK_FALSE(play(reader.close(), {refused, refused, refused, refused}));
  CHECK_FALSE(reader.field_off());
  CHECK(play(reader.close(), {refused, {"00", "00"}}));
  CHECK(reader.field_off());
}

TEST_CASE("a_channel_that_is_gone_powers_no_card") {
  ApduReader reader;
  REQUIRE(play(reader.wait_for_card(1), kFound));
  CHECK(play(reader.close(), {{"00", Failure{FailureCode::reader_disconnected}}}));
  CHECK(reader.field_off());
}

TEST_CASE("knows_the_models_it_drives_and_no_others") {
  const auto rcs380 = make_reader("rc-s380");
  REQUIRE(rcs380);
  CHECK((*rcs380)->extended_length());
  const auto apdu = make_reader("apdu");
  REQUIRE(apdu);
  CHECK_FALSE((*apdu)->extended_length());
  const auto other = make_reader("RC-S380");
  REQUIRE_FALSE(other);
  CHECK(other.error().code == FailureCode::reader_unknown);
}

}  // namespace
}  // namespace kazashi::reader
