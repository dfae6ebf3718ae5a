// Which certificates a CRL speaks of (RFC 5280 section 5.2.5), and where a certificate says that its status
// stands (section 4.2.1.13).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "pki/certificate.h"

namespace kazashi::revocation {

/// Bits of ReasonFlags as Reader::read_named_bits gives them; bit 0 is not used, 1 to 8 are reasons.
inline constexpr std::uint16_t kAllReasons = 0x1FE;

/// IssuingDistributionPoint. The scope of a CRL without one is everything its issuer issued.
struct Scope {
  std::vector<base::Bytes> point;  ///< keys of the point's names, see name_key.h; empty where none is named
  bool users_only = false;
  bool authorities_only = false;
  bool attributes_only = false;
  bool indirect = false;
  std::uint16_t reasons = kAllReasons;

  /// Reads the extension's value, a SEQUENCE, from a CRL of `issuer`; empty means there is none. Failures:
  /// der_*; der_bad_value also for an empty one and for two of the three "only" at once (section 5.2.5
  /// forbids both).
  [[nodiscard]] static base::Result<Scope> parse(base::ByteView value, base::ByteView issuer);
};

struct DistributionPoint {
  std::vector<base::Bytes> names;        ///< keys; empty where crl_issuers stands for them
  std::vector<base::Bytes> crl_issuers;  ///< keys of general names; empty: the certificate's own issuer
  std::uint16_t reasons = kAllReasons;
};

/// The distribution points of a certificate; where it names none, the one that its issuer's whole CRL is.
/// At most kMaxPoints are read. Failures: der_*, der_too_long.
[[nodiscard]] base::Result<std::vector<DistributionPoint>> distribution_points(
    const pki::Certificate& certificate);

/// Certificates of large authorities name one or two.
inline constexpr std::size_t kMaxPoints = 16;

}  // namespace kazashi::revocation
