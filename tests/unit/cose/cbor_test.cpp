#include "cose/cbor.h"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"

namespace kazashi::cose {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

Bytes hex(std::string_view text) { return base::from_hex(text).value(); }

Failure malformed(std::uint32_t at) { return {FailureCode::cbor_malformed, at}; }

base::Result<std::uint64_t> read_unsigned(std::string_view text) {
  const Bytes input = hex(text);
  return CborReader(input).read_unsigned();
}

TEST_CASE("reads_integers_of_every_width") {
  CHECK(read_unsigned("00").value() == 0);
  CHECK(read_unsigned("17").value() == 23);
  CHECK(read_unsigned("1818").value() == 24);
  CHECK(read_unsigned("18FF").value() == 255);
  CHECK(read_unsigned("190100").value() == 256);
  CHECK(read_unsigned("1A00010000").value() == 65536);
  CHECK(read_unsigned("1B0000000100000000").value() == 0x100000000);
  CHECK(read_unsigned("1BFFFFFFFFFFFFFFFF").value() == std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("refuses_integers_longer_than_needed") {
  for (const auto text : {"1817", "1900FF", "1A0000FFFF", "1B00000000FFFFFFFF"}) {
    CAPTURE(text);
    CHECK(read_unsigned(text).error() == malformed(0));
  }
}

TEST_CASE("refuses_reserved_indefinite_and_missing_arguments") {
  for (const auto text : {"1C", "1D", "1E", "1F"}) CHECK(read_unsigned(text).error() == malformed(0));
  CHECK(read_unsigned("19FF").error() == malformed(2));
  CHECK(read_unsigned("").error() == malformed(0));
  for (const auto text : {"5F", "7F", "9F", "BF"}) {
    CHECK(CborReader(hex(text)).read_bytes().error() == malformed(0));
    CHECK(CborReader(hex(text)).read_map(0).error() == malformed(0));
  }
}

TEST_CASE("reads_negative_integers_down_to_the_least_there_is") {
  const auto integer = [](std::string_view text) { return CborReader(hex(text)).read_integer(); };
  CHECK(integer("20").value() == -1);
  CHECK(integer("3822").value() == -35);
  CHECK(integer("0A").value() == 10);
  CHECK(integer("3B7FFFFFFFFFFFFFFF").value() == std::numeric_limits<std::int64_t>::min());
  CHECK(integer("3B8000000000000000").error() == malformed(0));
  CHECK(integer("1B8000000000000000").error() == malformed(0));
  CHECK(integer("40").error() == malformed(0));
}

TEST_CASE("reads_strings_that_are_there_in_full") {
  const Bytes input = hex("43010203636162634100");
  CborReader reader(input);
  CHECK(base::to_hex(reader.read_bytes().value()) == "010203");
  CHECK(reader.read_text().value() == "abc");
  CHECK(reader.finish().error() == malformed(8));
  CHECK(reader.read_bytes().value().size() == 1);
  CHECK(reader.finish().has_value());
  CHECK(CborReader(hex("430102")).read_bytes().error() == malformed(3));
  CHECK(CborReader(hex("5BFFFFFFFFFFFFFFFF00")).read_bytes().error() == malformed(10));
}

TEST_CASE("refuses_text_that_is_not_utf8") {
  CHECK(CborReader(hex("62C3A9")).read_text().value() == "é");
  CHECK(CborReader(hex("62C0AF")).read_text().error() == malformed(0));
  CHECK(CborReader(hex("63EDA080")).read_text().error() == malformed(0));  // half of a surrogate pair
}

TEST_CASE("containers_have_exactly_the_size_asked_for") {
  CHECK(CborReader(hex("84")).read_array(4).has_value());
  CHECK(CborReader(hex("83")).read_array(4).error() == malformed(0));
  CHECK(CborReader(hex("A1")).read_array(1).error() == malformed(0));
  CHECK(CborReader(hex("D2")).read_tag(18).has_value());
  CHECK(CborReader(hex("D1")).read_tag(18).error() == malformed(0));
}

TEST_CASE("keys_asked_for_in_order_refuse_every_other_order_and_any_key_twice") {
  const auto read_both = [](std::string_view text) -> base::Result<void> {
    const Bytes input = hex(text);
    CborReader reader(input);
    KAZASHI_CHECK(reader.read_map(2));
    KAZASHI_CHECK(reader.read_key("a"));
    KAZASHI_CHECK(reader.read_unsigned());
    KAZASHI_CHECK(reader.read_key("bb"));
    KAZASHI_CHECK(reader.read_unsigned());
    return reader.finish();
  };
  CHECK(read_both("A261610162626202").has_value());
  CHECK(read_both("A262626202616101").error() == malformed(1));
  CHECK(read_both("A2616101616102").error() == malformed(4));
  CHECK(CborReader(hex("03")).read_key(4).error() == malformed(0));
}

TEST_CASE("refuses_floats_and_simple_values") {
  for (const auto text : {"F4", "F5", "F6", "F7", "F90000", "FF"}) {
    CHECK(read_unsigned(text).error() == malformed(0));
  }
}

TEST_CASE("writes_heads_in_the_shortest_form") {
  const auto written = [](CborType type, std::uint64_t argument) {
    Bytes octets;
    append_cbor_head(octets, type, argument);
    return base::to_hex(octets);
  };
  CHECK(written(CborType::array, 4) == "84");
  CHECK(written(CborType::bytes, 23) == "57");
  CHECK(written(CborType::bytes, 24) == "5818");
  CHECK(written(CborType::bytes, 256) == "590100");
  CHECK(written(CborType::bytes, 65536) == "5a00010000");
  CHECK(written(CborType::text, 0x100000000) == "7b0000000100000000");
}

}  // namespace
}  // namespace kazashi::cose
