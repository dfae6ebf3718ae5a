#include "card/residence_files.h"

#include "records.h"
#include "support.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;
using base::Failure;
using base::FailureCode;
using enum ResidenceGeneration;
using enum ResidenceKind;

const ResidenceFile& file_of(ResidenceType type, std::uint8_t directory, std::uint8_t p1) {
  for (const auto& file : residence_files(type)) {
    if (file.directory == directory && file.p1 == p1) return file;
  }
  FAIL("no such file");
  return residence_files(type)[0];
}

ResidenceReading reading(ResidenceType type, const std::vector<std::pair<der::TlvTag, Bytes>>& fields) {
  ResidenceReading made{.type = type, .fields = {}};
  for (const auto& [tag, value] : fields) made.fields.push_back({tag, Personal(value)});
  return made;
}

crypto::PublicKey key_of(const crypto::TestKey& key) {
  return std::move(*crypto::PublicKey::from_spki(key.spki));
}

const ResidenceType kFirst{first, residence_card};
const ResidenceType kSecond{second, residence_card};
const ResidenceType kSecondSpecial{second, special_permanent_resident};

using Fields = std::vector<std::pair<der::TlvTag, Bytes>>;

Fields first_fields() {
  const Bytes front(7000, 1);
  const Bytes photo(3000, 2);
  return {{0xD0, front},
          {0xD1, photo},
          {0xDA, crypto::sign(crypto::rsa_test_key(), "SHA256", together({front, photo}))}};
}

Bytes text(std::size_t size, std::uint8_t octet) { return Bytes(size, octet); }

Fields second_fields(bool special) {
  Fields fields{{0xC5, text(8, '1')}, {0xC6, text(8, '2')},  {0xC7, text(1, '1')},
                {0xC8, text(3, 'X')}, {0xC9, text(10, '3')}, {0xCE, text(4, '0')}};
  if (!special) {
    for (const auto& [tag, size] :
         std::vector<std::pair<der::TlvTag, std::size_t>>{{0xCA, 2}, {0xCB, 8}, {0xCC, 1}, {0xCD, 8}}) {
      fields.emplace_back(tag, text(size, '7'));
    }
  }
  Bytes message;
  for (const auto& [tag, value] : fields) base::append(message, value);
  message.resize(53);
  const Bytes name(2500, 4);
  const Bytes photo(3000, 5);
  base::append(message, together({photo, name}));
  fields.emplace_back(0xD0, name);
  fields.emplace_back(0xD1, photo);
  fields.emplace_back(0xDC, crypto::sign_p1363(crypto::p384_test_key(), "SHA256", 48, message));
  return fields;
}

Bytes& value_of(Fields& fields, der::TlvTag tag) {
  for (auto& [one, value] : fields) {
    if (one == tag) return value;
  }
  FAIL("no such field");
  return fields[0].second;
}

TEST_CASE("lists_files_whose_fields_fill_their_published_capacity") {
  for (const ResidenceType type :
       {kFirst, ResidenceType{first, special_permanent_resident}, kSecond, kSecondSpecial}) {
    for (const auto& file : residence_files(type)) {
      CAPTURE(static_cast<int>(file.directory), static_cast<int>(file.p1));
      std::size_t size = 0;
      for (const auto& rule : file.fields) size += tlv(rule.tag, Bytes(rule.limit)).size();
      // the remarks' length is written in three octets where two would do
      const bool note = file.fields.back().tag == 0xDE;
      CHECK(size + (note ? 1 : 0) == file.capacity);
      CHECK(file.is_protected == (file.directory == 1));
    }
  }
}

TEST_CASE("tells_generation_and_kind_from_the_type") {
  CHECK(parse_residence_type(octets("c10131")).value() == kFirst);
  CHECK(parse_residence_type(octets("c10132")).value() == ResidenceType{first, special_permanent_resident});
  CHECK(parse_residence_type(octets("c1023035")).value() == kSecond);
  CHECK(parse_residence_type(octets("c1023036")).value() == kSecondSpecial);
  CHECK(parse_residence_type(octets("c101310000")).value() == kFirst);
  CHECK(parse_residence_type(octets("c1023037")).error().code == FailureCode::card_kind_unsupported);
  CHECK(parse_residence_type(octets("c1020005")).error().code == FailureCode::card_file_malformed);
  CHECK(parse_residence_type(octets("c10131c10132")).error().code == FailureCode::card_file_malformed);
}

TEST_CASE("reads_fields_in_their_order_with_filler_after_them_and_nothing_else") {
  const auto& address = file_of(kFirst, 2, 0x81);
  const auto whole = together({tlv(0xD2, "20240401"), tlv(0xD3, "131221"), tlv(0xD4, "x")});
  CHECK(parse_residence_file(address, whole)->size() == 3);
  CHECK(parse_residence_file(address, together({whole, Bytes(10, 0x00)})));
  CHECK(parse_residence_file(address, together({whole, Bytes(10, 0xFF)})));
  CHECK_FALSE(parse_residence_file(address, together({whole, Bytes{0, 0, 1}})));
  CHECK_FALSE(parse_residence_file(address, together({whole, whole})));
  CHECK_FALSE(
      parse_residence_file(address, together({tlv(0xD3, "131221"), tlv(0xD2, "20240401"), tlv(0xD4, "x")})));
  CHECK_FALSE(parse_residence_file(address, together({tlv(0xD2, "20240401"), tlv(0xD3, "131221")})));
  CHECK_FALSE(parse_residence_file(address, {}));
  check_failure(
      parse_residence_file(address, together({tlv(0xD2, "202404011"), tlv(0xD3, "131221"), tlv(0xD4, "x")})),
      {FailureCode::card_file_malformed, 0});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(parse_residence_file(address, ByteView(whole).first(size)));
  }
}

TEST_CASE("verifies_the_signature_over_both_pictures_of_the_first_generation") {
  const auto key = key_of(crypto::rsa_test_key());
  CHECK(verify_residence_signature(reading(kFirst, first_fields()), key));
  for (const der::TlvTag tag : std::vector<der::TlvTag>{0xD0, 0xD1, 0xDA}) {
    auto fields = first_fields();
    value_of(fields, tag).back() ^= 1;
    check_failure(verify_residence_signature(reading(kFirst, fields), key), {FailureCode::signature_invalid});
  }
  check_failure(
      verify_residence_signature(reading(kFirst, first_fields()), key_of(crypto::other_rsa_test_key())),
      {FailureCode::signature_invalid});
  check_failure(verify_residence_signature(reading(kFirst, first_fields()), key_of(crypto::p384_test_key())),
                {FailureCode::signature_algorithm_refused});
}

TEST_CASE("leaves_a_signature_unchecked_whose_border_between_pictures_could_move") {
  const auto key = key_of(crypto::rsa_test_key());
  auto fields = first_fields();
  auto& front = value_of(fields, 0xD0);
  auto& photo = value_of(fields, 0xD1);
  photo.insert(photo.begin(), front.back());
  front.pop_back();
  check_failure(verify_residence_signature(reading(kFirst, fields), key), {FailureCode::prerequisite_failed});
  for (const std::size_t without : {0U, 1U, 2U}) {
    fields = first_fields();
    fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(without));
    check_failure(verify_residence_signature(reading(kFirst, fields), key),
                  {FailureCode::prerequisite_failed});
  }
}

TEST_CASE("verifies_entries_photograph_and_name_of_the_second_generation") {
  const auto key = key_of(crypto::p384_test_key());
  for (const bool special : {false, true}) {
    const auto type = special ? kSecondSpecial : kSecond;
    CHECK(verify_residence_signature(reading(type, second_fields(special)), key));
    for (const auto& [tag, value] : second_fields(special)) {
      CAPTURE(tag);
      auto fields = second_fields(special);
      value_of(fields, tag).back() ^= 1;
      check_failure(verify_residence_signature(reading(type, fields), key), {FailureCode::signature_invalid});
    }
  }
}

TEST_CASE("takes_the_signature_of_the_second_generation_in_DER_too") {
  const auto key = key_of(crypto::p384_test_key());
  auto fields = second_fields(false);
  Bytes message;
  for (std::size_t i = 0; i < 10; ++i) base::append(message, fields[i].second);
  base::append(message, together({value_of(fields, 0xD1), value_of(fields, 0xD0)}));
  auto& signature = value_of(fields, 0xDC);
  signature = crypto::sign(crypto::p384_test_key(), "SHA256", message);
  CHECK(verify_residence_signature(reading(kSecond, fields), key));
  signature.push_back(0);
  CHECK(verify_residence_signature(reading(kSecond, fields), key));
  signature.push_back(1);
  CHECK_FALSE(verify_residence_signature(reading(kSecond, fields), key));
}

TEST_CASE("takes_texts_without_the_zeros_that_fill_them_up") {
  const auto trimmed = [](std::string_view octets_of) {
    return residence_text(Personal(base::as_bytes(octets_of)));
  };
  using namespace std::string_view_literals;
  CHECK(trimmed("東京都\0\0\0"sv)->reveal_text() == "東京都");
  CHECK(trimmed("\0\0"sv)->empty());
  CHECK(trimmed(""sv)->empty());
  CHECK_FALSE(trimmed("\xE6\x9D\0"sv));
}

TEST_CASE("takes_the_certificate_out_of_its_field") {
  const auto certificate = together({octets("3003020101"), Bytes(20, 0)});
  CHECK(base::to_hex(*residence_certificate(reading(kFirst, {{0xDB, certificate}}))) == "3003020101");
  CHECK(base::to_hex(*residence_certificate(reading(kSecond, {{0xDD, certificate}}))) == "3003020101");
  check_failure(residence_certificate(reading(kSecond, {{0xDB, certificate}})),
                {FailureCode::prerequisite_failed});
  check_failure(residence_certificate(reading(kFirst, {{0xDB, octets("300302010100aa")}})),
                {FailureCode::card_file_malformed, 5});
  check_failure(residence_certificate(reading(kFirst, {{0xDB, octets("3005020101")}})),
                {FailureCode::card_file_malformed, 5});
}

}  // namespace
}  // namespace kazashi::card
