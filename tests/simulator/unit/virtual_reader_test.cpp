#include "simulator/reader/virtual_reader.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "simulator/reader/port100_frame.h"
#include "simulator/reader/usb_descriptor.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

struct Desk {
  // One command, its ACK and its response; the response's data.
  Bytes run(View command) {
    CHECK(reader.transfer_out(port100::encode(command)) == TransferStatus::kOk);
    CHECK(reader.transfer_in(1024).data == port100::ack_frame());
    return port100::decode(reader.transfer_in(1024).data).value_or(Bytes{});
  }
  Bytes run(std::string_view command) { return run(hex(command)); }

  void configure() {
    CHECK(run("D62A01") == hex("D72B00"));
    CHECK(run("D600 03070F07") == hex("D70100"));
    CHECK(run("D602 00180101020103000400050006000708080009000A000B000C000E040F001000110012001306") ==
          hex("D70300"));
    CHECK(run("D602 001409010A010B010C01") == hex("D70300"));
  }
  void ready() {
    configure();
    CHECK(run("D60601") == hex("D70700"));
  }
  // InCommRF with a second of time.
  Bytes radio(View frame) { return run(hex("D604 1027") + frame); }
  Bytes radio(std::string_view frame) { return radio(hex(frame)); }

  void place(std::string_view id = "adult") { reader.place(make_picc(test_person(id), 1)); }
  void activate() {
    const Bytes atqb = radio("050008");
    REQUIRE(atqb.size() == 2 + 5 + 12);
    CHECK(radio(Bytes{0x1D} + View(atqb).subspan(8, 4) + hex("00080100")) == hex("D705 00000000 08 00"));
  }

  VirtualReader reader;
};

const Bytes kTimeout = hex("D705 80000000");

}  // namespace

TEST_CASE("the_reader_answers_with_an_acknowledgement_and_a_response") {
  Desk desk;
  CHECK(desk.run("D62A01") == hex("D72B00"));
  CHECK(desk.run("D620") == hex("D7211101"));
  CHECK(desk.reader.transfer_in(64).status == TransferStatus::kEmpty);
}

TEST_CASE("a_damaged_frame_or_unknown_command_gets_an_error_frame") {
  Desk desk;
  for (const char* frame :
       {"0000FFFFFF0300FDD62A01FE00", "0000FFFFFF0300FCD62A01FF00", "00", "0000FFFFFF0200FED6EE3C00"}) {
    CAPTURE(frame);
    CHECK(desk.reader.transfer_out(hex(frame)) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).data == hex("0000FFFFFF"));
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kEmpty);
  }
}

TEST_CASE("the_host_s_acknowledgement_drops_what_was_to_come") {
  Desk desk;
  CHECK(desk.reader.transfer_out(hex("0000FFFFFF0300FDD62A01FF00")) == TransferStatus::kOk);
  CHECK(desk.reader.transfer_out(hex("0000FF00FF00")) == TransferStatus::kOk);
  CHECK(desk.reader.transfer_in(64).status == TransferStatus::kEmpty);
  CHECK(desk.run("D620") == hex("D7211101"));
}

TEST_CASE("the_reader_wants_its_settings_before_it_sends") {
  Desk desk;
  desk.place();
  CHECK(desk.run("D600 03070F07") == hex("D70107"));
  CHECK(desk.run("D60601") == hex("D70707"));
  CHECK(desk.radio("050008") == hex("D705 01000000"));
  desk.run("D62A01");
  CHECK(desk.radio("050008") == hex("D705 01000000"));
  desk.run("D600 03070F07");
  CHECK(desk.radio("050008") == hex("D705 01000000"));
  desk.configure();
  CHECK(desk.radio("050008") == hex("D705 00040000"));
  desk.run("D60601");
  CHECK(desk.radio("050008").size() == 19);
  CHECK(desk.run("D600 030707") == hex("D70101"));
  CHECK(desk.run("D602 00") == hex("D70301"));
  CHECK(desk.run("D602 1400") == hex("D70301"));
  CHECK(desk.run("D60602") == hex("D70701"));
  CHECK(desk.run("D62A00") == hex("D72B01"));
}

TEST_CASE("a_card_hears_only_what_is_framed_and_timed_for_type_b") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.run("D602 0C00");
  CHECK(desk.radio("050008") == kTimeout);
  desk.run("D602 0C01");
  desk.run("D600 01010F01");
  CHECK(desk.radio("050008") == kTimeout);
  desk.run("D600 03070F07");
  CHECK(desk.radio("050008").size() == 19);
}

TEST_CASE("without_a_card_the_reader_reports_a_timeout") {
  Desk desk;
  desk.ready();
  CHECK(desk.radio("050008") == kTimeout);
  desk.place();
  CHECK(desk.radio("050008").size() == 19);
  desk.reader.remove();
  CHECK(desk.radio("050008") == kTimeout);
}

TEST_CASE("an_answer_later_than_the_timeout_is_lost_but_can_be_asked_for_again") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.activate();
  CHECK(desk.run(hex("D604 0000 02 00A4040C0A D392F000260100000001")) == kTimeout);
  CHECK(desk.radio("B2") == hex("D705 00000000 08 02 9000"));
}

TEST_CASE("a_whole_conversation_reaches_the_card") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.activate();
  CHECK(desk.radio("02 00A4040C0A D392F000260100000001") == hex("D705 00000000 08 02 9000"));
  CHECK(desk.radio("03 00200098") == hex("D705 00000000 08 03 63C3"));
}

TEST_CASE("switching_the_field_off_is_counted_and_powers_the_card_down") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.activate();
  CHECK(desk.reader.rf_on());
  CHECK(desk.run("D60600") == hex("D70700"));
  CHECK_FALSE(desk.reader.rf_on());
  CHECK(desk.reader.field_off_count() == 1);
  desk.run("D60600");
  CHECK(desk.reader.field_off_count() == 1);
  desk.run("D60601");
  CHECK(desk.radio("02 00200098") == kTimeout);
}

TEST_CASE("a_usb_reset_leaves_the_reader_as_just_plugged_in") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.reader.reset();
  CHECK_FALSE(desk.reader.rf_on());
  CHECK(desk.reader.card_present());
  CHECK(desk.run("D60601") == hex("D70707"));
}

TEST_CASE("a_transfer_shorter_than_the_frame_is_continued_on_packet_edges_or_babbles") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.activate();
  desk.radio("02 00A4040C0A D392F000260100000001");
  const Bytes command = port100::encode(hex("D604 1027 03 00B08A0000"));
  REQUIRE(desk.reader.transfer_out(command) == TransferStatus::kOk);
  CHECK(desk.reader.transfer_in(64).data == port100::ack_frame());
  Bytes frame;
  TransferIn part;
  do {
    part = desk.reader.transfer_in(64);
    REQUIRE(part.status == TransferStatus::kOk);
    append(frame, part.data);
  } while (part.data.size() == 64);
  CHECK(port100::decode(frame)->size() == 2 + 5 + 254);

  REQUIRE(desk.reader.transfer_out(port100::encode(hex("D604 1027 B3"))) == TransferStatus::kOk);
  CHECK(desk.reader.transfer_in(64).data == port100::ack_frame());
  CHECK(desk.reader.transfer_in(100).status == TransferStatus::kBabble);
}

TEST_CASE("faults_come_at_their_transfer_and_not_elsewhere") {
  Desk desk;
  desk.place();
  const Bytes version = port100::encode(hex("D620"));

  SECTION("unplugged") {
    desk.reader.set_fault(1, FaultKind::kUnplug);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kDisconnected);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kDisconnected);
    CHECK_FALSE(desk.reader.attached());
    desk.reader.plug();
    CHECK(desk.run("D620") == hex("D7211101"));
  }
  SECTION("stalled") {
    desk.reader.set_fault(1, FaultKind::kStall);
    desk.reader.set_fault(4, FaultKind::kStall);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kStall);
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kStall);
    desk.reader.clear_halt(Endpoint::kIn);
    CHECK(desk.reader.transfer_in(64).data == port100::ack_frame());
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kStall);
    desk.reader.clear_halt(Endpoint::kOut);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
  }
  SECTION("garbage") {
    desk.reader.set_fault(0, FaultKind::kGarbage);
    desk.reader.set_fault(3, FaultKind::kGarbage);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).data == port100::error_frame());
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    const Bytes garbage = desk.reader.transfer_in(64).data;
    CHECK(garbage.size() == port100::ack_frame().size());
    CHECK(garbage != port100::ack_frame());
    CHECK(port100::decode(desk.reader.transfer_in(64).data) == hex("D7211101"));
  }
  SECTION("silence") {
    desk.reader.set_fault(0, FaultKind::kSilence);
    desk.reader.set_fault(3, FaultKind::kSilence);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kEmpty);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kEmpty);
    CHECK(desk.reader.transfer_in(64).status == TransferStatus::kEmpty);
  }
  SECTION("card removed") {
    desk.reader.set_fault(0, FaultKind::kCardRemoved);
    CHECK(desk.run("D620") == hex("D7211101"));
    CHECK_FALSE(desk.reader.card_present());
  }
  SECTION("short packet") {
    desk.reader.set_fault(0, FaultKind::kShortPacket);
    desk.reader.set_fault(3, FaultKind::kShortPacket);
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).data == port100::error_frame());
    CHECK(desk.reader.transfer_out(version) == TransferStatus::kOk);
    CHECK(desk.reader.transfer_in(64).data == hex("0000FF"));
    CHECK(port100::decode(desk.reader.transfer_in(64).data) == hex("D7211101"));
  }
  SECTION("cleared") {
    desk.reader.set_fault(0, FaultKind::kUnplug);
    desk.reader.clear_faults();
    CHECK(desk.run("D620") == hex("D7211101"));
    CHECK(desk.reader.transfers() == 3);
  }
}

TEST_CASE("a_card_swapped_for_another_loses_the_conversation") {
  Desk desk;
  desk.place();
  desk.ready();
  desk.activate();
  desk.place("one-try-left");
  CHECK(desk.radio("02 00A4040C0A D392F000260100000001") == kTimeout);
  desk.activate();
  desk.radio("02 00A4040C0A D392F000260100000001");
  CHECK(desk.radio("03 00200098") == hex("D705 00000000 08 03 63C1"));
}

TEST_CASE("the_usb_descriptor_is_the_rc_s380_s") {
  const auto descriptor = nlohmann::json::parse(kUsbDescriptor, nullptr, false);
  REQUIRE(descriptor.is_object());
  CHECK(descriptor["vendorId"] == 0x054C);
  CHECK(descriptor["productId"] == 0x06C3);
  const auto& alternate = descriptor["configurations"][0]["interfaces"][0]["alternates"][0];
  CHECK(alternate["interfaceClass"] == 0xFF);
  CHECK(alternate["endpoints"][0]["endpointNumber"] == 1);
  CHECK(alternate["endpoints"][0]["direction"] == "in");
  CHECK(alternate["endpoints"][1]["endpointNumber"] == 2);
  CHECK(alternate["endpoints"][1]["direction"] == "out");
}
