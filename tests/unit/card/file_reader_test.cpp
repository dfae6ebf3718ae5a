#include "card/file_reader.h"

#include "support.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;

std::string repeated(std::string_view octet, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += octet;
  return text;
}

Failure malformed(std::uint32_t at) { return {FailureCode::card_file_malformed, at}; }

base::CardDialogue<base::Bytes> exactly(std::size_t offset, std::size_t count, CardAbilities abilities = {}) {
  co_return co_await read_exactly(offset, count, abilities);
}

TEST_CASE("selects_an_application_by_its_whole_name") {
  CHECK(
      play(select_application(octets("d392f000260100000001")), {{"00a4040c0ad392f000260100000001", "9000"}}));
  check_failure(play(select_application(octets("a000")), {{"00a4040c02a000", "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
  check_failure(play(select_application(octets("a000")), {{"00a4040c02a000", "6a86"}}),
                {FailureCode::card_status, 0x6A86});
  check_failure(
      play(select_application(octets("a000")), {{"00a4040c02a000", Failure{FailureCode::card_removed}}}),
      {FailureCode::card_removed});
}

TEST_CASE("selects_a_file_below_the_application") {
  CHECK(play(select_file(0x000A), {{"00a4020c02000a", "9000"}}));
  check_failure(play(select_file(0x000A), {{"00a4020c02000a", "6a82"}}),
                {FailureCode::card_file_missing, 0x6A82});
}

TEST_CASE("reads_as_many_octets_as_wanted_and_not_one_more") {
  const auto read = play(exactly(4, 508), {{"00b0000400", repeated("aa", 256) + "9000"},
                                           {"00b00104fc", repeated("bb", 252) + "9000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == repeated("aa", 256) + repeated("bb", 252));
  CHECK(play(exactly(4, 508, {.extended_length = true}), {{"00b000040001fc", repeated("aa", 508) + "9000"}}));
  CHECK(play(exactly(4, 0), {}));
}

TEST_CASE("reads_on_where_the_card_gave_less_than_asked") {
  const auto read = play(
      exactly(2, 6), {{"00b0000206", "01029000"}, {"00b0000404", "03049000"}, {"00b0000602", "05069000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == "010203040506");
}

TEST_CASE("asks_again_for_the_length_the_card_names") {
  const auto read = play(exactly(4, 6), {{"00b0000406", "6c04"},
                                         {"00b0000404",
                                          "03040506"
                                          "9000"},
                                         {"00b0000802", "07089000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == "030405060708");
}

TEST_CASE("fetches_what_the_card_keeps_waiting") {
  const auto read =
      play(exactly(4, 4), {{"00b0000404", "036103"}, {"00c0000003", "04056101"}, {"00c0000001", "069000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == "03040506");
}

TEST_CASE("takes_the_end_of_the_file_for_the_end_of_what_is_wanted") {
  CHECK(play(exactly(4, 4), {{"00b0000404", "030405066282"}}));
  check_failure(play(exactly(4, 4), {{"00b0000404", "03046282"}}), malformed(6));
}

TEST_CASE("names_what_is_wrong_with_a_file") {
  const auto first = [](const char* answer) { return play(exactly(4, 4), {{"00b0000404", answer}}); };
  check_failure(first("6982"), {FailureCode::card_access_denied, 0x6982});
  check_failure(first("6b00"), malformed(4));
  check_failure(first("9000"), malformed(4));
  check_failure(first("6f00"), {FailureCode::card_status, 0x6F00});
}

TEST_CASE("refuses_more_than_it_asked_for") {
  const Failure expected{FailureCode::card_answer_malformed};
  check_failure(play(exactly(4, 4), {{"00b0000404", "03040506079000"}}), expected);
  check_failure(play(exactly(4, 4), {{"00b0000404", "6c05"}}), expected);
  check_failure(play(exactly(4, 4), {{"00b0000404", "6c00"}}), expected);
  check_failure(play(exactly(4, 4), {{"00b0000404", "036103"}, {"00c0000003", "040506079000"}}), expected);
  check_failure(play(exactly(4, 4), {{"00b0000404", "6104"}, {"00c0000004", "6104"}}), expected);
}

TEST_CASE("asks_for_another_length_only_once") {
  check_failure(play(exactly(4, 4), {{"00b0000404", "6c02"}, {"00b0000402", "6c02"}}),
                {FailureCode::card_status, 0x6C02});
}

TEST_CASE("knows_which_statuses_refuse_extended_length_and_which_speak_of_files_and_rights") {
  for (const std::uint16_t status :
       std::initializer_list<std::uint16_t>{0x6700, 0x6D00, 0x6F00, 0x6A86, 0x6A81}) {
    CHECK(refuses_extended_length(status));
  }
  for (const std::uint16_t status :
       std::initializer_list<std::uint16_t>{0x9000, 0x6282, 0x6982, 0x6A82, 0x6B00, 0x6981, 0x6985}) {
    CHECK_FALSE(refuses_extended_length(status));
  }
}

}  // namespace
}  // namespace kazashi::card
