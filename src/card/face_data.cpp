#include "card/face_data.h"

#include <algorithm>
#include <utility>

#include "card/digest_info.h"
#include "card/record.h"
#include "crypto/digest.h"
#include "crypto/rsa.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::Result;

constexpr std::size_t kDateSize = 8;

/// SHA-256 over fields that stand one behind the other, tags and lengths included.
crypto::Sha256 digest_of(ByteView file, const der::Tlv& first, const der::Tlv& last) {
  return crypto::sha256(file.subspan(first.offset, last.offset + last.encoding.size() - first.offset));
}

}  // namespace

Result<Face> parse_face(ByteView file) {
  KAZASHI_TRY(fields, read_record_with_offsets(
                          file, kFaceTag,
                          {0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25, 0xDF26, 0xDF27, 0xDF28, 0xDF29, 0xDF2A}));
  const auto& birth = fields[1];
  const auto& sex = fields[2];
  const auto& key_field = fields[3];
  const auto& name = fields[4];
  const auto& address = fields[5];
  const auto& photo = fields[6];
  const auto& signature = fields[7];
  const auto& expiry = fields[8];
  const auto& security_code = fields[9];
  for (const auto* date : {&birth, &expiry}) {
    if (!are_digits(date->value, kDateSize)) return malformed(*date);
  }
  if (!are_digits(sex.value, 1)) return malformed(sex);
  if (signature.value.size() != crypto::kRsa2048Size) return malformed(signature);
  KAZASHI_TRY(key, parse_card_key(key_field.value, key_field.value_offset));

  Face face{.birth_date = Personal(birth.value),
            .sex = Personal(sex.value),
            .presence_key = std::move(key),
            .name_image = Personal(name.value),
            .address_image = Personal(address.value),
            .photo = Personal(photo.value),
            .signature = base::to_bytes(signature.value),
            .expiry = {Personal(expiry.value)},
            .security_code_image = {Personal(security_code.value)}};
  auto* to = face.digests.begin();
  for (const auto& digest :
       {digest_of(file, birth, key_field), digest_of(file, name, address), digest_of(file, photo, photo)}) {
    to = std::ranges::copy(digest, to).out;
  }
  return face;
}

Result<AgeRecord> parse_age_record(ByteView file) {
  KAZASHI_TRY(fields, read_record(file, kAgeRecordTag, {0xDF11, 0xDF12, 0xDF13}));
  const auto& birth = fields[0];
  const auto& key_field = fields[1];
  const auto& signature = fields[2];
  if (!are_digits(birth.value, kDateSize)) return malformed(birth);
  if (signature.value.size() != crypto::kRsa2048Size) return malformed(signature);
  KAZASHI_TRY(key, parse_card_key(key_field.value, key_field.value_offset));
  return AgeRecord{.birth_date = Personal(birth.value),
                   .presence_key = std::move(key),
                   .signed_octets = Personal(file.subspan(birth.offset, signature.offset - birth.offset)),
                   .signature = base::to_bytes(signature.value)};
}

Result<void> verify_face(const Face& face, const CardVerifiableCertificate& certificate) {
  return crypto::verify_rsa_digest_info(certificate.key, digest_info(face.digests), face.signature);
}

Result<void> verify_age_record(const AgeRecord& record, const CardVerifiableCertificate& certificate) {
  return crypto::verify_signature(certificate.key, crypto::SignatureAlgorithm::rsa_pkcs1_sha256,
                                  record.signed_octets.reveal(), record.signature);
}

}  // namespace kazashi::card
