#include "card/attributes_data.h"

#include "card/individual_number.h"
#include "card/presence.h"
#include "records.h"
#include "support.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;
using base::Failure;
using base::FailureCode;

Failure malformed(std::uint32_t at) { return {FailureCode::card_file_malformed, at}; }

CardVerifiableCertificate certificate() {
  auto parsed = parse_card_verifiable_certificate(certificate_file());
  REQUIRE(parsed);
  return std::move(*parsed);
}

AttributeHashes hashes() {
  auto parsed = parse_attribute_hashes(hashes_file());
  REQUIRE(parsed);
  return std::move(*parsed);
}

// The octets are those of a public sample; its holder does not exist.
TEST_CASE("reads_the_four_attributes_of_the_public_sample") {
  const auto attributes = parse_attributes(sample_attributes());
  REQUIRE(attributes);
  CHECK(attributes->name.reveal_text() == "黒桐　幹也");
  CHECK(attributes->address.reveal_text() == "東京都清瀬市観布子南１２－７－２０２");
  CHECK(attributes->birth_date.reveal_text() == "19800217");
  CHECK(attributes->sex.reveal_text() == "1");
}

TEST_CASE("hashes_the_sample_as_its_signature_does") {
  const auto attributes = parse_attributes(sample_attributes());
  REQUIRE(attributes);
  CHECK(base::to_hex(attributes->digest) ==
        "b9e0d09427b23b1d4beda2848512b4103752dc2667e51f9712872d65f472cb3b");
  CHECK(base::to_hex(crypto::sha256(sample_number())) ==
        "6d5a4c1ef9ab15bf506862d7e66b9c0f179ca065bc936c8e634e9e57449ca9cd");
  CHECK(check_attributes_hash(*attributes, hashes()));
  CHECK(check_individual_number_hash(sample_number(), hashes()));
}

TEST_CASE("verifies_attributes_from_the_issuer_down") {
  const auto attributes = parse_attributes(sample_attributes());
  REQUIRE(attributes);
  const auto vouching = certificate();
  const std::vector issuers{issuer(IssuerPurpose::attributes)};
  const auto found = verify_card_issuer(vouching, IssuerPurpose::attributes, issuers);
  REQUIRE(found);
  CHECK((*found)->source == "generated-for-tests");
  CHECK(verify_attribute_hashes(hashes(), vouching));
  CHECK(check_attributes_hash(*attributes, hashes()));
}

TEST_CASE("keeps_an_issuer_that_is_not_configured_apart_from_a_signature_that_is_wrong") {
  const auto vouching = certificate();
  check_failure(verify_card_issuer(vouching, IssuerPurpose::attributes, {}),
                {FailureCode::card_issuer_not_configured});
  std::vector issuers{issuer(IssuerPurpose::face)};
  check_failure(verify_card_issuer(vouching, IssuerPurpose::attributes, issuers),
                {FailureCode::path_anchor_wrong_purpose});
  issuers = {issuer(IssuerPurpose::attributes)};
  issuers[0].id[15] ^= 1;  // every octet of the id counts
  check_failure(verify_card_issuer(vouching, IssuerPurpose::attributes, issuers),
                {FailureCode::card_issuer_not_configured});
  issuers = {issuer(IssuerPurpose::attributes)};
  issuers[0].modulus = modulus_of(card_key());  // a certificate that vouches for itself
  check_failure(verify_card_issuer(vouching, IssuerPurpose::attributes, issuers),
                {FailureCode::signature_invalid});
  issuers[0].modulus.pop_back();
  check_failure(verify_card_issuer(vouching, IssuerPurpose::attributes, issuers),
                {FailureCode::key_malformed});
}

TEST_CASE("finds_the_issuer_of_the_right_purpose_behind_one_of_the_wrong") {
  const std::vector issuers{issuer(IssuerPurpose::face), issuer(IssuerPurpose::attributes)};
  CHECK(verify_card_issuer(certificate(), IssuerPurpose::attributes, issuers));
}

TEST_CASE("takes_no_signature_over_a_changed_certificate") {
  const std::vector issuers{issuer(IssuerPurpose::attributes)};
  for (const std::size_t at : {std::size_t{26}, std::size_t{300}, std::size_t{567}}) {
    auto file = certificate_file();
    file[at] ^= 2;
    const auto parsed = parse_card_verifiable_certificate(file);
    REQUIRE(parsed);
    check_failure(verify_card_issuer(*parsed, IssuerPurpose::attributes, issuers),
                  {FailureCode::signature_invalid});
  }
}

TEST_CASE("refuses_certificates_of_any_other_shape") {
  const auto whole = certificate_file();
  REQUIRE(whole.size() == kCardCertificateSize);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    CHECK_FALSE(parse_card_verifiable_certificate(ByteView(whole).first(size)));
  }
  auto longer = whole;
  longer.push_back(0);
  check_failure(parse_card_verifiable_certificate(longer), malformed(568));
  // tags, lengths and the exponent
  for (const unsigned at : {0U, 2U, 5U, 7U, 42U, 44U, 48U, 307U, 309U}) {
    CAPTURE(at);
    auto file = whole;
    file[at] ^= 1;
    const auto parsed = parse_card_verifiable_certificate(file);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == FailureCode::card_file_malformed);
  }
  auto even = whole;
  even[306] &= 0xFE;  // the modulus' last octet
  check_failure(parse_card_verifiable_certificate(even), malformed(51));
}

TEST_CASE("refuses_offsets_that_are_not_where_the_attributes_are") {
  for (std::size_t at = 6; at < 14; ++at) {
    CAPTURE(at);
    auto file = sample_attributes();
    file[at] ^= 1;
    check_failure(parse_attributes(file), malformed(3));
  }
}

TEST_CASE("refuses_attributes_hidden_before_behind_or_between_the_four") {
  const std::vector<Bytes> four{tlv(0xDF22, "a"), tlv(0xDF23, "b"), tlv(0xDF24, "19800217"),
                                tlv(0xDF25, "1")};
  CHECK(parse_attributes(with_offsets(0xFF20, 0xDF21, four)));
  auto five = four;
  five.push_back(tlv(0xDF26, "c"));
  CHECK_FALSE(parse_attributes(with_offsets(0xFF20, 0xDF21, five)));
  auto twice = four;
  twice.insert(twice.begin(),
               {tlv(0xDF22, "x"), tlv(0xDF23, "y"), tlv(0xDF24, "19990101"), tlv(0xDF25, "2")});
  CHECK_FALSE(parse_attributes(with_offsets(0xFF20, 0xDF21, twice)));
  const std::vector<Bytes> swapped{four[1], four[0], four[2], four[3]};
  CHECK_FALSE(parse_attributes(with_offsets(0xFF20, 0xDF21, swapped)));
  const std::vector<Bytes> three{four[0], four[1], four[2]};
  CHECK_FALSE(parse_attributes(with_offsets(0xFF20, 0xDF21, three)));
  auto behind = sample_attributes();
  base::append(behind, tlv(0xDF26, "c"));
  check_failure(parse_attributes(behind), malformed(104));
}

TEST_CASE("refuses_values_that_are_none") {
  const auto file = [](std::string_view name, std::string_view birth, std::string_view sex) {
    return with_offsets(0xFF20, 0xDF21,
                        {tlv(0xDF22, name), tlv(0xDF23, "b"), tlv(0xDF24, birth), tlv(0xDF25, sex)});
  };
  CHECK(parse_attributes(file("a", "19800217", "9")));
  CHECK_FALSE(parse_attributes(file("\xE9\xBB", "19800217", "1")));
  CHECK_FALSE(parse_attributes(file("a", "1980021", "1")));
  CHECK_FALSE(parse_attributes(file("a", "1980-217", "1")));
  CHECK_FALSE(parse_attributes(file("a", "19800217", "")));
  CHECK_FALSE(parse_attributes(file("a", "19800217", "x")));
  CHECK_FALSE(parse_attributes(file("a", "19800217", "11")));
}

TEST_CASE("tells_changed_attributes_from_a_changed_signature") {
  for (std::size_t at = 17; at < 104; ++at) {
    auto file = sample_attributes();
    file[at] ^= 1;
    const auto attributes = parse_attributes(file);
    if (!attributes) continue;  // no longer a record at all
    check_failure(check_attributes_hash(*attributes, hashes()), {FailureCode::card_data_altered});
  }
  for (const std::size_t at : {std::size_t{8}, std::size_t{43}, std::size_t{80}, std::size_t{335}}) {
    auto file = hashes_file();
    file[at] ^= 1;
    const auto parsed = parse_attribute_hashes(file);
    REQUIRE(parsed);
    check_failure(verify_attribute_hashes(*parsed, certificate()), {FailureCode::signature_invalid});
  }
}

TEST_CASE("refuses_hashes_that_are_not_exactly_their_octets") {
  const auto whole = hashes_file();
  REQUIRE(whole.size() == kAttributeHashesSize);
  for (std::size_t size = 0; size < whole.size(); size += 5) {
    CHECK_FALSE(parse_attribute_hashes(ByteView(whole).first(size)));
  }
  const auto h = Bytes(32, 1);
  const auto s = Bytes(256, 2);
  const auto file = [](std::initializer_list<Bytes> parts) { return tlv(0xFF30, together(parts)); };
  CHECK(parse_attribute_hashes(file({tlv(0xDF31, h), tlv(0xDF32, h), tlv(0xDF33, s)})));
  CHECK_FALSE(parse_attribute_hashes(file({tlv(0xDF32, h), tlv(0xDF31, h), tlv(0xDF33, s)})));
  CHECK_FALSE(parse_attribute_hashes(file({tlv(0xDF31, h), tlv(0xDF32, h), tlv(0xDF33, s), tlv(0xDF34, h)})));
  CHECK_FALSE(parse_attribute_hashes(file({tlv(0xDF31, Bytes(31)), tlv(0xDF32, Bytes(33)), tlv(0xDF33, s)})));
  CHECK_FALSE(parse_attribute_hashes(file({tlv(0xDF31, h), tlv(0xDF32, h), tlv(0xDF33, Bytes(128))})));
  // the same objects under a length that is written longer than it needs
  auto padded = together({base::from_hex("ff3082014cdf318120").value(), h});
  base::append(padded, together({tlv(0xDF32, h), tlv(0xDF33, s)}));
  check_failure(parse_attribute_hashes(padded), malformed(0));
}

TEST_CASE("reads_the_individual_number_and_nothing_that_only_looks_like_one") {
  const auto number = parse_individual_number(sample_number());
  REQUIRE(number);
  CHECK(number->reveal_text() == "537686677188");
  for (std::size_t at = 0; at < 17; ++at) {
    auto file = sample_number();
    file[at] ^= 1;
    CHECK_FALSE(parse_individual_number(file));
  }
  CHECK_FALSE(parse_individual_number(ByteView(sample_number()).first(15)));
  auto other = sample_number();
  other[16] = 0;
  check_failure(check_individual_number_hash(other, hashes()), {FailureCode::card_data_altered});
}

TEST_CASE("believes_a_presence_key_only_from_the_certificates_key") {
  const auto key = parse_presence_key(presence_key_file());
  REQUIRE(key);
  CHECK(verify_presence_key(*key, certificate()));
  auto file = presence_key_file();
  file[200] ^= 1;
  const auto changed = parse_presence_key(file);
  REQUIRE(changed);
  check_failure(verify_presence_key(*changed, certificate()), {FailureCode::signature_invalid});
  file.push_back(0);
  CHECK_FALSE(parse_presence_key(file));
}

TEST_CASE("tells_the_card_from_a_copy_by_its_answer_to_a_challenge") {
  const Bytes challenge{1, 2, 3};
  const auto digest = crypto::sha256(challenge);
  const auto key = parse_presence_key(presence_key_file());
  REQUIRE(key);
  CHECK(verify_presence(key->key, digest, crypto::sign(presence_key(), "SHA256", challenge)));
  check_failure(verify_presence(key->key, digest, crypto::sign(card_key(), "SHA256", challenge)),
                {FailureCode::signature_invalid});
  check_failure(
      verify_presence(key->key, crypto::sha256({}), crypto::sign(presence_key(), "SHA256", challenge)),
      {FailureCode::signature_invalid});
}

}  // namespace
}  // namespace kazashi::card
