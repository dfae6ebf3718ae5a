#include "base/utf8.h"

#include <catch2/catch_test_macros.hpp>

namespace kazashi::base {
namespace {

TEST_CASE("accepts_the_first_and_last_character_of_every_length") {
  for (const std::string_view text :
       {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "かざし"}) {
    CAPTURE(text);
    CHECK(is_utf8(text));
  }
}

TEST_CASE("refuses_long_forms_surrogates_and_what_lies_beyond_unicode") {
  for (const std::string_view text :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    CHECK_FALSE(is_utf8(text));
  }
}

TEST_CASE("refuses_characters_cut_off_or_out_of_their_place") {
  for (const std::string_view text : {"\x80", "\xC2", "\xE3\x81", "\xF0\x90\x80",
                                      "\xC2"
                                      "a",
                                      "\xE3\x81"
                                      "a",
                                      "a\xBF"}) {
    CHECK_FALSE(is_utf8(text));
  }
}

}  // namespace
}  // namespace kazashi::base
