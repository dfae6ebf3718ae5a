// The form of a CRL as RFC 5280 section 5 has it, as far as OpenSSL leaves it to its callers. For the sources
// of this room alone; lists of national size are kazashi::revocation's.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::crypto {

/// One CRL of version 2 and nothing after it, with nextUpdate, CRL number and authority key identifier, equal
/// inner and outer algorithms, no extension and no serial twice. Failures: der_* with the octet's place;
/// crl_malformed where the DER is sound and a rule is broken; certificate_weak_signature for SHA-1 unless it
/// is accepted.
[[nodiscard]] base::Result<void> check_crl_form(base::ByteView der, bool sha1_accepted);

}  // namespace kazashi::crypto
