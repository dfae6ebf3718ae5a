#include "reader/ndef.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::FailureCode;

std::uint32_t refused_at(const std::string& hex) {
  const auto message = parse_ndef_message(octets(hex));
  REQUIRE_FALSE(message);
  CHECK(message.error().code == FailureCode::ndef_malformed);
  return message.error().detail;
}

TEST_CASE("reads_records_of_both_lengths_with_and_without_id") {
  const auto message =
      parse_ndef_message(octets("910101"
                                "5500"
                                "1c0302"
                                "02"
                                "613a62"
                                "6964"
                                "aabb"
                                "4401"
                                "00000001"
                                "7a"
                                "cc"));
  REQUIRE(message);
  REQUIRE(message->size() == 3);
  CHECK(message->at(0).format == NdefTypeFormat::well_known);
  CHECK(message->at(0).type == "U");
  CHECK(message->at(1).format == NdefTypeFormat::external);
  CHECK(message->at(1).type == "a:b");
  CHECK(base::to_hex(message->at(1).id) == "6964");
  CHECK(base::to_hex(message->at(1).payload) == "aabb");
  CHECK(base::to_hex(message->at(2).payload) == "cc");
}

TEST_CASE("puts_chunks_together") {
  const auto message =
      parse_ndef_message(octets("b40301"
                                "613a62"
                                "01"
                                "360001"
                                "02"
                                "560001"
                                "03"));
  REQUIRE(message);
  REQUIRE(message->size() == 1);
  CHECK(base::to_hex(message->front().payload) == "010203");
}

TEST_CASE("refuses_what_is_no_message") {
  CHECK(refused_at("") == 0);
  CHECK(refused_at("d1") == 1);
  CHECK(refused_at("d10101") == 3);
  CHECK(refused_at("d1010155") == 4);
  CHECK(refused_at("c10100000001"
                   "55") == 7);  // long form cut
  CHECK(refused_at("c101ffffffff"
                   "5500") == 7);  // a length that nothing can fill
  CHECK(refused_at("d101015500"
                   "00") == 5);                    // one octet more
  CHECK(refused_at("5101015500") == 0);            // does not begin
  CHECK(refused_at("91010155009101015500") == 5);  // begins twice
  CHECK(refused_at("9101015500") == 5);            // does not end
  CHECK(refused_at("d7010155"
                   "00") == 0);        // reserved format
  CHECK(refused_at("d6000100") == 0);  // "unchanged" without a chunk before
  CHECK(refused_at("d0010055") == 0);  // an empty record with a type
  CHECK(refused_at("d0000100") == 0);  // with a payload
  CHECK(refused_at("d8000000") == 0);  // with an id of no length
}

TEST_CASE("refuses_chunks_out_of_place") {
  CHECK(refused_at("f40301"
                   "613a62"
                   "01") == 0);  // the last is none
  CHECK(refused_at("b40301"
                   "613a62"
                   "01"
                   "540301"
                   "613a62"
                   "02") == 7);  // a new record inside
  CHECK(refused_at("b40301"
                   "613a62"
                   "01"
                   "560101"
                   "61"
                   "02") == 7);  // a chunk with a type
  CHECK(refused_at("b40301"
                   "613a62"
                   "01"
                   "5e000100"
                   "02") == 7);  // a chunk with an id
  CHECK(refused_at("b00000"
                   "560000") == 0);  // an empty record in chunks
}

TEST_CASE("refuses_types_that_do_not_fit_their_format") {
  CHECK(refused_at("d1000100") == 0);    // a well-known type without a name
  CHECK(refused_at("d501015500") == 0);  // an unknown type with one
  CHECK(refused_at("d4030161"
                   "0062"
                   "00") == 0);  // a name with a control character
  CHECK(refused_at("d4030161"
                   "8062"
                   "00") == 0);
}

TEST_CASE("bounds_the_number_of_records") {
  std::string many = "900000";
  for (int i = 0; i < 62; ++i) many += "100000";
  CHECK(parse_ndef_message(octets(many + "500000")));
  CHECK(refused_at(many + "100000"
                          "500000") == 192);
}

TEST_CASE("writes_what_it_reads") {
  for (const std::string hex : {"d101015500",
                                "9101015500"
                                "5c030102"
                                "613a62"
                                "6964"
                                "00"}) {
    const auto message = parse_ndef_message(octets(hex));
    REQUIRE(message);
    CHECK(base::to_hex(encode_ndef_message(*message)) == hex);
  }
  const NdefRecord large{
      .format = NdefTypeFormat::external, .type = "a:b", .id = {}, .payload = base::Bytes(300, 7)};
  const auto again = parse_ndef_message(encode_ndef_message({large, uri_record("https://example.jp/a")}));
  REQUIRE(again);
  REQUIRE(again->size() == 2);
  CHECK(again->front().payload == large.payload);
  CHECK(uri_of(again->back()) == "https://example.jp/a");
}

TEST_CASE("finds_the_external_record_whatever_its_case") {
  const NdefRecord record{
      .format = NdefTypeFormat::external, .type = "Kazashi:Office", .id = {}, .payload = {}};
  const NdefRecord media{.format = NdefTypeFormat::media, .type = "kazashi:office", .id = {}, .payload = {}};
  const std::vector records{media, record};
  CHECK(find_external(records, "kazashi:office") == &records[1]);
  CHECK(find_external(records, "kazashi:offic") == nullptr);
}

TEST_CASE("writes_addresses_with_the_longest_prefix") {
  CHECK(base::to_hex(uri_record("https://www.a").payload) == "0261");
  CHECK(base::to_hex(uri_record("https://a").payload) == "0461");
  CHECK(base::to_hex(uri_record("urn:epc:id:1").payload) == "1e31");
  CHECK(base::to_hex(uri_record("x").payload) == "0078");
}

}  // namespace
}  // namespace kazashi::reader
