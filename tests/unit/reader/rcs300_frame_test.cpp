#include "reader/rcs300_frame.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::Failure;
using base::FailureCode;
using State = EscapeAnswer::State;

TEST_CASE("wraps_a_pseudo_apdu_as_the_published_drivers_do") {
  CHECK(base::to_hex(encode_escape(1, octets("ff50000002820000"))) == "6b080000000001000000ff50000002820000");
  CHECK(base::to_hex(encode_escape(0xFF, octets("ff560000"))) == "6b0400000000ff000000ff560000");
  CHECK(base::to_hex(encode_escape(0, base::Bytes(300, 0x00))).substr(0, 20) == "6b2c0100000000000000");
}

TEST_CASE("unwraps_an_answer_and_its_sequence_number") {
  const auto answer = decode_escape(octets("83070000000011020000c0030090009000"));
  REQUIRE(answer);
  CHECK(answer->sequence == 0x11);
  CHECK(answer->state == State::done);
  CHECK(base::to_hex(answer->data) == "c0030090009000");
  const auto more = decode_escape(octets("83000000000011800000"));
  REQUIRE(more);
  CHECK(more->state == State::more_time);
  const auto failed = decode_escape(octets("8300000000001142fe00"));
  REQUIRE(failed);
  CHECK(failed->state == State::failed);
  CHECK(failed->error == 0xFE);
}

TEST_CASE("refuses_what_is_not_exactly_one_answer") {
  const auto at = [](std::string_view hex) {
    const auto answer = decode_escape(octets(hex));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == FailureCode::reader_frame_malformed);
    return answer.error().detail;
  };
  CHECK(at("") == 0);
  CHECK(at("830000000000010000") == 9);
  CHECK(at("80020000000001000000"
           "9000") == 0);
  CHECK(at("83030000000001000000"
           "9000") == 1);
  CHECK(at("83010000000001000000"
           "9000") == 1);
  CHECK(at("83020000010001000000"
           "9000") == 1);
}

TEST_CASE("reads_data_objects_by_their_lengths_not_by_their_looks") {
  // an exchange whose card frame holds what looks like objects and like a status word
  const auto data = octets(
      "c003009000"
      "920100"
      "96020000"
      "9709"
      "029702abcdef919000"
      "9000");
  const auto said = parse_objects(data);
  REQUIRE(said);
  CHECK(said->status == kReaderDone);
  REQUIRE(said->card_answer);
  CHECK(base::to_hex(*said->card_answer) == "029702abcdef919000");
  CHECK_FALSE(said->answer_to_reset);
  CHECK(said->reception == 0);
}

TEST_CASE("reads_lengths_of_every_form_and_tags_of_two_octets") {
  const std::string long_answer(std::size_t{2} * 200, 'a');
  for (const std::string length : {"81c8", "8200c8", "830000c8"}) {
    const auto data = octets(
        "c003009000"
        "97" +
        length + long_answer + "9000");
    const auto said = parse_objects(data);
    REQUIRE(said);
    REQUIRE(said->card_answer);
    CHECK(said->card_answer->size() == 200);
  }
  const auto data = octets(
      "c003009000"
      "5f510d3b888001000005e0b381a1007f"
      "ff6e0101"
      "9000");
  const auto said = parse_objects(data);
  REQUIRE(said);
  REQUIRE(said->answer_to_reset);
  CHECK(base::to_hex(*said->answer_to_reset) == "3b888001000005e0b381a1007f");
}

TEST_CASE("tells_the_inner_status_apart_from_the_outer") {
  CHECK(parse_objects(octets("c003016a819000"))->status == 0x01'6A81);
  CHECK(parse_objects(octets("c003016301"
                             "960201ff"
                             "9000"))
            ->reception == 1);
  const auto failure = [](std::string_view hex) {
    const auto said = parse_objects(octets(hex));
    REQUIRE_FALSE(said);
    return said.error();
  };
  CHECK(failure("6700") == Failure{FailureCode::reader_refused_parameter, 0x6700});
  CHECK(failure("6a80") == Failure{FailureCode::reader_refused_parameter, 0x6A80});
  CHECK(failure("c0030090006985") == Failure{FailureCode::reader_command_failed, 0x6985});
}

TEST_CASE("refuses_objects_that_do_not_fill_their_place") {
  const auto at = [](std::string_view hex) {
    const auto said = parse_objects(octets(hex));
    REQUIRE_FALSE(said);
    CHECK(said.error().code == FailureCode::reader_frame_malformed);
    return said.error().detail;
  };
  CHECK(at("90") == 1);
  CHECK(at("9000") == 0);  // no inner status
  CHECK(at("c0020090"
           "9000") == 0);  // inner status of two octets
  CHECK(at("c003009000"
           "c003009000"
           "9000") == 5);  // two of them
  CHECK(at("c003009000"
           "970101"
           "970102"
           "9000") == 8);  // two frames
  CHECK(at("c003009000"
           "970201"
           "9000") == 5);  // one octet short
  CHECK(at("c003009000"
           "97"
           "9000") == 5);  // no length
  CHECK(at("c003009000"
           "978001"
           "9000") == 5);  // indefinite length
  CHECK(at("c003009000"
           "978400000001aa"
           "9000") == 5);  // length of four octets
  CHECK(at("c003009000"
           "9782"
           "9000") == 5);  // cut in the length
  CHECK(at("c003009000"
           "5f"
           "9000") == 5);  // cut in the tag
  CHECK(at("c003009000"
           "5fff510100"
           "9000") == 5);  // tag of three octets
}

}  // namespace
}  // namespace kazashi::reader
