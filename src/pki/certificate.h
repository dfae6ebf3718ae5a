// X.509 v3 certificates (RFC 5280 section 4), read strictly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "crypto/digest.h"
#include "pki/name.h"

namespace kazashi::pki {

/// Named bits of KeyUsage (RFC 5280 section 4.2.1.3) as KeyUsage::bits has them.
inline constexpr std::uint16_t kDigitalSignature = 1U << 0;
inline constexpr std::uint16_t kNonRepudiation = 1U << 1;
inline constexpr std::uint16_t kKeyCertSign = 1U << 5;
inline constexpr std::uint16_t kCrlSign = 1U << 6;

struct KeyUsage {
  bool critical = false;
  std::uint16_t bits = 0;
};

struct BasicConstraints {
  bool critical = false;
  bool authority = false;
  std::optional<std::uint32_t> path_length;
};

/// certificatePolicies or extKeyUsage: the OIDs listed (content octets each), in order and without
/// duplicates.
struct OidList {
  bool critical = false;
  std::vector<base::Bytes> oids;

  [[nodiscard]] bool contains(base::ByteView oid) const;
};

struct AlgorithmIdentifier {
  base::Bytes oid;         ///< content octets
  base::Bytes parameters;  ///< whole encoding; empty where absent
};

/// A certificate's own statements. Nothing here has been believed or verified; it owns all its octets.
struct Certificate {
  base::Bytes der;
  crypto::Sha256 fingerprint{};  ///< SHA-256 of `der`
  base::Bytes serial;            ///< 1 to 20 octets, positive
  AlgorithmIdentifier signature_algorithm;
  Name issuer;
  Name subject;
  base::UtcTime not_before;
  base::UtcTime not_after;
  base::Bytes public_key;  ///< SubjectPublicKeyInfo, its shape checked

  std::optional<KeyUsage> key_usage;
  std::optional<BasicConstraints> basic_constraints;
  std::optional<OidList> policies;
  std::optional<OidList> extended_key_usage;
  std::optional<base::Bytes> subject_key_identifier;
  std::optional<base::Bytes> authority_key_identifier;  ///< its keyIdentifier

  std::optional<base::Bytes> subject_alt_name;  ///< GeneralNames, not looked into (see person_claims.h)

  /// What cRLDistributionPoints holds, not read here (RFC 5280 section 4.2.1.13); src/revocation reads it.
  std::optional<base::Bytes> crl_distribution_points;

  /// Critical extensions that nothing here understands. Anything in it means: do not use (RFC 5280
  /// section 4.2).
  std::vector<base::Bytes> unknown_critical;
};

/// The largest certificate read. JPKI's take 1.2 to 2.2 KiB; a name and address of the longest kind would add
/// about one.
inline constexpr std::size_t kMaxCertificateSize = 8 * 1024;

/// One certificate and nothing after it: version 3, positive serial, equal inner and outer signature
/// algorithm, no extension twice, validity in order, every extension named in Certificate in its DER form.
/// `index` is what certificate_* failures carry. Failures: der_*, certificate_bad_version,
/// certificate_bad_serial, certificate_algorithm_mismatch, certificate_bad_validity,
/// certificate_duplicate_extension.
[[nodiscard]] base::Result<Certificate> parse_certificate(base::ByteView der, std::uint32_t index = 0);

}  // namespace kazashi::pki
