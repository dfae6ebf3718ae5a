#include "der/tlv.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"

namespace kazashi::der {
namespace {

using base::Failure;
using base::FailureCode;

base::Bytes octets(std::string_view hex) { return base::from_hex(hex).value(); }

Failure refusal(std::string_view hex) {
  const auto input = octets(hex);
  const auto object = TlvReader(input).read_any();
  REQUIRE_FALSE(object);
  return object.error();
}

TEST_CASE("reads_tags_of_one_octet_and_of_two_with_their_places") {
  const auto input = octets("90030100015f3702aabbdf2101cc");
  TlvReader reader(input);
  const auto exponent = reader.read(0x90);
  REQUIRE(exponent);
  CHECK(base::to_hex(exponent->value) == "010001");
  CHECK(exponent->offset == 0);
  CHECK(exponent->value_offset == 2);
  const auto signature = reader.read(0x5F37);
  REQUIRE(signature);
  CHECK(base::to_hex(signature->encoding) == "5f3702aabb");
  CHECK(signature->offset == 5);
  const auto offsets = reader.read(0xDF21);
  REQUIRE(offsets);
  CHECK(offsets->value_offset == 13);
  CHECK(reader.finish());
}

TEST_CASE("takes_the_residence_cards_DFD1_for_a_tag_of_two_octets") {
  const auto input = octets("dfd10100");
  const auto object = TlvReader(input).read(0xDFD1);
  REQUIRE(object);
  CHECK(object->value.size() == 1);
}

TEST_CASE("takes_tags_of_two_octets_whose_number_would_fit_one") {
  const auto input = octets("ff1004df110101");
  auto record = TlvReader(input).enter(0xFF10);
  REQUIRE(record);
  CHECK(record->read(0xDF11));
}

TEST_CASE("reads_every_length_form_of_cards_and_takes_a_length_written_longer_than_it_needs") {
  for (const auto* hex : {"d003010203", "d08103010203", "d0820003010203"}) {
    const auto input = octets(hex);
    const auto object = TlvReader(input).read(0xD0);
    REQUIRE(object);
    CHECK(base::to_hex(object->value) == "010203");
    CHECK(object->encoding.size() == input.size());
    CHECK(tlv_size(std::span(input).first(4), 0xD0).value() == input.size());
  }
}

TEST_CASE("refuses_what_is_no_data_object_at_the_octet_that_says_so") {
  CHECK(refusal("") == Failure{FailureCode::der_truncated, 0});
  CHECK(refusal("0000") == Failure{FailureCode::der_bad_tag, 0});
  CHECK(refusal("df") == Failure{FailureCode::der_truncated, 1});
  CHECK(refusal("df21") == Failure{FailureCode::der_truncated, 2});
  CHECK(refusal("d080") == Failure{FailureCode::der_bad_length, 1});
  CHECK(refusal("d0ff") == Failure{FailureCode::der_bad_length, 1});
  CHECK(refusal("d083000001aa") == Failure{FailureCode::der_too_long, 1});
  CHECK(refusal("df2184") == Failure{FailureCode::der_too_long, 2});
  CHECK(refusal("d08201") == Failure{FailureCode::der_truncated, 3});
  CHECK(refusal("d00201") == Failure{FailureCode::der_truncated, 3});
  CHECK(refusal("d082ffff00") == Failure{FailureCode::der_truncated, 5});
}

TEST_CASE("takes_nothing_where_another_tag_stands") {
  const auto input = octets("d00101d10102");
  TlvReader reader(input);
  const auto wrong = reader.read(0xD1);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error() == Failure{FailureCode::der_bad_tag, 0});
  CHECK(reader.read(0xD0));
  CHECK(reader.offset() == 3);
  CHECK(reader.finish().error() == Failure{FailureCode::der_trailing_bytes, 3});
}

TEST_CASE("reads_a_list_of_tags_in_order_and_nothing_after_them") {
  const auto input = octets("d00101d10102");
  const auto both = TlvReader(input).read_all({0xD0, 0xD1});
  REQUIRE(both);
  CHECK(both->at(1).offset == 3);
  CHECK(TlvReader(input).read_all({0xD0}).error() == Failure{FailureCode::der_trailing_bytes, 3});
  CHECK(TlvReader(input).read_all({0xD1, 0xD0}).error() == Failure{FailureCode::der_bad_tag, 0});
  CHECK(TlvReader(input).read_all({0xD0, 0xD1, 0xD2}).error() == Failure{FailureCode::der_truncated, 6});
}

TEST_CASE("counts_places_inside_an_object_from_the_outermost_start") {
  const auto input = octets("ff2006df2103aabbcc");
  auto inner = TlvReader(input).enter(0xFF20);
  REQUIRE(inner);
  CHECK(inner->offset() == 3);
  const auto object = inner->read(0xDF21);
  REQUIRE(object);
  CHECK(object->value_offset == 6);
  CHECK(inner->finish());
}

TEST_CASE("enters_no_deeper_than_cards_nest") {
  const auto input = octets("e10ae108e106e104e102e100");
  TlvReader reader(input);
  std::size_t depth = 0;
  for (;; ++depth) {
    const auto inner = reader.enter(0xE1);
    if (!inner) {
      CHECK(inner.error().code == FailureCode::der_too_deep);
      break;
    }
    reader = *inner;
  }
  CHECK(depth == 4);
}

TEST_CASE("tells_the_size_of_an_object_from_its_first_octets") {
  CHECK(tlv_size(octets("ff20820100"), 0xFF20).value() == 261);
  CHECK(tlv_size(octets("ff2005"), 0xFF20).value() == 8);
  CHECK(tlv_size(octets("ff2005"), 0xFF30).error() == Failure{FailureCode::der_bad_tag, 0});
  CHECK(tlv_size(octets("ff2082"), 0xFF20).error() == Failure{FailureCode::der_truncated, 3});
}

TEST_CASE("reads_nothing_past_its_input_wherever_it_is_cut") {
  const auto whole = octets("ff20820009df2103aabbccd00101");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const base::Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(TlvReader(cut).read_all({0xFF20}));
  }
}

}  // namespace
}  // namespace kazashi::der
