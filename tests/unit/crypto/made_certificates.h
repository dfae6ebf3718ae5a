// Certificates and CRLs made for one test each, out of fixed keys: what a path needs to be wrong in exactly
// one place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::crypto {

struct CertificatePlan {
  std::string subject;
  std::string issuer;
  TestKey key;
  TestKey issuer_key;
  bool authority = false;
  std::optional<std::uint32_t> path_length;
  base::UtcTime not_before;
  base::UtcTime not_after;
  std::vector<base::Bytes> extensions;  ///< besides basicConstraints and the key identifiers
  std::optional<base::Bytes> host;      ///< a dNSName
  std::uint32_t serial = 7;
};

/// Signed with ECDSA and SHA-256: the keys must be of P-256 or P-384.
[[nodiscard]] base::Bytes make_certificate(const CertificatePlan& plan);

/// One Extension with this value.
[[nodiscard]] base::Bytes make_extension(base::ByteView oid, bool critical, base::ByteView value);

/// A Name of one common name.
[[nodiscard]] base::Bytes make_name(const std::string& common_name);

struct CrlPlan {
  std::string issuer;
  TestKey issuer_key;
  std::vector<std::uint32_t> revoked;  ///< serials
  base::UtcTime this_update;
  base::UtcTime next_update;
  bool numbered = true;
  std::vector<base::Bytes> extensions;         ///< besides the number and the key identifier
  std::optional<base::Bytes> entry_extension;  ///< of every entry
};

[[nodiscard]] base::Bytes make_crl(const CrlPlan& plan);

}  // namespace kazashi::crypto
