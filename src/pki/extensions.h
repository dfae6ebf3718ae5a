// The extensions of a certificate (RFC 5280 section 4.2). Part of parse_certificate.
#pragma once

#include <cstdint>

#include "base/failure.h"
#include "der/reader.h"
#include "pki/certificate.h"

namespace kazashi::pki {

/// Reads the content of Extensions, a SEQUENCE OF, into `certificate`.
[[nodiscard]] base::Result<void> read_extensions(der::Reader extensions, Certificate& certificate,
                                                 std::uint32_t index);

}  // namespace kazashi::pki
