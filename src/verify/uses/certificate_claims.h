// What the uses of JPKI certificates have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pki/check.h"
#include "verify/judgement.h"

namespace kazashi::verify {

/// The largest certificate and RSA-2048 signature that evidence carries.
inline constexpr std::size_t kCertificateLimit = pki::kMaxCertificateSize;
inline constexpr std::size_t kSignatureLimit = 256;

/// The check's findings, its claims under `from`, and the certificate's dates as facts `from`.not-before and
/// .not-after.
void add_certificate(const pki::CertificateCheck& check, std::string_view from, Judgement& judgement);

/// Whether an anchor of the trust bundle signed the certificate.
[[nodiscard]] bool vouched_for(const pki::CertificateCheck& check);

}  // namespace kazashi::verify
