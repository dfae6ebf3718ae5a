#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "simulator/base64.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;
using nlohmann::json;

namespace {

constexpr std::string_view kSelectText = "00A4040C0A D3921000310001010408";
constexpr std::string_view kSelectVisual = "00A4040C0A D3921000310001010402";
constexpr std::string_view kPin = "0020009104 31323334";
constexpr std::string_view kPresence = "802A000033";

struct FaceAtHand : CardAtHand {
  explicit FaceAtHand(std::string_view application, std::string_view id = "adult") : CardAtHand(id) {
    ask(application);
  }

  Bytes verify(std::uint8_t file, const std::string& value) {
    Bytes command{0x00, 0x20, 0x00, low_byte(0x80u | file), low_byte(value.size())};
    append(command, Bytes(value.begin(), value.end()));
    return card->transmit(command);
  }
  Bytes verify_a(std::uint8_t file) { return verify(file, person.face->check_number_a); }
  Bytes verify_b(std::uint8_t file) { return verify(file, person.face->check_number_b); }
  // The status word of reading one byte of the file.
  Bytes reading(std::uint8_t file) {
    const Bytes answer = card->transmit(Bytes{0x00, 0xB0, low_byte(0x80u | file), 0x00, 0x01});
    return {answer.end() - 2, answer.end()};
  }
  Bytes whole(std::uint8_t file) {
    Bytes answer = card->transmit(Bytes{0x00, 0xB0, low_byte(0x80u | file), 0x00, 0x00, 0x00, 0x00});
    answer.resize(answer.size() - 2);
    return answer;
  }
};

const Bytes kDone = hex("9000"), kClosed = hex("6982");

// What stands under the signature, by OpenSSL: the DigestInfo, or nothing.
Bytes recovered(View modulus, View signature) {
  const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> build(OSSL_PARAM_BLD_new(),
                                                                              OSSL_PARAM_BLD_free);
  BIGNUM* n = BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr);
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n);
  OSSL_PARAM_BLD_push_ulong(build.get(), OSSL_PKEY_PARAM_RSA_E, 65537);
  OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(build.get());
  EVP_PKEY* key = nullptr;
  EVP_PKEY_CTX* making = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
  EVP_PKEY_fromdata_init(making);
  EVP_PKEY_fromdata(making, &key, EVP_PKEY_PUBLIC_KEY, parameters);
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key, nullptr);
  Bytes out(256);
  std::size_t length = out.size();
  const bool done =
      EVP_PKEY_verify_recover_init(context) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
      EVP_PKEY_verify_recover(context, out.data(), &length, signature.data(), signature.size()) == 1;
  out.resize(done ? length : 0);
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_CTX_free(making);
  EVP_PKEY_free(key);
  OSSL_PARAM_free(parameters);
  BN_free(n);
  return out;
}

Bytes sha256(View data) {
  Bytes out(32);
  EVP_Digest(data.data(), data.size(), out.data(), nullptr, EVP_sha256(), nullptr);
  return out;
}

Bytes digest_info(View message) { return hex("3031300D060960864801650304020105000420") + sha256(message); }

View slice(View from, std::size_t offset, std::size_t size) { return from.subspan(offset, size); }

std::size_t offset_at(View file, std::size_t at) { return big_endian16(file[at], file[at + 1]); }

Bytes issuer_modulus(const std::string& key_id) {
  static const json parsed = json::parse(test_pki_text(), nullptr, false);
  for (const json& issuer : parsed["cardIssuers"]) {
    if (issuer["keyId"] == key_id) {
      return *from_base64(issuer["modulus"].get<std::string>());
    }
  }
  return {};
}

// The municipality's modulus, if its certificate is the issuer's.
Bytes municipality(const Bytes& certificate) {
  if (certificate.size() != 568) {
    return {};
  }
  const View body = slice(certificate, 10, 297);
  const Bytes issuer = issuer_modulus(to_hex(slice(body, 0, 16)));
  if (issuer.empty() || recovered(issuer, View(certificate).last(256)) != digest_info(body)) {
    return {};
  }
  return copy(body.last(256));
}

}  // namespace

TEST_CASE("the_number_opens_by_pin_or_a_and_the_attributes_by_pin_or_b") {
  FaceAtHand by_pin(kSelectText), by_a(kSelectText), by_b(kSelectText), closed(kSelectText);
  CHECK(by_pin.ask(kPin) == kDone);
  CHECK(by_a.verify_a(0x14) == kDone);
  CHECK(by_b.verify_b(0x15) == kDone);
  CHECK(by_pin.reading(1) == kDone);
  CHECK(by_a.reading(1) == kDone);
  CHECK(by_b.reading(1) == kClosed);
  CHECK(by_pin.reading(2) == kDone);
  CHECK(by_a.reading(2) == kClosed);
  CHECK(by_b.reading(2) == kDone);
  for (const std::uint8_t any : Bytes{3, 6, 7}) {
    CAPTURE(any);
    CHECK(by_pin.reading(any) == kDone);
    CHECK(by_a.reading(any) == kDone);
    CHECK(by_b.reading(any) == kDone);
    CHECK(closed.reading(any) == kClosed);
  }
  CHECK(closed.reading(1) == kClosed);
  CHECK(closed.reading(2) == kClosed);
  CHECK(closed.reading(4) == kDone);
  CHECK(closed.reading(5) == kDone);
}

TEST_CASE("the_text_pins_count_apart_and_the_second_reference_is_blocked") {
  FaceAtHand at_hand(kSelectText);
  CHECK(at_hand.ask("00200091") == hex("63C3"));
  CHECK(at_hand.ask("00200092") == hex("63C0"));
  CHECK(at_hand.ask("0020009204 31323334") == hex("6984"));
  CHECK(at_hand.ask("0020009104 39393939") == hex("63C2"));
  CHECK(at_hand.verify(0x15, "00000000000000") == hex("63C9"));
  CHECK(at_hand.card->pin("attributes").tries_left == 2);
  CHECK(at_hand.card->pin("textNumberA").tries_left == 10);
  CHECK(at_hand.card->pin("textNumberB").tries_left == 9);
  CHECK(at_hand.card->auth_pin().tries_left == 3);
  FaceAtHand blocked(kSelectText, "blocked-pin");
  CHECK(blocked.ask(kPin) == hex("6984"));
}

TEST_CASE("an_application_left_forgets_what_was_verified_in_it") {
  FaceAtHand at_hand(kSelectText);
  at_hand.ask(kPin);
  at_hand.ask(kSelectVisual);
  at_hand.ask(kSelectText);
  CHECK(at_hand.reading(2) == kClosed);
}

TEST_CASE("the_four_attributes_lie_where_the_table_says_and_the_hashes_are_signed") {
  FaceAtHand at_hand(kSelectText);
  at_hand.ask(kPin);
  const Bytes number = at_hand.whole(1), attributes = at_hand.whole(2), hashes = at_hand.whole(3);
  CHECK(number.size() == 17);
  CHECK(View(number).subspan(3, 12)[0] == '1');
  CHECK(attributes[0] == 0xFF);
  CHECK(attributes[2] == attributes.size() - 3);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(slice(attributes, offset_at(attributes, 6 + 2 * i), 2)[1] == 0x22 + i);
  }
  REQUIRE(hashes.size() == 336);
  CHECK(copy(slice(hashes, 8, 32)) == sha256(number));
  CHECK(copy(slice(hashes, 43, 32)) == sha256(View(attributes).subspan(offset_at(attributes, 6))));
  CHECK(recovered(municipality(at_hand.whole(4)), View(hashes).last(256)) ==
        digest_info(slice(hashes, 5, 70)));
}

TEST_CASE("the_chip_shows_its_presence_without_a_pin_by_the_key_the_municipality_signed") {
  const Bytes info = digest_info(hex("00010203"));
  FaceAtHand at_hand(kSelectText);
  Bytes command = hex(kPresence) + info;
  command.push_back(0x00);
  Bytes proof = at_hand.card->transmit(command);
  REQUIRE(proof.size() == 258);
  proof.resize(256);
  at_hand.ask(kPin);
  const Bytes signed_key = at_hand.whole(7);
  const View object = slice(signed_key, 5, 270);  // tag, length, 265 bytes
  CHECK(recovered(municipality(at_hand.whole(4)), View(signed_key).last(256)) == digest_info(object));
  CHECK(recovered(object.last(256), proof) == info);

  FaceAtHand face(kSelectVisual);
  Bytes shown = face.card->transmit(command);
  REQUIRE(shown.size() == 258);
  shown.resize(256);
  face.verify_b(0x12);
  const Bytes file = face.whole(2);
  const std::size_t end_of_key = offset_at(file, 8 + 6);
  CHECK(recovered(slice(file, end_of_key - 256, 256), shown) == info);
}

TEST_CASE("a_copied_card_has_no_key_or_another_s") {
  const Bytes info = digest_info(hex("00010203"));
  Bytes command = hex(kPresence) + info;
  command.push_back(0x00);
  FaceAtHand silent(kSelectText, "copied-card-silent");
  CHECK(silent.card->transmit(command) == hex("6A88"));
  FaceAtHand copied(kSelectText, "copied-card");
  Bytes proof = copied.card->transmit(command);
  REQUIRE(proof.size() == 258);
  proof.resize(256);
  copied.ask(kPin);
  const Bytes signed_key = copied.whole(7);
  CHECK(recovered(slice(signed_key, 5 + 14, 256), proof).empty());
  CHECK_FALSE(municipality(copied.whole(4)).empty());
}

TEST_CASE("the_jpki_application_knows_no_presence_signature") {
  JpkiAtHand at_hand;
  CHECK(at_hand.ask("802A000033" + std::string(kSha256OfHello) + "00") == hex("6A86"));
}

TEST_CASE("the_face_opens_by_a_or_b_the_number_image_by_a_and_the_age_record_by_the_birth_key") {
  FaceAtHand by_birth(kSelectVisual), by_a(kSelectVisual), by_b(kSelectVisual), closed(kSelectVisual);
  CHECK(by_birth.verify(0x11, by_birth.person.face->birth_key) == kDone);
  CHECK(by_a.verify_a(0x13) == kDone);
  CHECK(by_b.verify_b(0x12) == kDone);
  CHECK(by_birth.reading(1) == kDone);
  CHECK(by_a.reading(1) == kClosed);
  CHECK(by_b.reading(1) == kClosed);
  CHECK(by_birth.reading(2) == kClosed);
  CHECK(by_a.reading(2) == kDone);
  CHECK(by_b.reading(2) == kDone);
  CHECK(by_birth.reading(5) == kClosed);
  CHECK(by_a.reading(5) == kDone);
  CHECK(by_b.reading(5) == kClosed);
  CHECK(closed.reading(3) == kDone);
  CHECK(closed.reading(4) == kDone);
}

TEST_CASE("the_face_is_signed_as_one_block_of_three_digests") {
  FaceAtHand at_hand(kSelectVisual);
  at_hand.verify_b(0x12);
  const Bytes file = at_hand.whole(2);
  const auto offset = [&](std::size_t i) { return offset_at(file, 8 + 2 * i); };
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(slice(file, offset(i), 2)[1] == 0x22 + i);
  }
  const auto digest = [&](std::size_t from, std::size_t to) {
    return sha256(slice(file, offset(from), offset(to) - offset(from)));
  };
  const Bytes expected =
      hex("3071300D060960864801650304020105000460") + digest(0, 3) + digest(3, 5) + digest(5, 6);
  CHECK(recovered(municipality(at_hand.whole(4)), slice(file, offset(7) - 256, 256)) == expected);
  // A picture in each: PNG and JPEG 2000 tell themselves by their first bytes.
  CHECK(copy(slice(file, offset(3) + 5, 4)) == hex("89504E47"));
  CHECK(copy(slice(file, offset(5) + 5, 12)) == hex("0000000C6A5020200D0A870A"));
}

TEST_CASE("age_record_and_number_image_are_signed_with_the_chip_s_key") {
  FaceAtHand at_hand(kSelectVisual);
  at_hand.verify(0x11, at_hand.person.face->birth_key);
  at_hand.verify_a(0x13);
  const Bytes key = municipality(at_hand.whole(4));
  for (const std::uint8_t file : Bytes{1, 5}) {
    CAPTURE(file);
    const Bytes content = at_hand.whole(file);
    const View covered = slice(content, 5, content.size() - 5 - 261);
    CHECK(recovered(key, View(content).last(256)) == digest_info(covered));
  }
}

TEST_CASE("check_number_b_is_the_era_s_birth_date_the_year_of_expiry_and_the_security_code") {
  static const json parsed = json::parse(test_pki_text(), nullptr, false);
  const json& adult = parsed["people"][0]["attributes"];
  const std::string birth = adult["birthDate"], expiry = adult["expiry"], code = adult["securityCode"];
  REQUIRE(birth.starts_with("1985"));
  CHECK(adult["checkNumberB"] == "60" + birth.substr(5, 2) + birth.substr(8, 2) + expiry.substr(0, 4) + code);
}

TEST_CASE("altered_cards_are_bent_where_they_say_and_nowhere_else") {
  struct Story {
    const char* id;
    bool attributes_hash, hashes_signed, certificate_sound;
  };
  for (const Story& story : {Story{"adult", true, true, true},
                             {"altered-attribute", false, true, true},
                             {"altered-hash", true, false, true},
                             {"altered-attributes-signature", true, false, true},
                             {"offsets-to-hidden-attributes", true, true, true},
                             {"trailing-tlv", true, true, true},
                             {"altered-photo", true, true, true},
                             {"mixed-people", true, true, true}}) {
    CAPTURE(story.id);
    FaceAtHand at_hand(kSelectText, story.id);
    at_hand.ask(kPin);
    const Bytes attributes = at_hand.whole(2), hashes = at_hand.whole(3);
    const Bytes key = municipality(at_hand.whole(4));
    CHECK(key.empty() != story.certificate_sound);
    const std::size_t table = attributes[2] == 0x81 ? 7 : 6;
    CHECK((copy(slice(hashes, 43, 32)) == sha256(View(attributes).subspan(offset_at(attributes, table)))) ==
          story.attributes_hash);
    CHECK((recovered(key, View(hashes).last(256)) == digest_info(slice(hashes, 5, 70))) ==
          story.hashes_signed);
  }
  FaceAtHand forged(kSelectText, "altered-card-certificate");
  CHECK(municipality(forged.whole(4)).empty());
}
