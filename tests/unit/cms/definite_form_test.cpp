#include "cms/definite_form.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "unit/cms/documents.h"

namespace kazashi::cms {
namespace {

using base::Failure;
using base::FailureCode;

std::string definite(const std::string& digits) { return base::to_hex(definite_form(hex(digits)).value()); }
Failure refusal(const std::string& digits) { return definite_form(hex(digits)).error(); }

TEST_CASE("gives_indefinite_lengths_their_length") {
  CHECK(definite("30800201010000") == "3003020101");
  CHECK(definite("3080a080020101000002010200"
                 "00") == "3008a003020101020102");
}

TEST_CASE("joins_an_octet_string_in_pieces") {
  CHECK(definite("2480040254680401690000") == "0403546869");
  CHECK(definite("24800000") == "0400");
  CHECK(definite("2480248004015400000401680000") == "04025468");
}

TEST_CASE("leaves_what_has_a_length_as_it_is") {
  CHECK(definite("3003020101") == "3003020101");
  CHECK(definite("30803004308000000000") == "3006300430800000");  // refused later, not mended
  CHECK(definite("308024030401540000") == "30052403040154");
}

TEST_CASE("leaves_what_follows_to_be_refused") { CHECK(definite("308000000500") == "30000500"); }

TEST_CASE("refuses_what_does_not_end") {
  CHECK(refusal("3080020101") == Failure{FailureCode::der_truncated, 5});
  CHECK(refusal("308002010100") == Failure{FailureCode::der_truncated, 6});
  CHECK(refusal("308004050000") == Failure{FailureCode::der_truncated, 6});
  CHECK(refusal("") == Failure{FailureCode::der_truncated, 0});
}

TEST_CASE("refuses_an_indefinite_length_without_anything_inside_it") {
  CHECK(refusal("0480040154"
                "0000") == Failure{FailureCode::der_bad_length, 1});
}

TEST_CASE("refuses_pieces_that_are_no_octet_strings") {
  CHECK(refusal("24800201010000").code == FailureCode::der_bad_tag);
}

TEST_CASE("refuses_more_nesting_than_a_signed_document_has") {
  std::string deep;
  for (int i = 0; i < 8; ++i) deep += "3080";
  std::string end(std::size_t{4} * 8, '0');
  CHECK(definite_form(hex(deep + end)));
  CHECK(refusal("3080" + deep + end + "0000") == Failure{FailureCode::der_too_deep, 16});
}

}  // namespace
}  // namespace kazashi::cms
