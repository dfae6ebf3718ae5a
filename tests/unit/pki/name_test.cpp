#include "pki/name.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/pki/certificate_parts.h"

namespace kazashi::pki {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Result;

Bytes attribute(std::string_view oid, der::Tag tag, std::string_view value) {
  return tlv(der::kSequence, {tlv(der::kObjectIdentifier, {hex(oid)}), text(tag, value)});
}

Result<Name> read(const Bytes& der) {
  der::Reader reader(der);
  return read_name(reader);
}

Result<Name> read_one(der::Tag tag, std::string_view value) {
  return read(tlv(der::kSequence, {tlv(der::kSet, {attribute("55040A", tag, value)})}));
}

TEST_CASE("shows_a_name_in_the_order_of_its_encoding") {
  const Bytes der =
      tlv(der::kSequence, {tlv(der::kSet, {attribute("550406", der::kPrintableString, "JP")}),
                           tlv(der::kSet, {attribute("55040A", der::kUtf8String, "JPKI")}),
                           tlv(der::kSet, {attribute("55040B", der::kUtf8String, "公的個人認証")}),
                           tlv(der::kSet, {attribute("2A03", der::kUtf8String, "new")})});
  CHECK(name_text(read(der).value()) == "C=JP, O=JPKI, OU=公的個人認証, ?=new");
}

TEST_CASE("refuses_characters_that_a_kind_of_string_cannot_have") {
  CHECK(read_one(der::kPrintableString, "JPKI (TEST)").has_value());
  CHECK(read_one(der::kPrintableString, "JPKI*").error().code == FailureCode::der_bad_value);
  CHECK(read_one(der::kIa5String, "caf\xC3\xA9").error().code == FailureCode::der_bad_value);
  CHECK(read_one(der::kUtf8String, "\xC0\x80").error().code == FailureCode::der_bad_value);
  CHECK(read_one(der::kUtf8String, std::string_view("J\0PKI", 5)).error().code == FailureCode::der_bad_value);
  CHECK(read_one(der::kUtf8String, "JP\nKI").error().code == FailureCode::der_bad_value);
}

TEST_CASE("refuses_kinds_of_strings_in_which_a_name_could_hide") {
  constexpr der::Tag kTeletexString = 0x14;
  constexpr der::Tag kBmpString = 0x1E;
  CHECK(read_one(kTeletexString, "JPKI-TEST").error().code == FailureCode::der_bad_tag);
  CHECK(read_one(kBmpString, std::string_view("\0J\0P", 4)).error().code == FailureCode::der_bad_tag);
}

TEST_CASE("reads_relative_names_of_several_parts_in_their_one_order") {
  const Bytes first = attribute("550403", der::kUtf8String, "a");
  const Bytes second = attribute("550403", der::kUtf8String, "b");
  CHECK(read(tlv(der::kSequence, {tlv(der::kSet, {first, second})})).value().attributes.size() == 2);
  CHECK(read(tlv(der::kSequence, {tlv(der::kSet, {second, first})})).error().code ==
        FailureCode::der_bad_value);
  CHECK(read(tlv(der::kSequence, {tlv(der::kSet, {first, first})})).error().code ==
        FailureCode::der_bad_value);
  CHECK(read(tlv(der::kSequence, {tlv(der::kSet, {})})).error().code == FailureCode::der_truncated);
}

TEST_CASE("knows_the_organisations_of_test_hierarchies_wherever_they_stand") {
  const auto is_test = [](const Bytes& der) { return names_test_authority(read(der).value()); };
  CHECK(is_test(name_of("JPKI-TEST")));
  CHECK(is_test(name_of("KAZASHI-TEST")));
  CHECK_FALSE(is_test(name_of("JPKI")));
  CHECK_FALSE(is_test(name_of("JPKI-TEST2")));
  CHECK_FALSE(is_test(tlv(der::kSequence, {})));
  const Bytes second_organisation =
      tlv(der::kSequence, {tlv(der::kSet, {attribute("55040A", der::kUtf8String, "JPKI")}),
                           tlv(der::kSet, {attribute("55040A", der::kPrintableString, "JPKI-TEST")})});
  CHECK(is_test(second_organisation));
  const Bytes unit =
      tlv(der::kSequence, {tlv(der::kSet, {attribute("55040B", der::kUtf8String, "JPKI-TEST")})});
  CHECK_FALSE(is_test(unit));
}

TEST_CASE("names_are_equal_octet_for_octet") {
  CHECK(read(name_of("JPKI")).value() == read(name_of("JPKI")).value());
  CHECK_FALSE(read(name_of("JPKI")).value() == read(name_of("jpki")).value());
}

}  // namespace
}  // namespace kazashi::pki
