// What the files of the 券面事項確認 application say, and the checks that make it trustworthy: pure functions
// over octets. The tags rest on several sources; which octets are signed, and that the three digests share
// one DigestInfo, rests on one that was exercised on test cards.
//
// The order of a whole verification: parse; the issuer vouches for the certificate of EF 0004
// (card_verifiable_certificate.h); the certificate's key signed the record; the key in the record answered
// the challenge (presence.h). Without the last step a copy of the files looks like the card.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/failure.h"
#include "card/card_verifiable_certificate.h"
#include "card/personal.h"

namespace kazashi::card {

inline constexpr std::uint16_t kFaceTag = 0xFF20;
inline constexpr std::uint16_t kAgeRecordTag = 0xFF10;

/// EF 0002. Texts on the face are pictures here: PNG of one bit a pixel; the photograph is JPEG 2000.
/// Pictures are handed on undecoded.
struct Face {
  Personal birth_date;  ///< YYYYMMDD, Gregorian
  Personal sex;         ///< one digit, as in Attributes
  crypto::PublicKey presence_key;
  Personal name_image;
  Personal address_image;
  Personal photo;
  base::Bytes signature;
  NotSigned expiry;  ///< YYYYMMDD
  NotSigned security_code_image;
  /// SHA-256 of birth, sex and key; of name and address image; of the photograph: the 96 octets that are
  /// signed.
  std::array<std::uint8_t, 96> digests{};
};

/// EF 0001: the date of birth and nothing else.
struct AgeRecord {
  Personal birth_date;  ///< YYYYMMDD, Gregorian
  crypto::PublicKey presence_key;
  Personal signed_octets;
  base::Bytes signature;
};

/// card_file_malformed, at the octet, for: other objects or more of them, an offset in DF21 that is not where
/// its object starts, dates and a sex that are not digits, a key or signature of another size.
[[nodiscard]] base::Result<Face> parse_face(base::ByteView file);
[[nodiscard]] base::Result<AgeRecord> parse_age_record(base::ByteView file);

/// signature_invalid unless the certificate's key signed the three digests in one DigestInfo, compared as a
/// whole block. Says nothing of what is NotSigned.
[[nodiscard]] base::Result<void> verify_face(const Face& face, const CardVerifiableCertificate& certificate);
[[nodiscard]] base::Result<void> verify_age_record(const AgeRecord& record,
                                                   const CardVerifiableCertificate& certificate);

}  // namespace kazashi::card
