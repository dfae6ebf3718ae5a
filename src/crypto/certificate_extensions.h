// The extensions of RFC 5280 section 4.2 that CertificateForm is about. For the sources of this room alone.
#pragma once

#include "base/failure.h"
#include "crypto/certificate_form.h"
#include "der/reader.h"

namespace kazashi::crypto {

/// Takes the extensions of a TBSCertificate where they come next, and keeps what they say, and the first rule
/// that one breaks, in `form`. Failures: der_* with the octet's place.
[[nodiscard]] base::Result<void> read_extensions(der::Reader& fields, CertificateForm& form);

}  // namespace kazashi::crypto
