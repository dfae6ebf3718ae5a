// Which files residence cards have, by generation and kind, and what their signature covers: data and
// functions over octets.
//
// First generation: 在留カード等仕様書 Ver 1.5 (March 2024). Second generation: notes on its specification of
// April 2026, a single secondary source; what stands on an inference from it is said where it stands. No
// issuer of either is published, so a signature is checked with a key that the caller has, or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "card/personal.h"
#include "card/secure_messaging.h"
#include "crypto/signature.h"
#include "der/tlv.h"

namespace kazashi::card {

enum class ResidenceGeneration : std::uint8_t { first, second };
enum class ResidenceKind : std::uint8_t { residence_card, special_permanent_resident };

/// What a card says it is: file EF02 of the master file.
struct ResidenceType {
  ResidenceGeneration generation;
  ResidenceKind kind;

  [[nodiscard]] ChannelSuite suite() const {
    return generation == ResidenceGeneration::first ? ChannelSuite::triple_des : ChannelSuite::aes;
  }
  friend bool operator==(const ResidenceType&, const ResidenceType&) = default;
};

/// C1: "1" and "2" are the first generation, "05" and "06" the second. card_kind_unsupported for "07" and
/// "08", a My Number Card with residence function, whose commands are not published in full;
/// card_file_malformed otherwise. That the two characters are ASCII is an inference from the first
/// generation.
[[nodiscard]] base::Result<ResidenceType> parse_residence_type(base::ByteView file);

/// Why a file is read, so that no more is read than a procedure needs.
enum class ResidencePart : std::uint8_t {
  face,  ///< what the front shows, the photograph included
  address,
  notes,  ///< permissions, pending applications, remarks
  signature
};

struct ResidenceFieldRule {
  der::TlvTag tag;
  std::size_t limit;           ///< octets of the value
  bool may_be_absent = false;  ///< children's cards have no photograph
};

struct ResidenceFile {
  std::uint8_t directory;  ///< 1 to 3: DF1 to DF3; 0: the master file
  std::uint8_t p1;         ///< of READ BINARY: short file identifier
  ResidencePart part;
  bool is_protected;     ///< read through secure messaging
  std::size_t capacity;  ///< octets of the file
  std::span<const ResidenceFieldRule> fields;

  [[nodiscard]] bool may_be_absent() const { return fields.size() == 1 && fields[0].may_be_absent; }
};

/// Every file but the one that told the type, directory by directory.
[[nodiscard]] std::span<const ResidenceFile> residence_files(ResidenceType type);

/// One value as the card has it, padding included. Nothing of it is verified by itself.
struct ResidenceField {
  der::TlvTag tag;
  Personal value;
};

/// The fields of a file in their order; one that the card leaves out is left out. card_file_malformed for
/// other tags, another order, a value beyond its limit, or anything but filler (all 00 or all FF) after the
/// last.
[[nodiscard]] base::Result<std::vector<ResidenceField>> parse_residence_file(const ResidenceFile& file,
                                                                             base::ByteView octets);

struct ResidenceReading {
  ResidenceType type;
  std::vector<ResidenceField> fields;  ///< of all files that were read; every tag at most once

  /// Null where the field was not read or the card has none. Aliases this object.
  [[nodiscard]] const Personal* find(der::TlvTag tag) const;
};

/// A text field without the zeros that fill it up. card_file_malformed unless it is UTF-8.
[[nodiscard]] base::Result<Personal> residence_text(const Personal& value);

/// The card's certificate without what fills its field up. Nobody vouches for it here. prerequisite_failed
/// where it was not read; card_file_malformed where the field holds no single DER object and zeros.
[[nodiscard]] base::Result<base::Bytes> residence_certificate(const ResidenceReading& reading);

/// Whether the key signed what the front shows. First generation: RSASSA-PKCS1-v1_5 with SHA-256 over the
/// values of both pictures. Second: ECDSA P-384 with SHA-256 over the printed entries, filled up with zeros
/// to 53 octets, the photograph and the picture of the name; that values and not objects are signed, and that
/// the signature is r ‖ s (DER is taken too), are inferences from the lengths. Failures: signature_invalid,
/// signature_algorithm_refused (a key of another kind), prerequisite_failed (a signed field was not read, or
/// is shorter than its place, so that the border between two fields is not known).
[[nodiscard]] base::Result<void> verify_residence_signature(const ResidenceReading& reading,
                                                            const crypto::PublicKey& key);

}  // namespace kazashi::card
