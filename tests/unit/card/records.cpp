#include "unit/card/records.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "crypto/digest.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;

constexpr std::string_view kSampleAttributes =
    "FF2065DF2108000E002000590064DF220FE9BB92E6A190E38080E5B9B9E4B99FDF2336E69DB1E4BAACE983BDE6B885E780ACE5B8"
    "82E8A6B3E5B883E5AD90E58D97EFBC91EFBC92EFBC8DEFBC97EFBC8DEFBC92EFBC90EFBC92DF24083139383030323137DF25013"
    "1";

KeyId key_id(std::string_view number) {
  KeyId id{};
  const std::string text = std::string(number) + "\x08\x05" + "001";
  std::ranges::copy(base::as_bytes(text), id.begin());
  return id;
}

}  // namespace

Bytes tlv(unsigned tag, ByteView value) {
  Bytes object;
  if (tag > 0xFF) object.push_back(static_cast<std::uint8_t>(tag >> 8));
  object.push_back(static_cast<std::uint8_t>(tag));
  if (value.size() > 0xFF) {
    object.push_back(0x82);
    object.push_back(static_cast<std::uint8_t>(value.size() >> 8));
  } else if (value.size() > 0x7F) {
    object.push_back(0x81);
  }
  object.push_back(static_cast<std::uint8_t>(value.size()));
  base::append(object, value);
  return object;
}

Bytes tlv(unsigned tag, std::string_view value) { return tlv(tag, base::as_bytes(value)); }

Bytes together(std::initializer_list<Bytes> parts) {
  Bytes whole;
  for (const auto& part : parts) base::append(whole, part);
  return whole;
}

crypto::TestKey card_key() { return crypto::other_rsa_test_key(); }
crypto::TestKey presence_key() { return crypto::rsa_test_key(); }

Bytes modulus_of(const crypto::TestKey& key) {
  return base::to_bytes(ByteView(key.spki).subspan(33, 256));  // behind what every RSA-2048 key begins with
}

Bytes card_key_octets(const crypto::TestKey& key) {
  return together({tlv(0x90, Bytes{1, 0, 1}), tlv(0x91, modulus_of(key))});
}

Bytes with_offsets(unsigned tag, unsigned table, const std::vector<Bytes>& fields) {
  std::size_t size = 3 + 2 * fields.size();
  for (const auto& field : fields) size += field.size();
  std::size_t at = (size > 0xFF ? 5U : size > 0x7F ? 4U : 3U) + 3 + 2 * fields.size();
  Bytes places;
  for (const auto& field : fields) {
    places.push_back(static_cast<std::uint8_t>(at >> 8));
    places.push_back(static_cast<std::uint8_t>(at));
    at += field.size();
  }
  Bytes inner = tlv(table, places);
  for (const auto& field : fields) base::append(inner, field);
  return tlv(tag, inner);
}

Bytes certificate_file() {
  Bytes body;
  base::append(body, key_id("9000033"));
  base::append(body, key_id("9131221"));
  base::append(body, card_key_octets(card_key()));
  const auto signature = crypto::sign(crypto::rsa_test_key(), "SHA256", body);
  return tlv(0x7F21, together({tlv(0x5F4E, body), tlv(0x5F37, signature)}));
}

CardIssuer issuer(IssuerPurpose purpose) {
  return {.purpose = purpose,
          .id = key_id("9000033"),
          .modulus = modulus_of(crypto::rsa_test_key()),
          .source = "generated-for-tests"};
}

Bytes sample_attributes() { return base::from_hex(kSampleAttributes).value(); }

Bytes sample_number() { return together({tlv(0xFF10, "537686677188"), Bytes{0xFF, 0xFF}}); }

Bytes hashes_file() {
  const auto number = crypto::sha256(sample_number());
  const auto attributes = crypto::sha256(ByteView(sample_attributes()).subspan(14));
  const auto hashes = together({tlv(0xDF31, number), tlv(0xDF32, attributes)});
  return tlv(0xFF30, together({hashes, tlv(0xDF33, crypto::sign(card_key(), "SHA256", hashes))}));
}

Bytes presence_key_file() {
  const auto key = tlv(0xDF51, card_key_octets(presence_key()));
  return tlv(0xFF50, together({key, tlv(0xDF52, crypto::sign(card_key(), "SHA256", key))}));
}

std::vector<Bytes> face_fields(std::size_t photo_size) {
  const auto birth =
      together({tlv(0xDF22, "19800217"), tlv(0xDF23, "1"), tlv(0xDF24, card_key_octets(presence_key()))});
  const auto name = tlv(0xDF25, Bytes(150, 0x11));
  const auto address = tlv(0xDF26, Bytes(200, 0x22));
  const auto photo = tlv(0xDF27, Bytes(photo_size, 0x33));
  Bytes info{0x30, 0x71, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
             0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x60};
  base::append(info, crypto::sha256(birth));
  base::append(info, crypto::sha256(together({name, address})));
  base::append(info, crypto::sha256(photo));
  return {tlv(0xDF22, "19800217"),
          tlv(0xDF23, "1"),
          tlv(0xDF24, card_key_octets(presence_key())),
          name,
          address,
          photo,
          tlv(0xDF28, crypto::sign_digest_info(card_key(), info)),
          tlv(0xDF29, "20350217"),
          tlv(0xDF2A, Bytes(60, 0x44))};
}

Bytes face_file(std::size_t photo_size) { return with_offsets(0xFF20, 0xDF21, face_fields(photo_size)); }

Bytes age_record_file() {
  const auto fields = together({tlv(0xDF11, "19800217"), tlv(0xDF12, card_key_octets(presence_key()))});
  return tlv(0xFF10, together({fields, tlv(0xDF13, crypto::sign(card_key(), "SHA256", fields))}));
}

}  // namespace kazashi::card
