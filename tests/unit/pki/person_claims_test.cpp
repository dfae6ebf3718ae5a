#include "pki/person_claims.h"

#include <catch2/catch_test_macros.hpp>

#include "base/time.h"
#include "unit/pki/certificate_parts.h"
#include "unit/pki/test_certificates.h"

namespace kazashi::pki {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

constexpr std::uint8_t kSubjectAltName = 17;

/// An otherName 1.2.392.200149.8.5.5.`last`.
Bytes other_name(std::uint8_t last, std::string_view value, der::Tag tag = der::kUtf8String) {
  Bytes oid = hex("060a2a83088c9b5508050500");
  oid.back() = last;
  return tlv(der::context_constructed(0), {oid, tlv(der::context_constructed(0), {text(tag, value)})});
}

struct PersonParts {
  Bytes name = other_name(1, "見本　一郎");
  Bytes name_flags = other_name(2, "00010");
  Bytes sex = other_name(3, "1");
  Bytes birth_date = other_name(4, "319850819");
  Bytes address = other_name(5, "見本市１");
  Bytes address_flags = other_name(6, "0000");
  Bytes more;

  [[nodiscard]] Bytes build() const {
    return tlv(der::kSequence, {name, birth_date, sex, address, name_flags, address_flags, more});
  }
};

base::Result<PersonClaims> claims_of(const Bytes& subject_alt_name) {
  CertificateParts parts;
  parts.extensions.push_back(extension(kSubjectAltName, false, subject_alt_name));
  return read_person_claims(parse_certificate(parts.build()).value());
}

base::Result<PersonClaims> claims_of(const PersonParts& parts) { return claims_of(parts.build()); }
Failure refusal(const PersonParts& parts) { return claims_of(parts).error(); }

base::Result<PersonClaims> born(std::string_view digits) {
  PersonParts parts;
  parts.birth_date = other_name(4, digits);
  return claims_of(parts);
}

const Failure kMalformed{FailureCode::certificate_person_malformed, 0};
const Failure kMissing{FailureCode::certificate_person_missing, 0};
const Failure kBadBirthDate{FailureCode::certificate_birth_date_malformed, 0};

TEST_CASE("reads_all_six_with_the_flags_beside_the_text") {
  const auto claims = claims_of(PersonParts()).value();
  CHECK(claims.name.text == "見本　一郎");
  CHECK(claims.name.flags == "00010");
  CHECK(claims.name.has_replaced());
  CHECK(claims.address.text == "見本市１");
  CHECK_FALSE(claims.address.has_replaced());
  CHECK(claims.sex == Sex::male);
  CHECK(base::format_date(claims.birth_date) == "1985-08-19");
  CHECK(claims.era == Era::showa);
}

TEST_CASE("reads_what_the_test_pki_issues") {
  const auto certificate = parse_certificate(signature_leaf("adult").certificate).value();
  const auto claims = read_person_claims(certificate).value();
  CHECK(claims.name.text == "見本　一郎");
  CHECK(claims.name.flags == "00000");
  CHECK(claims.address.text == "かざし県見本市一丁目１番１号");
  CHECK(claims.sex == Sex::male);
  CHECK(claims.birth_date.year() == std::chrono::year{1985});
  CHECK(claims.era == Era::showa);
}

TEST_CASE("an_authentication_certificate_names_nobody") {
  const auto certificate = parse_certificate(authentication_leaf("adult").certificate).value();
  CHECK(read_person_claims(certificate).error() == kMissing);
}

TEST_CASE("refuses_a_person_with_one_of_the_six_missing") {
  for (Bytes PersonParts::* part :
       {&PersonParts::name, &PersonParts::name_flags, &PersonParts::sex, &PersonParts::birth_date,
        &PersonParts::address, &PersonParts::address_flags}) {
    PersonParts parts;
    (parts.*part).clear();
    CHECK(refusal(parts) == kMissing);
  }
}

TEST_CASE("steps_over_names_of_other_kinds") {
  PersonParts parts;
  parts.more = tlv(der::context_constructed(4), {tlv(der::kSequence, {})});
  CHECK(claims_of(parts));
  parts.more = other_name(7, "later");
  CHECK(claims_of(parts));
  parts.more = text(der::context_primitive(2), "example.jp");
  CHECK(claims_of(parts));
}

TEST_CASE("refuses_one_of_the_six_twice") {
  PersonParts parts;
  parts.more = other_name(1, "見本　二葉");
  CHECK(refusal(parts) == kMalformed);
}

TEST_CASE("refuses_texts_that_are_empty_not_utf8_or_hold_control_characters") {
  for (const std::string_view name : {"", "\xE8\xA6", "\xC0\x80", "a\nb", "a\x7F", "\xED\xA0\x80"}) {
    PersonParts parts;
    parts.name = other_name(1, name);
    parts.name_flags = other_name(2, std::string(name.size(), '0'));
    CHECK(refusal(parts) == kMalformed);
  }
}

TEST_CASE("refuses_flags_that_do_not_stand_one_by_one_beside_the_characters") {
  for (const std::string_view flags : {"0000", "000000", "00020", "0001 ", ""}) {
    PersonParts parts;
    parts.name_flags = other_name(2, flags);
    CHECK(refusal(parts) == kMalformed);
  }
  PersonParts parts;
  parts.address_flags = other_name(6, "000");
  CHECK(refusal(parts) == kMalformed);
}

TEST_CASE("a_character_beyond_the_first_plane_has_one_flag") {
  PersonParts parts;
  parts.name = other_name(1, "\xF0\xA0\xAE\xB7");  // U+20BB7
  parts.name_flags = other_name(2, "1");
  CHECK(claims_of(parts).value().name.has_replaced());
}

TEST_CASE("knows_four_codes_of_sex_and_refuses_others") {
  const auto of = [](std::string_view code) {
    PersonParts parts;
    parts.sex = other_name(3, code);
    return claims_of(parts);
  };
  CHECK(of("1").value().sex == Sex::male);
  CHECK(of("2").value().sex == Sex::female);
  CHECK(of("3").value().sex == Sex::other);
  CHECK(of("9").value().sex == Sex::other);
  for (const std::string_view code : {"", "0", "4", "11"}) CHECK(of(code).error() == kMalformed);
}

TEST_CASE("a_birth_date_is_a_day_of_its_era") {
  CHECK(born("319261225").value().era == Era::showa);   // the first of Showa ...
  CHECK(born("219261225").value().era == Era::taisho);  // ... was the last of Taisho
  CHECK(born("119120730").value().era == Era::meiji);
  CHECK(born("219120730").value().era == Era::taisho);
  CHECK(born("319890107").value().era == Era::showa);
  CHECK(born("419890108").value().era == Era::heisei);
  CHECK(born("420190430").value().era == Era::heisei);
  CHECK(born("520190501").value().era == Era::reiwa);
  CHECK(born("019850819").value().era == Era::unknown);
}

TEST_CASE("refuses_a_birth_date_of_another_era") {
  for (const std::string_view digits : {"319890108", "419890107", "520190430", "420190501", "119120731",
                                        "219120729", "219261226", "319261224", "118680124"}) {
    CHECK(born(digits).error() == kBadBirthDate);
  }
}

TEST_CASE("refuses_a_birth_date_that_is_no_day_or_no_digits") {
  for (const std::string_view digits : {"", "31985081", "3198508190", "319850230", "319851301", "619850819",
                                        "919850819", "3 9850819", "x19850819", "319850000"}) {
    CHECK(born(digits).error() == kBadBirthDate);
  }
  CHECK(base::format_date(born("420000229").value().birth_date) == "2000-02-29");
}

TEST_CASE("refuses_other_types_of_string_and_bytes_after_them") {
  PersonParts parts;
  parts.name = other_name(1, "abcde", der::kPrintableString);
  CHECK(refusal(parts).code == FailureCode::der_bad_tag);
  Bytes trailing = PersonParts().build();
  trailing.push_back(0);
  CHECK(claims_of(trailing).error().code == FailureCode::der_trailing_bytes);
}

TEST_CASE("a_critical_subject_alt_name_stays_one_that_is_not_understood") {
  CertificateParts parts;
  parts.extensions.push_back(extension(kSubjectAltName, true, PersonParts().build()));
  CHECK(parse_certificate(parts.build()).value().unknown_critical.size() == 1);
}

}  // namespace
}  // namespace kazashi::pki
