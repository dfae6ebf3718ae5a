// The attributes of a signer, read and held against what they speak of. Part of check.h.
#pragma once

#include <optional>

#include "base/failure.h"
#include "base/time.h"
#include "cms/signed_data.h"
#include "pki/certificate.h"

namespace kazashi::cms {

/// Views alias the SignerInfo.
struct KnownAttributes {
  base::ByteView message_digest;
  std::optional<base::UtcTime> signing_time;
  std::optional<der::Element> signing_certificate;  ///< SigningCertificateV2
};

/// What check.h says of cms.attributes.
[[nodiscard]] base::Result<KnownAttributes> read_known_attributes(const SignerInfo& signer,
                                                                  base::ByteView content_type);

/// Whether a SigningCertificateV2 (RFC 5035 section 3) names this certificate first, by its digest and, where
/// they are there, by issuer and serial.
[[nodiscard]] base::Result<void> check_signing_certificate(const der::Element& value,
                                                           const pki::Certificate& certificate);

}  // namespace kazashi::cms
