#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "der/reader.h"

namespace kazashi::der {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

Bytes hex(std::string_view text) { return base::from_hex(text).value(); }

const Failure kBadValue{FailureCode::der_bad_value, 2};

TEST_CASE("reads_booleans_of_all_zero_or_all_one_bits_only") {
  CHECK(Reader(hex("0101FF")).read_boolean().value());
  CHECK_FALSE(Reader(hex("010100")).read_boolean().value());
  CHECK(Reader(hex("010101")).read_boolean().error() == kBadValue);
  CHECK(Reader(hex("0100")).read_boolean().error() == kBadValue);
  CHECK(Reader(hex("0102FFFF")).read_boolean().error() == kBadValue);
}

TEST_CASE("reads_integers_in_their_shortest_form_only") {
  const auto accepts = [](std::string_view text) { return Reader(hex(text)).read_integer().has_value(); };
  CHECK(accepts("020100"));
  CHECK(accepts("02020080"));  // 128 needs its zero octet
  CHECK(accepts("0202FF7F"));  // -129 needs both
  CHECK_FALSE(accepts("0200"));
  CHECK_FALSE(accepts("0202007F"));
  CHECK_FALSE(accepts("0202FF80"));
}

TEST_CASE("reads_small_integers_up_to_31_bits_and_no_negative_ones") {
  const auto value = [](std::string_view text) { return Reader(hex(text)).read_small_integer(); };
  CHECK(value("020100").value() == 0);
  CHECK(value("02020100").value() == 256);
  CHECK(value("02047FFFFFFF").value() == 0x7FFFFFFF);
  CHECK(value("02050080000000").error() == kBadValue);
  CHECK(value("0201FF").error() == kBadValue);
}

TEST_CASE("reads_identifiers_whose_arcs_are_whole_and_minimal") {
  const auto accepts = [](std::string_view text) { return Reader(hex(text)).read_oid().has_value(); };
  CHECK(accepts("0603551D0F"));
  CHECK_FALSE(accepts("0600"));
  CHECK_FALSE(accepts("0603551D8F"));    // the last arc goes on
  CHECK_FALSE(accepts("06045580011D"));  // an arc with a leading zero
}

TEST_CASE("reads_bit_strings_whose_unused_bits_are_zero") {
  const auto accepts = [](std::string_view text) { return Reader(hex(text)).read_bit_string().has_value(); };
  CHECK(accepts("030100"));
  CHECK(accepts("03020780"));
  CHECK_FALSE(accepts("0300"));
  CHECK_FALSE(accepts("030101"));    // unused bits of no octet
  CHECK_FALSE(accepts("03020881"));  // more unused bits than an octet has
  CHECK_FALSE(accepts("03020781"));
}

TEST_CASE("reads_named_bits_from_the_left_and_refuses_trailing_zeros") {
  const auto bits = [](std::string_view text) { return Reader(hex(text)).read_named_bits(); };
  CHECK(bits("03020780").value() == 1U << 0);
  CHECK(bits("030206C0").value() == (1U << 0 | 1U << 1));
  CHECK(bits("03020106").value() == (1U << 5 | 1U << 6));
  CHECK(bits("0303070080").value() == 1U << 8);
  CHECK(bits("030100").value() == 0);
  CHECK(bits("03020680").error() == kBadValue);
  CHECK(bits("03020000").error() == kBadValue);
  CHECK(bits("030400000001").error() == kBadValue);
}

base::Result<std::string> time_of(Tag tag, std::string_view text) {
  Bytes input{tag, static_cast<std::uint8_t>(text.size())};
  base::append(input, base::as_bytes(text));
  KAZASHI_TRY(time, Reader(input).read_time());
  return base::format_utc(time);
}

TEST_CASE("reads_two_digit_years_as_1950_to_2049") {
  CHECK(time_of(kUtcTime, "500101000000Z").value() == "1950-01-01T00:00:00Z");
  CHECK(time_of(kUtcTime, "991231235959Z").value() == "1999-12-31T23:59:59Z");
  CHECK(time_of(kUtcTime, "251019145959Z").value() == "2025-10-19T14:59:59Z");
  CHECK(time_of(kUtcTime, "491231235959Z").value() == "2049-12-31T23:59:59Z");
}

TEST_CASE("reads_four_digit_years_from_2050_only") {
  CHECK(time_of(kGeneralizedTime, "20500101000000Z").value() == "2050-01-01T00:00:00Z");
  CHECK(time_of(kGeneralizedTime, "99991231235959Z").value() == "9999-12-31T23:59:59Z");
  CHECK(time_of(kGeneralizedTime, "20491231235959Z").error() == kBadValue);
}

TEST_CASE("refuses_times_without_seconds_with_an_offset_or_that_do_not_exist") {
  for (const std::string_view text :
       {"2510191459Z", "251019145959+0900", "251019145959", "250229000000Z", "251301000000Z", "251019240000Z",
        "251019146000Z", "2510191459 0Z", "251019145959z", ""}) {
    CAPTURE(text);
    CHECK(time_of(kUtcTime, text).error() == kBadValue);
  }
  CHECK(time_of(kGeneralizedTime, "20510101000000.5Z").error() == kBadValue);
  CHECK(time_of(kPrintableString, "251019145959Z").error().code == FailureCode::der_bad_tag);
}

}  // namespace
}  // namespace kazashi::der
