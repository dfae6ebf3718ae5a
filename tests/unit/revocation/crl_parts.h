// CRLs put together part by part and signed by a test key, so that a test can bend one part.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "crypto/hasher.h"
#include "pki/certificate.h"
#include "revocation/crl_reader.h"

namespace kazashi::revocation {

/// An authority of that name, its key P-256 (RSA where so asked), its key identifier the name's octets.
struct TestAuthority {
  pki::Certificate certificate;
  bool rsa = false;
};
[[nodiscard]] TestAuthority test_authority(std::string_view name, bool rsa = false);

/// An end entity of that authority.
[[nodiscard]] pki::Certificate issued(const TestAuthority& authority, std::uint32_t serial,
                                      const std::optional<base::Bytes>& distribution_points = {});

[[nodiscard]] base::Bytes joined(std::uint8_t tag, const std::vector<base::Bytes>& parts);
[[nodiscard]] base::Bytes text_der(std::uint8_t tag, std::string_view text);
[[nodiscard]] base::Bytes number_der(std::uint32_t number);
/// An Extension with that last arc under 2.5.29.
[[nodiscard]] base::Bytes extension_der(std::uint8_t arc, bool critical, const base::Bytes& value);

/// An entry, revoked on 2026-01-02T03:04:05Z, with these extensions if any.
[[nodiscard]] base::Bytes entry_der(const base::Bytes& serial,
                                    const std::vector<base::Bytes>& extensions = {});
[[nodiscard]] base::Bytes entry_der(std::uint32_t serial, const std::vector<base::Bytes>& extensions = {});
[[nodiscard]] base::Bytes reason_der(std::uint8_t reason);

struct CrlParts {
  explicit CrlParts(const TestAuthority& authority);  // version 2, empty, of 2026-02-01 until 2026-03-01

  const TestAuthority* signer;
  base::Bytes version;
  base::Bytes inner_algorithm;
  base::Bytes issuer;
  base::Bytes times;
  std::optional<std::vector<base::Bytes>> entries;
  std::vector<base::Bytes> extensions;
  base::Bytes after;  ///< the extensions, inside what is signed
  std::optional<base::Bytes> outer_algorithm;

  [[nodiscard]] base::Bytes build() const;
};

/// Reads in pieces of that size.
[[nodiscard]] base::Result<Segment> read_crl(base::ByteView crl, const TestAuthority& signer,
                                             Keep keep = Keep::details, std::size_t piece = 1 << 20);

}  // namespace kazashi::revocation
