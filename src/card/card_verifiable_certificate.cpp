#include "card/card_verifiable_certificate.h"

#include <algorithm>
#include <utility>

#include "card/object_reader.h"
#include "crypto/rsa.h"
#include "der/tlv.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr der::TlvTag kBody = 0x5F4E;
constexpr der::TlvTag kSignature = 0x5F37;
constexpr der::TlvTag kExponent = 0x90;
constexpr der::TlvTag kModulus = 0x91;

constexpr std::size_t kBodySize = 297;
constexpr std::size_t kKeySize = 265;
constexpr std::array<std::uint8_t, 3> kExponent65537{0x01, 0x00, 0x01};

std::unexpected<base::Failure> malformed(std::size_t offset) {
  return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(offset));
}

KeyId key_id(ByteView octets) {
  KeyId id{};
  std::ranges::copy(octets, id.begin());
  return id;
}

struct Parts {
  der::Tlv body;
  der::Tlv signature;
};

Result<Parts> parts_of(ByteView file) {
  der::TlvReader reader(file);
  KAZASHI_TRY(inner, reader.enter(kCardCertificateTag));
  KAZASHI_CHECK(reader.finish());
  KAZASHI_TRY(objects, inner.read_all({kBody, kSignature}));
  return Parts{objects[0], objects[1]};
}

Result<std::vector<der::Tlv>> key_parts(ByteView octets) {
  return der::TlvReader(octets).read_all({kExponent, kModulus});
}

}  // namespace

Result<crypto::PublicKey> parse_card_key(ByteView octets, std::size_t offset) {
  const auto parts = key_parts(octets);
  if (!parts) return malformed(offset + parts.error().detail);
  const ByteView exponent = parts->at(0).value;
  const ByteView modulus = parts->at(1).value;
  if (octets.size() != kKeySize || !std::ranges::equal(exponent, kExponent65537) ||
      modulus.size() != crypto::kRsa2048Size) {
    return malformed(offset);
  }
  auto key = crypto::rsa_2048_key(modulus.first<crypto::kRsa2048Size>());
  if (!key) return malformed(offset + parts->at(1).value_offset);
  return key;
}

Result<CardVerifiableCertificate> parse_card_verifiable_certificate(ByteView file) {
  const auto parts = parts_of(file);
  if (!parts) return std::unexpected(in_file(parts.error()));
  const auto& [body, signature] = *parts;
  if (body.value.size() != kBodySize) return malformed(body.offset);
  if (signature.value.size() != crypto::kRsa2048Size) return malformed(signature.offset);
  if (file.size() != kCardCertificateSize) return malformed(0);  // a length is written longer than it needs

  constexpr std::size_t kIds = 2 * sizeof(KeyId);
  KAZASHI_TRY(key, parse_card_key(body.value.subspan(kIds), body.value_offset + kIds));
  return CardVerifiableCertificate{.issuer = key_id(body.value.first(sizeof(KeyId))),
                                   .subject = key_id(body.value.subspan(sizeof(KeyId), sizeof(KeyId))),
                                   .key = std::move(key),
                                   .body = base::to_bytes(body.value),
                                   .signature = base::to_bytes(signature.value)};
}

Result<const CardIssuer*> verify_card_issuer(const CardVerifiableCertificate& certificate,
                                             IssuerPurpose purpose, std::span<const CardIssuer> issuers) {
  const auto named = [&](const CardIssuer& issuer) { return issuer.id == certificate.issuer; };
  const auto issuer = std::ranges::find_if(
      issuers, [&](const CardIssuer& one) { return named(one) && one.purpose == purpose; });
  if (issuer == issuers.end()) {
    const bool elsewhere = std::ranges::any_of(issuers, named);
    return fail(elsewhere ? FailureCode::path_anchor_wrong_purpose : FailureCode::card_issuer_not_configured);
  }
  if (issuer->modulus.size() != crypto::kRsa2048Size) return fail(FailureCode::key_malformed);
  KAZASHI_TRY(key, crypto::rsa_2048_key(ByteView(issuer->modulus).first<crypto::kRsa2048Size>()));
  KAZASHI_CHECK(crypto::verify_signature(key, crypto::SignatureAlgorithm::rsa_pkcs1_sha256, certificate.body,
                                         certificate.signature));
  return &*issuer;
}

}  // namespace kazashi::card
