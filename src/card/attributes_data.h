// What the files of the 券面事項入力補助 application say, and the checks that make it trustworthy: pure
// functions over octets, the same on a page that has the card and on a server that has the evidence.
//
// The order of a whole verification: parse all three files; the issuer vouches for the certificate
// (card_verifiable_certificate.h); the certificate's key signed the hashes; the hash of the signed slice is
// one of them. Only then are the attributes the card's.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "card/card_verifiable_certificate.h"
#include "card/personal.h"
#include "crypto/digest.h"

namespace kazashi::card {

inline constexpr std::uint16_t kAttributesTag = 0xFF20;
inline constexpr std::uint16_t kAttributeHashesTag = 0xFF30;
inline constexpr std::uint16_t kPresenceKeyTag = 0xFF50;
inline constexpr std::size_t kAttributeHashesSize = 336;

/// EF 0002.
struct Attributes {
  Personal name;            ///< UTF-8; family and given name parted by U+3000
  Personal address;         ///< UTF-8
  Personal birth_date;      ///< YYYYMMDD, Gregorian
  Personal sex;             ///< one digit: 1 male, 2 female, 9 not applicable, 0 not known
  crypto::Sha256 digest{};  ///< over the signed slice: from the tag of the name to the end of the record
};

/// EF 0003. Holds SHA-256 over the file of the individual number, whose twelve digits can be guessed from it
/// in minutes: it is as confidential as the number, in evidence too.
struct AttributeHashes {
  Personal number_digest;              ///< H1, 32 octets
  crypto::Sha256 attributes_digest{};  ///< H2
  Personal signed_octets;              ///< the objects DF31 and DF32, 70 octets
  base::Bytes signature;
};

/// EF 0007: the key that proves the card's presence, signed like the hashes.
struct PresenceKey {
  crypto::PublicKey key;
  base::Bytes signed_octets;  ///< the object DF51
  base::Bytes signature;
};

/// card_file_malformed, at the octet, for: other objects or more of them, an offset in DF21 that is not where
/// its object starts (the signed slice and the shown fields could differ), texts that are not UTF-8, a date
/// that is not eight digits, a sex that is not one.
[[nodiscard]] base::Result<Attributes> parse_attributes(base::ByteView file);
/// card_file_malformed unless the file is exactly its 336 octets.
[[nodiscard]] base::Result<AttributeHashes> parse_attribute_hashes(base::ByteView file);
[[nodiscard]] base::Result<PresenceKey> parse_presence_key(base::ByteView file);

/// signature_invalid unless the certificate's key signed the hashes (the presence key).
[[nodiscard]] base::Result<void> verify_attribute_hashes(const AttributeHashes& hashes,
                                                         const CardVerifiableCertificate& certificate);
[[nodiscard]] base::Result<void> verify_presence_key(const PresenceKey& key,
                                                     const CardVerifiableCertificate& certificate);
/// card_data_altered unless the signed hash is the attributes'. Says nothing of the signature, and nothing of
/// the individual number: H1 stays not checked where the number was not read.
[[nodiscard]] base::Result<void> check_attributes_hash(const Attributes& attributes,
                                                       const AttributeHashes& hashes);

}  // namespace kazashi::card
