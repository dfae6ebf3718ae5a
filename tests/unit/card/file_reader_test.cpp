#include "card/file_reader.h"

#include <array>

#include "support.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;

const Step kSelected{"00a4020c02000a", "9000"};

std::string repeated(std::string_view octet, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += octet;
  return text;
}

std::size_t size_of(std::string_view header_hex) {
  const auto header = octets(header_hex);
  const auto size = sequence_size(std::span<const std::uint8_t, 4>(header));
  REQUIRE(size);
  return *size;
}

Failure refusal(std::string_view header_hex) {
  const auto header = octets(header_hex);
  const auto size = sequence_size(std::span<const std::uint8_t, 4>(header));
  REQUIRE_FALSE(size);
  return size.error();
}

Failure malformed(std::uint32_t at) { return {FailureCode::card_file_malformed, at}; }

TEST_CASE("reads_every_length_form_of_DER") {
  CHECK(size_of("30020000") == 4);
  CHECK(size_of("307f0000") == 129);
  CHECK(size_of("30818000") == 131);
  CHECK(size_of("3081ff00") == 258);
  CHECK(size_of("30820100") == 260);
  CHECK(size_of("308202ea") == 750);
  CHECK(size_of("30821ffc") == 8192);
}

TEST_CASE("refuses_lengths_that_are_not_DER_or_not_sane") {
  CHECK(refusal("31820100") == malformed(0));
  CHECK(refusal("00000000") == malformed(0));
  CHECK(refusal("ffffffff") == malformed(0));
  CHECK(refusal("30800000") == malformed(1));  // indefinite
  CHECK(refusal("30ff0000") == malformed(1));  // reserved
  CHECK(refusal("30000000") == malformed(1));  // ends within its own header
  CHECK(refusal("30010000") == malformed(1));
  CHECK(refusal("30817f00") == malformed(2));  // not the shortest form
  CHECK(refusal("308200ff") == malformed(2));
  CHECK(refusal("30821ffd") == Failure{FailureCode::card_answer_too_long});
  CHECK(refusal("3082ffff") == Failure{FailureCode::card_answer_too_long});
  CHECK(refusal("30830100") == Failure{FailureCode::card_answer_too_long});
  CHECK(refusal("30fe0000") == Failure{FailureCode::card_answer_too_long});
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

TEST_CASE("reads_an_object_and_not_one_octet_more") {
  const auto object = play(read_der_file(0x000A), {kSelected,
                                                   {"00b0000004", "308201fc9000"},
                                                   {"00b0000400", repeated("aa", 256) + "9000"},
                                                   {"00b00104fc", repeated("bb", 252) + "9000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "308201fc" + repeated("aa", 256) + repeated("bb", 252));
}

TEST_CASE("reads_an_object_that_is_its_header_alone") {
  const auto object = play(read_der_file(0x000A), {kSelected, {"00b0000004", "300205009000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "30020500");
}

TEST_CASE("reads_on_where_the_card_gave_less_than_asked") {
  const auto object = play(read_der_file(0x000A), {kSelected,
                                                   {"00b0000004", "30069000"},
                                                   {"00b0000202", "01029000"},
                                                   {"00b0000404", "03049000"},
                                                   {"00b0000602", "05069000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "3006010203040506");
}

TEST_CASE("asks_again_for_the_length_the_card_names") {
  const auto object = play(read_der_file(0x000A), {kSelected,
                                                   {"00b0000004",
                                                    "30080102"
                                                    "9000"},
                                                   {"00b0000406", "6c04"},
                                                   {"00b0000404",
                                                    "03040506"
                                                    "9000"},
                                                   {"00b0000802", "07089000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "30080102030405060708");
}

TEST_CASE("fetches_what_the_card_keeps_waiting") {
  const auto object = play(read_der_file(0x000A), {kSelected,
                                                   {"00b0000004", "6104"},
                                                   {"00c0000004",
                                                    "30060102"
                                                    "9000"},
                                                   {"00b0000404", "036103"},
                                                   {"00c0000003", "04056101"},
                                                   {"00c0000001", "069000"}});
  REQUIRE(object);
  CHECK(base::to_hex(*object) == "3006010203040506");
}

TEST_CASE("takes_the_end_of_the_file_for_the_end_of_the_object") {
  CHECK(play(read_der_file(0x000A), {kSelected,
                                     {"00b0000004",
                                      "30060102"
                                      "9000"},
                                     {"00b0000404",
                                      "03040506"
                                      "6282"}}));
  check_failure(play(read_der_file(0x000A), {kSelected,
                                             {"00b0000004",
                                              "30060102"
                                              "9000"},
                                             {"00b0000404",
                                              "0304"
                                              "6282"}}),
                malformed(6));
}

TEST_CASE("names_what_is_wrong_with_a_file") {
  const Step header{"00b0000004", "300601029000"};
  check_failure(play(read_der_file(0x000A), {{"00a4020c02000a", "6a82"}}),
                {FailureCode::card_file_missing, 0x6A82});
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "6982"}}),
                {FailureCode::card_access_denied, 0x6982});
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "6b00"}}), malformed(0));
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "9000"}}), malformed(0));
  check_failure(play(read_der_file(0x000A), {kSelected, header, {"00b0000404", "6b00"}}), malformed(4));
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "040601029000"}}), malformed(0));
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "308230009000"}}),
                {FailureCode::card_answer_too_long});
  check_failure(play(read_der_file(0x000A), {kSelected, header, {"00b0000404", "6f00"}}),
                {FailureCode::card_status, 0x6F00});
}

TEST_CASE("refuses_more_than_it_asked_for") {
  const Step header{"00b0000004", "300601029000"};
  const Failure expected{FailureCode::card_answer_malformed};
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "30060102039000"}}), expected);
  check_failure(play(read_der_file(0x000A), {kSelected, header, {"00b0000404", "6c05"}}), expected);
  check_failure(play(read_der_file(0x000A), {kSelected, header, {"00b0000404", "6c00"}}), expected);
  check_failure(play(read_der_file(0x000A),
                     {kSelected, header, {"00b0000404", "036103"}, {"00c0000003", "040506079000"}}),
                expected);
  check_failure(
      play(read_der_file(0x000A), {kSelected, header, {"00b0000404", "6104"}, {"00c0000004", "6104"}}),
      expected);
}

TEST_CASE("asks_for_another_length_only_once") {
  check_failure(play(read_der_file(0x000A), {kSelected, {"00b0000004", "6c02"}, {"00b0000002", "6c02"}}),
                {FailureCode::card_status, 0x6C02});
}

}  // namespace
}  // namespace kazashi::card
