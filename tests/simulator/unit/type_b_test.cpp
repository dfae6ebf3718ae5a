// Polling and selection of Type B (ISO/IEC 14443-3).
#include <catch2/catch_test_macros.hpp>

#include "simulator/picc/virtual_picc.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

struct PiccInField {
  explicit PiccInField(PiccOptions options = {})
      : picc(std::shared_ptr(VirtualCard::make(test_person("adult"))), options) {
    picc.field_on();
  }

  // The answer; empty for silence.
  Bytes send(View frame) {
    const auto reply = picc.receive(frame);
    return reply ? reply->frame : Bytes{};
  }
  Bytes send(std::string_view frame) { return send(hex(frame)); }

  Bytes attrib(std::string_view parameters) {
    const Bytes atqb = send("050008");
    REQUIRE(atqb.size() == 12);
    return send(Bytes{0x1D} + View(atqb).subspan(1, 4) + hex(parameters));
  }

  VirtualPicc picc;
};

}  // namespace

TEST_CASE("atqb_tells_pupi_application_data_and_protocol") {
  PiccInField field;
  const Bytes atqb = field.send("050010");
  REQUIRE(atqb.size() == 12);
  CHECK(atqb[0] == 0x50);
  CHECK(Bytes(atqb.begin() + 5, atqb.end()) == hex("000005E0 B381A1"));
}

TEST_CASE("the_pupi_is_new_at_each_activation_and_the_same_for_the_same_seed") {
  PiccInField field({.seed = 5}), twin({.seed = 5}), other({.seed = 6});
  const Bytes first = field.send("050000");
  CHECK(first == twin.send("050000"));
  CHECK(first != other.send("050000"));
  field.picc.field_off();
  field.picc.field_on();
  CHECK(field.send("050000") != first);
}

TEST_CASE("without_field_the_card_is_silent") {
  PiccInField field;
  field.picc.field_off();
  CHECK(field.send("050008").empty());
}

TEST_CASE("polls_for_another_family_or_of_wrong_length_are_not_answered") {
  PiccInField field;
  CHECK(field.send("054008").empty());
  CHECK(field.send("0500").empty());
  CHECK(field.send("05000800").empty());
  CHECK(field.send("260000").empty());
}

TEST_CASE("with_several_slots_the_card_answers_in_its_own") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    PiccInField field({.seed = seed});
    int answers = field.send("050002").empty() ? 0 : 1;
    for (const char* marker : {"15", "25", "35"}) {
      answers += field.send(marker).empty() ? 0 : 1;
    }
    CHECK(answers == 1);
  }
}

TEST_CASE("attrib_for_this_card_starts_the_protocol") {
  PiccInField field;
  CHECK(field.attrib("00080100") == hex("00"));
  CHECK(field.send("02 00A4040C0A D392F000260100000001") == hex("02 9000"));
  CHECK(field.send("050008").empty());
}

TEST_CASE("attrib_for_another_card_rate_or_protocol_is_not_answered") {
  PiccInField field;
  CHECK(field.attrib("00580100").empty());  // 424 kbit/s
  CHECK(field.attrib("00080000").empty());  // not ISO/IEC 14443-4
  CHECK(field.attrib("0008010F").empty());  // CID 15
  CHECK(field.attrib("00090100").empty());  // frame size reserved
  CHECK(field.send("1D 00000000 00080100").empty());
  CHECK(field.attrib("00080100") == hex("00"));
}

TEST_CASE("attrib_needs_a_poll_before_it") {
  PiccInField field;
  const Bytes atqb = field.send("050008");
  field.picc.field_off();
  field.picc.field_on();
  CHECK(field.send(Bytes{0x1D} + View(atqb).subspan(1, 4) + hex("00080100")).empty());
}

TEST_CASE("a_halted_card_answers_wupb_only") {
  PiccInField field;
  const Bytes atqb = field.send("050000");
  CHECK(field.send(Bytes{0x50} + View(atqb).subspan(1, 4)) == hex("00"));
  CHECK(field.send("050000").empty());
  CHECK(field.send("050008").size() == 12);
}

TEST_CASE("deselect_halts_and_the_field_s_end_forgets_the_pin") {
  PiccInField field;
  field.attrib("00080100");
  field.send("02 00A4040C0A D392F000260100000001");
  field.send("03 0020009804 31323334");
  CHECK(field.picc.card().auth_pin().verified);
  CHECK(field.send("C2") == hex("C2"));
  CHECK(field.send("02 00200098").empty());
  CHECK(field.send("050000").empty());
  field.picc.field_off();
  CHECK_FALSE(field.picc.card().auth_pin().verified);
}
