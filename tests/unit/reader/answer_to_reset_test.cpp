#include "reader/answer_to_reset.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::FailureCode;

T1Parameters read(std::string_view hex) {
  const auto parameters = parse_answer_to_reset(octets(hex));
  REQUIRE(parameters);
  return *parameters;
}

FailureCode refused(std::string_view hex) {
  const auto parameters = parse_answer_to_reset(octets(hex));
  REQUIRE_FALSE(parameters);
  return parameters.error().code;
}

TEST_CASE("reads_what_t1_needs_from_a_card_with_contacts") {
  const auto contact = read("3be000ff8131fe4514");  // TC1 FF, TD1 81, TD2 31, TA3 FE, TB3 45
  CHECK(contact.card_block == 254);
  CHECK(contact.waiting_integers == 0x45);
  CHECK(contact.guard_time == 0xFF);
  CHECK(contact.rate == 0x11);
  CHECK_FALSE(contact.inverse);
}

TEST_CASE("takes_the_form_that_readers_make_up_for_contactless_cards") {
  for (const std::string_view atr : {"3b888001000005e0b381a1007f", "3b888001000041e0b381a1003b",
                                     "3b888001000014e0b381910"
                                     "05e",
                                     "3b8880010000000091"
                                     "81c100d8"}) {
    const auto card = read(atr);
    CHECK(card.card_block == 32);
    CHECK(card.waiting_integers == 0x4D);
  }
}

TEST_CASE("keeps_the_rate_of_a_card_that_speaks_one_protocol_only") {
  // TA1 95, TD1 91: TA2 01 (T=1, rate of TA1), TD2 51: TA3 20, TC3 00
  CHECK(read("3b90959101"
             "51"
             "2000"
             "e4")
            .rate == 0x95);
  CHECK(read("3b90959111"
             "51"
             "2000"
             "f4")
            .rate == 0x11);  // TA2 bit 5: rate not in the ATR
}

TEST_CASE("refuses_what_no_card_sends") {
  CHECK(refused("") == FailureCode::card_protocol);
  CHECK(refused("3b") == FailureCode::card_protocol);
  CHECK(refused("3a00") == FailureCode::card_protocol);
  CHECK(refused("3be000ff8131fe4515") == FailureCode::card_protocol);    // check octet
  CHECK(refused("3be000ff8131fe451400") == FailureCode::card_protocol);  // one octet more
  CHECK(refused("3be000ff8131fe") == FailureCode::card_protocol);        // cut
  CHECK(refused("3b888001000005e0b381a1007e") == FailureCode::card_protocol);
  CHECK(refused("3b8f" + std::string(64, '8')) == FailureCode::card_protocol);  // TDs for ever
}

TEST_CASE("does_not_negotiate_and_knows_no_crc") {
  CHECK(refused("3b00") == FailureCode::card_unsupported);  // T=0 only
  CHECK(refused("3b80"
                "90"
                "01"
                "11") == FailureCode::card_protocol);  // cut before TA3
  CHECK(refused("3b908080"
                "01"
                "91") == FailureCode::card_unsupported);  // T=0 first, T=1 second
  CHECK(refused("3b80"
                "81"
                "41"
                "01"
                "41") == FailureCode::card_unsupported);  // TC3: CRC
}

}  // namespace
}  // namespace kazashi::reader
