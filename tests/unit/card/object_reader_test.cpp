#include "card/object_reader.h"

#include "faults.h"
#include "records.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

Failure malformed(std::uint32_t at) { return {FailureCode::card_file_malformed, at}; }

TEST_CASE("reads_a_short_object_with_one_command") {
  const auto object = play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "ff2003aabbcc9000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "ff2003aabbcc");
  CHECK(play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "ff2003aabbcc6282"}}));
}

TEST_CASE("reads_exactly_the_object_whatever_follows_in_the_file") {
  const auto object = tlv(0xFF20, Bytes(600, 0x5A));
  const auto read = play(read_object(0x0002, 0xFF20, 1000), reading(2, object, Bytes(300, 0xFF)));
  REQUIRE(read);
  CHECK(*read == object);
  const auto small = tlv(0xFF20, Bytes(30, 0x5A));
  CHECK(*play(read_object(0x0002, 0xFF20, 1000), reading(2, small, Bytes(300, 0xFF))) == small);
}

TEST_CASE("asks_for_more_at_once_where_extended_length_is_known_to_work") {
  const auto object = tlv(0xFF20, Bytes(3000, 0x5A));
  const auto hex = base::to_hex(object);
  const auto read =
      play(read_object(0x0002, 0xFF20, 4000, 65'536),
           {{"00b0820000", hex.substr(0, 512) + "9000"}, {"00b00100000abd", hex.substr(512) + "9000"}});
  REQUIRE(read);
  CHECK(*read == object);
}

TEST_CASE("selects_the_file_where_a_card_refuses_short_identifiers") {
  for (const auto* refusal : {"6a86", "6a81", "6986", "6b00"}) {
    const auto object =
        play(read_object(0x0002, 0xFF20, 100),
             {{"00b0820000", refusal}, {"00a4020c020002", "9000"}, {"00b0000000", "ff2003aabbcc9000"}});
    REQUIRE(object);
    CHECK(object->size() == 6);
  }
}

TEST_CASE("follows_the_length_a_card_names_and_fetches_what_it_keeps_waiting") {
  CHECK(play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "6c06"}, {"00b0820006", "ff2003aabbcc9000"}}));
  CHECK(play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "6106"}, {"00c0000006", "ff2003aabbcc9000"}}));
}

TEST_CASE("goes_on_after_a_first_block_that_is_shorter_than_the_object") {
  const auto object =
      play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "ff2003aa9000"}, {"00b0000402", "bbcc9000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "ff2003aabbcc");
}

TEST_CASE("refuses_other_objects_and_objects_beyond_their_limit") {
  const auto first = [](const char* answer) {
    return play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", answer}});
  };
  check_failure(first("ff3003aabbcc9000"), malformed(0));
  check_failure(first("9000"), malformed(0));
  check_failure(first("ff209000"), malformed(2));
  check_failure(first("ff20809000"), malformed(2));
  check_failure(first("ff20ff9000"), malformed(2));
  check_failure(first("ff2083ffffff9000"), malformed(2));
  check_failure(first("ff2062aa9000"), {FailureCode::card_answer_too_long});
  check_failure(first("ff2082ffffaa9000"), {FailureCode::card_answer_too_long});
  check_failure(first("6a82"), {FailureCode::card_file_missing, 0x6A82});
  check_failure(first("6982"), {FailureCode::card_access_denied, 0x6982});
  check_failure(first("6981"), {FailureCode::card_status, 0x6981});
}

TEST_CASE("tells_where_a_file_ends_before_its_object_does") {
  check_failure(
      play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "ff2003aa6282"}, {"00b0000402", "6b00"}}),
      malformed(4));
  check_failure(
      play(read_object(0x0002, 0xFF20, 100), {{"00b0820000", "ff2003aa9000"}, {"00b0000402", "bb6282"}}),
      malformed(5));
  check_failure(play(read_object(0x0002, 0xFF20, 100),
                     {{"00b0820000", "6b00"}, {"00a4020c020002", "9000"}, {"00b0000000", "6b00"}}),
                malformed(0));
}

TEST_CASE("refuses_more_octets_than_it_asked_for") {
  check_failure(play(read_object(0x0002, 0xFF20, 1000), {{"00b0820000", std::string(514, 'f') + "9000"}}),
                {FailureCode::card_answer_malformed});
}

}  // namespace
}  // namespace kazashi::card
