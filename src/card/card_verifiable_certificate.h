// The card-verifiable certificate in EF 0004 of both 券面 applications, and who vouches for it.
//
// Its issuer's key is not on the card, and the authority publishes no list of them; so issuers are an
// argument with their provenance, and an issuer that is not configured is its own outcome, neither passed nor
// failed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/signature.h"

namespace kazashi::card {

/// EF 0004 has this many octets, no more and no fewer.
inline constexpr std::size_t kCardCertificateSize = 568;
inline constexpr std::uint16_t kCardCertificateTag = 0x7F21;

/// Names a key: seven digits, 08 05, three digits, four octets. Compared as a whole.
using KeyId = std::array<std::uint8_t, 16>;

struct CardVerifiableCertificate {
  KeyId issuer;
  KeyId subject;
  crypto::PublicKey key;  ///< RSA-2048, exponent 65537
  base::Bytes body;       ///< the 297 octets that are signed
  base::Bytes signature;
};

/// card_file_malformed for any other shape, at the octet that says so.
[[nodiscard]] base::Result<CardVerifiableCertificate> parse_card_verifiable_certificate(base::ByteView file);

/// What a key of the card's application vouches for. An issuer of one kind never counts for the other.
enum class IssuerPurpose : std::uint8_t {
  attributes,  ///< 券面事項入力補助AP, issuer numbers x000033
  face         ///< 券面事項確認AP, issuer numbers x000023
};

/// One issuer that the caller trusts, and where its key comes from, for the Report to show.
struct CardIssuer {
  IssuerPurpose purpose;
  KeyId id;
  base::Bytes modulus;  ///< 256 octets; the exponent is 65537
  std::string source;   ///< a stable id, never a sentence
};

/// The issuer among `issuers` that signed the certificate (RSASSA-PKCS1-v1_5 with SHA-256 over the body);
/// aliases `issuers`. Failures: card_issuer_not_configured (no issuer has the id that the certificate names),
/// path_anchor_wrong_purpose (one has, for the other application), key_malformed (its modulus is none),
/// signature_invalid.
[[nodiscard]] base::Result<const CardIssuer*> verify_card_issuer(const CardVerifiableCertificate& certificate,
                                                                 IssuerPurpose purpose,
                                                                 std::span<const CardIssuer> issuers);

/// RSA-2048 as the applications write it: 90 03 010001, 91 820100 modulus. card_file_malformed otherwise, at
/// a place counted from `offset`.
[[nodiscard]] base::Result<crypto::PublicKey> parse_card_key(base::ByteView octets, std::size_t offset);

}  // namespace kazashi::card
