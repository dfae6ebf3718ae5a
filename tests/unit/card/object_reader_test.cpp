#include "card/object_reader.h"

#include "faults.h"
#include "records.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

Failure malformed(std::uint32_t at) { return {FailureCode::card_file_malformed, at}; }

base::CardDialogue<Bytes> object(std::size_t limit, CardAbilities abilities = {}) {
  co_return co_await read_object({.file = 0x0002, .tag = 0xFF20, .limit = limit}, abilities);
}

base::CardDialogue<Bytes> certificate(CardAbilities abilities = {}) {
  co_return co_await read_object(x509_file(0x000A), abilities);
}

/// Two certificates of one visit: what the first was refused is not asked of the second.
base::CardDialogue<Bytes> two_certificates(CardAbilities abilities) {
  KAZASHI_CO_CHECK(co_await read_object(x509_file(0x000A), abilities));
  co_return co_await read_object(x509_file(0x000B), abilities);
}

TEST_CASE("reads_a_short_object_with_one_command") {
  const auto read = play(object(100), {{"00b0820000", "ff2003aabbcc9000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == "ff2003aabbcc");
  CHECK(play(object(100), {{"00b0820000", "ff2003aabbcc6282"}}));
}

TEST_CASE("reads_exactly_the_object_whatever_follows_in_the_file") {
  const auto whole = tlv(0xFF20, Bytes(600, 0x5A));
  const auto read = play(object(1000), reading(2, whole, Bytes(300, 0xFF)));
  REQUIRE(read);
  CHECK(*read == whole);
  const auto small = tlv(0xFF20, Bytes(30, 0x5A));
  CHECK(*play(object(1000), reading(2, small, Bytes(300, 0xFF))) == small);
}

TEST_CASE("asks_for_more_at_once_where_extended_length_is_known_to_work") {
  const auto whole = tlv(0xFF20, Bytes(3000, 0x5A));
  const auto hex = base::to_hex(whole);
  const auto read =
      play(object(4000, {.extended_length = true}),
           {{"00b0820000", hex.substr(0, 512) + "9000"}, {"00b00100000abd", hex.substr(512) + "9000"}});
  REQUIRE(read);
  CHECK(*read == whole);
}

TEST_CASE("selects_the_file_where_a_card_refuses_short_identifiers") {
  for (const auto* refusal : {"6a86", "6a81", "6986", "6b00"}) {
    const auto read =
        play(object(100),
             {{"00b0820000", refusal}, {"00a4020c020002", "9000"}, {"00b0000000", "ff2003aabbcc9000"}});
    REQUIRE(read);
    CHECK(read->size() == 6);
  }
}

TEST_CASE("follows_the_length_a_card_names_and_fetches_what_it_keeps_waiting") {
  CHECK(play(object(100), {{"00b0820000", "6c06"}, {"00b0820006", "ff2003aabbcc9000"}}));
  CHECK(play(object(100), {{"00b0820000", "6106"}, {"00c0000006", "ff2003aabbcc9000"}}));
}

TEST_CASE("goes_on_after_a_first_block_that_is_shorter_than_the_object") {
  const auto read = play(object(100), {{"00b0820000", "ff2003aa9000"}, {"00b0000402", "bbcc9000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == "ff2003aabbcc");
}

TEST_CASE("refuses_other_objects_and_objects_beyond_their_limit") {
  const auto first = [](const char* answer) { return play(object(100), {{"00b0820000", answer}}); };
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
  check_failure(play(object(100), {{"00b0820000", "ff2003aa6282"}, {"00b0000402", "6b00"}}), malformed(4));
  check_failure(play(object(100), {{"00b0820000", "ff2003aa9000"}, {"00b0000402", "bb6282"}}), malformed(5));
  check_failure(
      play(object(100), {{"00b0820000", "6b00"}, {"00a4020c020002", "9000"}, {"00b0000000", "6b00"}}),
      malformed(0));
}

TEST_CASE("refuses_more_octets_than_it_asked_for") {
  check_failure(play(object(1000), {{"00b0820000", std::string(514, 'f') + "9000"}}),
                {FailureCode::card_answer_malformed});
}

TEST_CASE("reads_a_certificate_with_one_command_where_extended_length_is_known_to_work") {
  const auto whole = tlv(0x30, Bytes(742, 0x5A));
  REQUIRE(whole.size() == 746);
  const auto read =
      play(certificate({.extended_length = true}), {{"00b08a00000000", base::to_hex(whole) + "9000"}});
  REQUIRE(read);
  CHECK(*read == whole);
  // what follows in the file comes along and is cut off
  const auto filled =
      play(certificate({.extended_length = true}), {{"00b08a00000000", base::to_hex(whole) + "ffff9000"}});
  REQUIRE(filled);
  CHECK(*filled == whole);
}

TEST_CASE("reads_a_certificate_of_746_octets_with_three_short_commands") {
  const auto whole = tlv(0x30, Bytes(742, 0x5A));
  const auto script = reading(0x0A, whole, Bytes(54, 0xFF));
  CHECK(script.size() == 3);
  const auto read = play(certificate(), script);
  REQUIRE(read);
  CHECK(*read == whole);
}

TEST_CASE("reads_in_short_steps_once_a_card_refused_extended_length") {
  const auto whole = tlv(0x30, Bytes(400, 0x5A));
  for (const auto* refusal : {"6700", "6d00", "6f00"}) {
    CAPTURE(refusal);
    const auto script = joined({{{"00b08a00000000", refusal}}, reading(0x0A, whole), reading(0x0B, whole)});
    const auto read = play(two_certificates({.extended_length = true}), script);
    REQUIRE(read);
    CHECK(*read == whole);
  }
}

TEST_CASE("finds_out_which_of_two_abilities_a_card_refused_and_asks_for_neither_again") {
  const auto whole = tlv(0x30, Bytes(20, 0x5A));
  const auto content = base::to_hex(whole) + "9000";
  // neither identifier nor length
  CHECK(play(two_certificates({.extended_length = true}), {{"00b08a00000000", "6a86"},
                                                           {"00a4020c02000a", "9000"},
                                                           {"00b00000000000", "6a86"},
                                                           {"00b0000000", content},
                                                           {"00a4020c02000b", "9000"},
                                                           {"00b0000000", content}}));
  // the identifier alone
  CHECK(play(two_certificates({.extended_length = true}), {{"00b08a00000000", "6a81"},
                                                           {"00a4020c02000a", "9000"},
                                                           {"00b00000000000", content},
                                                           {"00a4020c02000b", "9000"},
                                                           {"00b00000000000", content}}));
}

TEST_CASE("goes_on_in_short_steps_where_only_a_later_extended_command_is_refused") {
  const auto whole = tlv(0xFF20, Bytes(600, 0x5A));
  const auto hex = base::to_hex(whole);
  const auto read =
      play(object(1000, {.extended_length = true}), {{"00b0820000", hex.substr(0, 512) + "9000"},
                                                     {"00b0010000015d", "6700"},
                                                     {"00b0010000", hex.substr(512, 512) + "9000"},
                                                     {"00b002005d", hex.substr(1024) + "9000"}});
  REQUIRE(read);
  CHECK(*read == whole);
}

TEST_CASE("takes_no_certificate_beyond_its_limit_even_at_once") {
  check_failure(play(certificate({.extended_length = true}), {{"00b08a00000000", "30822000aabb9000"}}),
                {FailureCode::card_answer_too_long});
  check_failure(play(certificate({.extended_length = true}),
                     {{"00b08a00000000", std::string(2 * (kCertificateLimit + 1), 'f') + "9000"}}),
                {FailureCode::card_answer_malformed});
}

TEST_CASE("reads_the_first_octets_of_a_file_that_is_no_object") {
  const auto five = [](CardAbilities abilities) -> base::CardDialogue<Bytes> {
    co_return co_await read_octets(0x0003, 5, abilities);
  };
  const auto read = play(five({}), {{"00b0830005", "01020304059000"}});
  REQUIRE(read);
  CHECK(base::to_hex(*read) == "0102030405");
  check_failure(play(five({}), {{"00b0830005", "0102036282"}, {"00b0000302", "6b00"}}), malformed(3));
  check_failure(play(five({}), {{"00b0830005", "0102030405069000"}}), {FailureCode::card_answer_malformed});
}

}  // namespace
}  // namespace kazashi::card
