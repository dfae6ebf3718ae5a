#include "card/residence_files.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "card/object_reader.h"
#include "card/record.h"
#include "der/reader.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using Rule = ResidenceFieldRule;

constexpr der::TlvTag kType = 0xC1;

constexpr Rule kVersion[] = {{0xC0, 4}};

constexpr Rule kFrontImage[] = {{0xD0, 7000}};
constexpr Rule kPhoto[] = {{0xD1, 3000, true}};
constexpr Rule kAddress[] = {{0xD2, 8}, {0xD3, 6}, {0xD4, 320}};  // date written, municipality, address
constexpr Rule kComprehensivePermission[] = {{0xD5, 120}};
constexpr Rule kIndividualPermission[] = {{0xD6, 120}};
constexpr Rule kRenewalPending[] = {{0xD7, 1}};
constexpr Rule kRsaSignature[] = {{0xDA, 256}, {0xDB, 1200}};  // signature, certificate

constexpr Rule kNumber[] = {{0xC2, 12}};
// expiry, birth, sex, nationality, status, stay, permission's type and date, work, expiry of the stay
constexpr Rule kEntries[] = {{0xC5, 8}, {0xC6, 8}, {0xC7, 1}, {0xC8, 3}, {0xC9, 10},
                             {0xCE, 4}, {0xCA, 2}, {0xCB, 8}, {0xCC, 1}, {0xCD, 8}};
constexpr std::span kSpecialEntries = std::span(kEntries).first<6>();
constexpr Rule kImages[] = {{0xD0, 2500}, {0xD1, 3000, true}};  // name, photograph
constexpr Rule kAddressImage[] = {{0xDFD1, 2500}};
constexpr Rule kPermission[] = {{0xD5, 7}, {0xD6, 8}, {0xD7, 1}};
constexpr Rule kPending[] = {{0xD8, 1}};
constexpr Rule kNote[] = {{0xD9, 1}, {0xDE, 200}};
constexpr Rule kEcdsaSignature[] = {{0xDC, 96}, {0xDD, 602}};  // signature, certificate

constexpr ResidenceFile kVersionFile{0, 0x8B, ResidencePart::notes, false, 6, kVersion};

constexpr ResidenceFile kFirst[] = {
    kVersionFile,
    {1, 0x85, ResidencePart::face, true, 7004, kFrontImage},
    {1, 0x86, ResidencePart::face, true, 3004, kPhoto},
    {2, 0x81, ResidencePart::address, false, 342, kAddress},
    {2, 0x82, ResidencePart::notes, false, 122, kComprehensivePermission},
    {2, 0x83, ResidencePart::notes, false, 122, kIndividualPermission},
    {2, 0x84, ResidencePart::notes, false, 3, kRenewalPending},
    {3, 0x82, ResidencePart::signature, false, 1464, kRsaSignature},
};
constexpr ResidenceFile kFirstSpecial[] = {kVersionFile, kFirst[1], kFirst[2], kFirst[3], kFirst[7]};

constexpr ResidenceFile kSecond[] = {
    kVersionFile,
    {1, 0x81, ResidencePart::face, true, 14, kNumber},
    {1, 0x83, ResidencePart::face, true, 73, kEntries},
    {1, 0x84, ResidencePart::face, true, 5508, kImages},
    {1, 0x86, ResidencePart::address, true, 2505, kAddressImage},
    {2, 0x81, ResidencePart::notes, false, 22, kPermission},
    {2, 0x82, ResidencePart::notes, false, 3, kPending},
    {2, 0x83, ResidencePart::notes, false, 207, kNote},
    {3, 0x82, ResidencePart::signature, false, 704, kEcdsaSignature},
};
constexpr ResidenceFile kSecondSpecial[] = {
    kVersionFile, kSecond[1], {1, 0x83, ResidencePart::face, true, 46, kSpecialEntries},
    kSecond[3],   kSecond[4], {2, 0x81, ResidencePart::notes, false, 207, kNote},
    kSecond[8],
};

bool is_filler(ByteView octets) {
  const auto all = [&](std::uint8_t value) {
    return std::ranges::all_of(octets, [value](std::uint8_t octet) { return octet == value; });
  };
  return all(0x00) || all(0xFF);
}

/// The values of these fields one behind the other, each as long as its rule says.
Result<base::SensitiveBytes> signed_values(const ResidenceReading& reading, std::span<const Rule> rules) {
  base::SensitiveBytes values;
  for (const Rule& rule : rules) {
    const Personal* value = reading.find(rule.tag);
    if (value == nullptr || value->reveal().size() != rule.limit)
      return fail(FailureCode::prerequisite_failed);
    base::append(values, value->reveal());
  }
  return values;
}

Result<base::SensitiveBytes> signed_octets(const ResidenceReading& reading) {
  constexpr std::size_t kEntriesSize = 53;
  constexpr Rule kPictures[] = {{0xD0, 7000}, {0xD1, 3000}};
  constexpr Rule kPhotoThenName[] = {{0xD1, 3000}, {0xD0, 2500}};
  if (reading.type.generation == ResidenceGeneration::first) return signed_values(reading, kPictures);
  const bool special = reading.type.kind == ResidenceKind::special_permanent_resident;
  KAZASHI_TRY(values, signed_values(reading, special ? kSpecialEntries : std::span<const Rule>(kEntries)));
  values.resize(kEntriesSize);
  KAZASHI_TRY(pictures, signed_values(reading, kPhotoThenName));
  base::append(values, pictures);
  return std::move(values);
}

/// An ECDSA signature in DER (RFC 3279 section 2.2.3) as r ‖ s of P-384; empty where it is none.
base::Bytes raw_signature(ByteView der) {
  constexpr std::size_t kCoordinate = 48;
  der::Reader reader(der);
  auto pair = reader.enter(der::kSequence);
  if (!pair) return {};
  base::Bytes raw;
  for (int i = 0; i < 2; ++i) {
    auto number = pair->read_integer();
    if (!number) return {};
    if (number->size() > kCoordinate && number->front() == 0) *number = number->subspan(1);
    if (number->size() > kCoordinate) return {};
    raw.resize(raw.size() + kCoordinate - number->size());
    base::append(raw, *number);
  }
  return pair->at_end() && is_filler(der.subspan(reader.offset())) ? raw : base::Bytes{};
}

Result<void> verify_ecdsa(const crypto::PublicKey& key, ByteView message, ByteView signature) {
  constexpr auto kAlgorithm = crypto::SignatureAlgorithm::ecdsa_p384_sha256;
  const auto verified = crypto::verify_signature(key, kAlgorithm, message, signature);
  if (verified || verified.error().code != FailureCode::signature_invalid) return verified;
  const auto raw = raw_signature(signature);
  if (raw.empty()) return verified;
  return crypto::verify_signature(key, kAlgorithm, message, raw);
}

}  // namespace

Result<ResidenceType> parse_residence_type(ByteView file) {
  der::TlvReader reader(file);
  const auto object = reader.read(kType);
  if (!object) return std::unexpected(in_file(object.error()));
  if (!is_filler(file.subspan(reader.offset()))) return malformed(*object);
  const auto type = base::as_text(object->value);
  using enum ResidenceGeneration;
  using enum ResidenceKind;
  if (type == "1") return ResidenceType{first, residence_card};
  if (type == "2") return ResidenceType{first, special_permanent_resident};
  if (type == "05") return ResidenceType{second, residence_card};
  if (type == "06") return ResidenceType{second, special_permanent_resident};
  if (type == "07" || type == "08") return fail(FailureCode::card_kind_unsupported);
  return malformed(*object);
}

std::span<const ResidenceFile> residence_files(ResidenceType type) {
  const bool special = type.kind == ResidenceKind::special_permanent_resident;
  if (type.generation == ResidenceGeneration::first) {
    return special ? std::span<const ResidenceFile>(kFirstSpecial) : kFirst;
  }
  return special ? std::span<const ResidenceFile>(kSecondSpecial) : kSecond;
}

Result<std::vector<ResidenceField>> parse_residence_file(const ResidenceFile& file, ByteView octets) {
  std::vector<ResidenceField> fields;
  der::TlvReader reader(octets);
  const auto rest_is_filler = [&] { return is_filler(octets.subspan(reader.offset())); };
  for (const Rule& rule : file.fields) {
    if (rest_is_filler() && rule.may_be_absent) continue;
    const auto object = reader.read(rule.tag);
    if (!object) return std::unexpected(in_file(object.error()));
    if (object->value.size() > rule.limit) return malformed(*object);
    fields.push_back({rule.tag, Personal(object->value)});
  }
  if (!rest_is_filler()) {
    return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(reader.offset()));
  }
  return fields;
}

const Personal* ResidenceReading::find(der::TlvTag tag) const {
  const auto field = std::ranges::find_if(fields, [tag](const auto& one) { return one.tag == tag; });
  return field == fields.end() ? nullptr : &field->value;
}

Result<Personal> residence_text(const Personal& value) {
  ByteView text = value.reveal();
  while (!text.empty() && text.back() == 0) text = text.first(text.size() - 1);
  if (!base::is_utf8(base::as_text(text))) return fail(FailureCode::card_file_malformed, 0);
  return Personal(text);
}

Result<base::Bytes> residence_certificate(const ResidenceReading& reading) {
  const bool first = reading.type.generation == ResidenceGeneration::first;
  const Personal* value = reading.find(first ? 0xDB : 0xDD);
  if (value == nullptr) return fail(FailureCode::prerequisite_failed);
  const ByteView field = value->reveal();
  der::Reader reader(field);
  const auto certificate = reader.read(der::kSequence);
  if (!certificate) return std::unexpected(in_file(certificate.error()));
  if (!is_filler(field.subspan(reader.offset()))) {
    return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(reader.offset()));
  }
  return base::to_bytes(certificate->encoding);
}

Result<void> verify_residence_signature(const ResidenceReading& reading, const crypto::PublicKey& key) {
  const bool first = reading.type.generation == ResidenceGeneration::first;
  KAZASHI_TRY(message, signed_octets(reading));
  const Personal* signature = reading.find(first ? 0xDA : 0xDC);
  if (signature == nullptr) return fail(FailureCode::prerequisite_failed);
  if (!first) return verify_ecdsa(key, message, signature->reveal());
  return crypto::verify_signature(key, crypto::SignatureAlgorithm::rsa_pkcs1_sha256, message,
                                  signature->reveal());
}

}  // namespace kazashi::card
