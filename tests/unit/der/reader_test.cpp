#include "der/reader.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "der/oid.h"

namespace kazashi::der {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

Bytes hex(std::string_view text) { return base::from_hex(text).value(); }

Failure refusal_of(std::string_view text) {
  const Bytes input = hex(text);
  const auto element = Reader(input).read_any();
  REQUIRE_FALSE(element.has_value());
  return element.error();
}

TEST_CASE("reads_values_one_after_another_and_says_where_the_next_one_is") {
  const Bytes input = hex("02010704020506");
  Reader reader(input);
  REQUIRE(reader.read_integer().value().front() == 7);
  REQUIRE(reader.offset() == 3);
  REQUIRE_FALSE(reader.finish().has_value());
  REQUIRE(reader.read_octet_string().value().size() == 2);
  REQUIRE(reader.at_end());
  REQUIRE(reader.finish().has_value());
}

TEST_CASE("refuses_lengths_in_any_but_the_shortest_form") {
  CHECK(refusal_of("3080").code == FailureCode::der_bad_length);          // indefinite
  CHECK(refusal_of("0481010A").code == FailureCode::der_bad_length);      // 1 in the long form
  CHECK(refusal_of("04817F").code == FailureCode::der_bad_length);        // 127 fits the short form
  CHECK(refusal_of("0482008000").code == FailureCode::der_bad_length);    // a leading zero
  CHECK(refusal_of("04850000000001").code == FailureCode::der_too_long);  // a length of five octets
  CHECK(refusal_of("04FF").code == FailureCode::der_too_long);
}

TEST_CASE("refuses_huge_lengths_without_looking_further_than_the_input") {
  CHECK(refusal_of("0484FFFFFFFF00") == Failure{FailureCode::der_truncated, 7});
  CHECK(refusal_of("0405010203") == Failure{FailureCode::der_truncated, 5});
}

TEST_CASE("accepts_the_first_length_of_each_long_form") {
  for (const std::size_t size : {std::size_t{128}, std::size_t{255}, std::size_t{256}, std::size_t{65536}}) {
    Bytes input = size < 256 ? hex("0481") : size < 65536 ? hex("0482") : hex("0483");
    for (std::size_t octets = input[1] - 0x80U; octets-- > 0;) {
      input.push_back(static_cast<std::uint8_t>(size >> (8 * octets)));
    }
    input.resize(input.size() + size);
    REQUIRE(Reader(input).read_octet_string().value().size() == size);
  }
}

TEST_CASE("refuses_tags_no_format_of_ours_has") {
  CHECK(refusal_of("1F8101").code == FailureCode::der_bad_tag);  // tag number above 30
  CHECK(refusal_of("0000").code == FailureCode::der_bad_tag);    // end-of-contents
}

TEST_CASE("refuses_another_tag_than_the_asked_one_and_names_the_place") {
  const Bytes input = hex("30030201012400");
  Reader reader(input);
  auto inner = reader.enter(kSequence).value();
  CHECK(inner.read_octet_string().error() == Failure{FailureCode::der_bad_tag, 2});
  CHECK(reader.read(kOctetString).error() ==
        Failure{FailureCode::der_bad_tag, 5});  // constructed OCTET STRING
}

TEST_CASE("names_places_in_the_outermost_input_at_any_depth") {
  const Bytes input = hex("300730050403020502");
  auto first = Reader(input).enter(kSequence).value();
  auto second = first.enter(kSequence).value();
  const auto wrapped = second.read(kOctetString).value();
  auto third = second.inside(wrapped).value();
  CHECK(third.read_integer().error() == Failure{FailureCode::der_truncated, 9});
}

TEST_CASE("takes_nothing_where_an_optional_value_is_absent") {
  const Bytes input = hex("020101");
  Reader reader(input);
  REQUIRE_FALSE(reader.read_optional(kBoolean).value().has_value());
  REQUIRE_FALSE(reader.enter_optional(kSequence).value().has_value());
  REQUIRE(reader.offset() == 0);
  REQUIRE(reader.read_optional(kInteger).value().has_value());
  REQUIRE_FALSE(reader.read_optional(kInteger).value().has_value());
}

TEST_CASE("refuses_what_is_left_over_and_names_its_place") {
  const Bytes input = hex("020101FF");
  Reader reader(input);
  REQUIRE(reader.read_integer().has_value());
  CHECK(reader.finish().error() == Failure{FailureCode::der_trailing_bytes, 3});
}

TEST_CASE("refuses_nesting_beyond_its_budget") {
  Bytes input;
  for (std::size_t depth = 0; depth < 40; ++depth) {
    Bytes outer{kSequence, static_cast<std::uint8_t>(input.size())};
    base::append(outer, input);
    input = outer;
  }
  base::Result<Reader> reader = Reader(input);
  std::size_t entered = 0;
  while (reader && !reader->at_end()) {
    reader = reader->enter(kSequence);
    ++entered;
  }
  REQUIRE_FALSE(reader.has_value());
  CHECK(reader.error().code == FailureCode::der_too_deep);
  CHECK(entered < 40);
}

TEST_CASE("every_truncation_of_a_value_is_refused") {
  const Bytes input = hex("300C0C01610C01620C01630C0164");
  for (std::size_t size = 0; size < input.size(); ++size) {
    const auto element = Reader(base::ByteView(input).first(size)).read_any();
    REQUIRE_FALSE(element.has_value());
    CHECK(element.error() == Failure{FailureCode::der_truncated, static_cast<std::uint32_t>(size)});
  }
}

TEST_CASE("encodes_the_identifiers_in_our_sources_as_certificates_have_them") {
  CHECK(oid("2.5.29.15") == hex("551D0F"));
  CHECK(oid("1.2.392.200149.8.5.1.3.30") == hex("2A8308"
                                                "8C9B55"
                                                "08050103"
                                                "1E"));
  CHECK(oid("1.2.840.113549.1.1.11") == hex("2A864886F70D01010B"));
  CHECK_FALSE(oid("2.5.29.15") == hex("551D10"));
  CHECK_FALSE(oid("2.5.29.15") == hex("551D0F00"));
}

}  // namespace
}  // namespace kazashi::der
