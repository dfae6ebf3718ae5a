#include "card/attributes_data.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "card/record.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kSignatureSize = 256;

crypto::Sha256 digest_of(ByteView octets) {
  crypto::Sha256 digest{};
  std::ranges::copy(octets, digest.begin());
  return digest;
}

Result<void> verify(const CardVerifiableCertificate& certificate, ByteView message, ByteView signature) {
  return crypto::verify_signature(certificate.key, crypto::SignatureAlgorithm::rsa_pkcs1_sha256, message,
                                  signature);
}

}  // namespace

Result<Attributes> parse_attributes(ByteView file) {
  KAZASHI_TRY(fields,
              read_record_with_offsets(file, kAttributesTag, {0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25}));
  const auto& name = fields[1];
  const auto& address = fields[2];
  const auto& birth_date = fields[3];
  const auto& sex = fields[4];
  for (const auto* text : {&name, &address}) {
    if (!base::is_utf8(base::as_text(text->value))) return malformed(*text);
  }
  if (!are_digits(birth_date.value, 8)) return malformed(birth_date);
  if (!are_digits(sex.value, 1)) return malformed(sex);
  return Attributes{.name = Personal(name.value),
                    .address = Personal(address.value),
                    .birth_date = Personal(birth_date.value),
                    .sex = Personal(sex.value),
                    .digest = crypto::sha256(file.subspan(name.offset))};
}

Result<AttributeHashes> parse_attribute_hashes(ByteView file) {
  KAZASHI_TRY(fields, read_record(file, kAttributeHashesTag, {0xDF31, 0xDF32, 0xDF33}));
  const auto& number = fields[0];
  const auto& attributes = fields[1];
  const auto& signature = fields[2];
  if (number.value.size() != sizeof(crypto::Sha256)) return malformed(number);
  if (attributes.value.size() != sizeof(crypto::Sha256)) return malformed(attributes);
  if (signature.value.size() != kSignatureSize) return malformed(signature);
  if (file.size() != kAttributeHashesSize) return fail(FailureCode::card_file_malformed, 0);
  return AttributeHashes{
      .number_digest = Personal(number.value),
      .attributes_digest = digest_of(attributes.value),
      .signed_octets = Personal(file.subspan(number.offset, signature.offset - number.offset)),
      .signature = base::to_bytes(signature.value)};
}

Result<PresenceKey> parse_presence_key(ByteView file) {
  KAZASHI_TRY(fields, read_record(file, kPresenceKeyTag, {0xDF51, 0xDF52}));
  const auto& key_object = fields[0];
  const auto& signature = fields[1];
  KAZASHI_TRY(key, parse_card_key(key_object.value, key_object.value_offset));
  if (signature.value.size() != kSignatureSize) return malformed(signature);
  return PresenceKey{.key = std::move(key),
                     .signed_octets = base::to_bytes(key_object.encoding),
                     .signature = base::to_bytes(signature.value)};
}

Result<void> verify_attribute_hashes(const AttributeHashes& hashes,
                                     const CardVerifiableCertificate& certificate) {
  return verify(certificate, hashes.signed_octets.reveal(), hashes.signature);
}

Result<void> verify_presence_key(const PresenceKey& key, const CardVerifiableCertificate& certificate) {
  return verify(certificate, key.signed_octets, key.signature);
}

Result<void> check_attributes_hash(const Attributes& attributes, const AttributeHashes& hashes) {
  if (!crypto::equal_in_constant_time(attributes.digest, hashes.attributes_digest)) {
    return fail(FailureCode::card_data_altered);
  }
  return {};
}

}  // namespace kazashi::card
