#include "card/face_data.h"

#include "card/presence.h"
#include "crypto/digest.h"
#include "records.h"
#include "support.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;
using base::Failure;
using base::FailureCode;

CardVerifiableCertificate certificate() {
  auto parsed = parse_card_verifiable_certificate(certificate_file());
  REQUIRE(parsed);
  return std::move(*parsed);
}

Bytes face_of(const std::vector<Bytes>& fields) { return with_offsets(0xFF20, 0xDF21, fields); }

TEST_CASE("reads_what_the_face_shows") {
  const auto face = parse_face(face_file());
  REQUIRE(face);
  CHECK(face->birth_date.reveal_text() == "19800217");
  CHECK(face->sex.reveal_text() == "1");
  CHECK(face->name_image.reveal().size() == 150);
  CHECK(face->address_image.reveal().size() == 200);
  CHECK(face->photo.reveal().size() == 700);
  CHECK(face->expiry.value.reveal_text() == "20350217");
  CHECK(face->security_code_image.value.reveal().size() == 60);
}

TEST_CASE("verifies_three_digests_in_one_DigestInfo") {
  const auto face = parse_face(face_file());
  REQUIRE(face);
  CHECK(verify_face(*face, certificate()));
  const std::vector issuers{issuer(IssuerPurpose::face)};
  CHECK(verify_card_issuer(certificate(), IssuerPurpose::face, issuers));
}

TEST_CASE("notices_a_change_of_every_signed_field_and_of_none_that_is_not_signed") {
  for (std::size_t field = 0; field < 9; ++field) {
    CAPTURE(field);
    auto fields = face_fields();
    auto& changed = fields[field];
    changed.back() ^= field == 2 ? 2 : 1;  // a modulus stays odd
    const auto face = parse_face(face_of(fields));
    REQUIRE(face);
    const bool is_signed = field <= 6;
    CHECK(verify_face(*face, certificate()).has_value() == !is_signed);
  }
}

TEST_CASE("takes_no_digest_of_the_three_digests_and_no_single_one") {
  const auto genuine = parse_face(face_file());
  REQUIRE(genuine);
  auto fields = face_fields();
  fields[6] = tlv(0xDF28, crypto::sign(card_key(), "SHA256", genuine->digests));
  check_failure(verify_face(*parse_face(face_of(fields)), certificate()), {FailureCode::signature_invalid});
  fields[6] = tlv(0xDF28, crypto::sign_digest_info(card_key(), genuine->digests));
  check_failure(verify_face(*parse_face(face_of(fields)), certificate()), {FailureCode::signature_invalid});
}

TEST_CASE("takes_no_signature_of_another_key") {
  auto fields = face_fields();
  Bytes info{0x30, 0x71, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
             0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x60};
  base::append(info, parse_face(face_file())->digests);
  fields[6] = tlv(0xDF28, crypto::sign_digest_info(presence_key(), info));
  check_failure(verify_face(*parse_face(face_of(fields)), certificate()), {FailureCode::signature_invalid});
}

TEST_CASE("moves_no_octet_from_one_signed_picture_to_the_next") {
  auto fields = face_fields();
  fields[3] = tlv(0xDF25, Bytes(149, 0x11));
  Bytes longer{0x11};
  base::append(longer, Bytes(200, 0x22));
  fields[4] = tlv(0xDF26, longer);
  const auto face = parse_face(face_of(fields));
  REQUIRE(face);
  check_failure(verify_face(*face, certificate()), {FailureCode::signature_invalid});
}

TEST_CASE("refuses_faces_of_another_shape") {
  const auto whole = face_file();
  for (std::size_t size = 0; size < whole.size(); size += 41)
    CHECK_FALSE(parse_face(ByteView(whole).first(size)));
  auto trailing = whole;
  base::append(trailing, tlv(0xDF2B, "x"));
  CHECK_FALSE(parse_face(trailing));
  auto fields = face_fields();
  fields.push_back(tlv(0xDF2B, "x"));
  CHECK_FALSE(parse_face(face_of(fields)));
  for (std::size_t left_out = 0; left_out < 9; ++left_out) {
    fields = face_fields();
    fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(left_out));
    CHECK_FALSE(parse_face(face_of(fields)));
  }
  for (std::size_t at = 0; at < 18; ++at) {  // the table of places
    auto file = whole;
    file[8 + at] ^= 1;
    check_failure(parse_face(file), {FailureCode::card_file_malformed, 5});
  }
}

TEST_CASE("refuses_values_that_no_face_has") {
  const auto with = [](std::size_t field, Bytes value) {
    auto fields = face_fields();
    fields[field] = std::move(value);
    return parse_face(face_of(fields));
  };
  CHECK_FALSE(with(0, tlv(0xDF22, "1980021")));
  CHECK_FALSE(with(1, tlv(0xDF23, "x")));
  CHECK_FALSE(with(2, tlv(0xDF24, Bytes(265, 1))));
  CHECK_FALSE(with(6, tlv(0xDF28, Bytes(255, 1))));
  CHECK_FALSE(with(7, tlv(0xDF29, "2035-2-7")));
}

TEST_CASE("verifies_the_age_record") {
  const auto record = parse_age_record(age_record_file());
  REQUIRE(record);
  CHECK(record->birth_date.reveal_text() == "19800217");
  CHECK(verify_age_record(*record, certificate()));
  for (const std::size_t at : {std::size_t{8}, std::size_t{100}, std::size_t{546}}) {
    auto file = age_record_file();
    REQUIRE(file.size() == 547);
    file[at] ^= 1;
    const auto changed = parse_age_record(file);
    REQUIRE(changed);
    check_failure(verify_age_record(*changed, certificate()), {FailureCode::signature_invalid});
  }
  auto longer = age_record_file();
  longer.push_back(0);
  CHECK_FALSE(parse_age_record(longer));
}

TEST_CASE("binds_the_presence_key_to_the_face_it_was_signed_with") {
  const auto face = parse_face(face_file());
  REQUIRE(face);
  const Bytes challenge{7};
  const auto digest = crypto::sha256(challenge);
  CHECK(verify_presence(face->presence_key, digest, crypto::sign(presence_key(), "SHA256", challenge)));
  CHECK_FALSE(verify_presence(face->presence_key, digest, crypto::sign(card_key(), "SHA256", challenge)));
}

}  // namespace
}  // namespace kazashi::card
