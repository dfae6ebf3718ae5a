// Times in the two forms that X.509 has, of any year.
#pragma once

#include "base/failure.h"
#include "base/time.h"
#include "der/reader.h"

namespace kazashi::revocation {

/// GeneralizedTime to the second and in Z (RFC 5280 section 4.1.2.5.2), of any year. OCSP has no other.
[[nodiscard]] base::Result<base::UtcTime> read_generalized_time(der::Reader& fields);
/// That or UTCTime.
[[nodiscard]] base::Result<base::UtcTime> read_any_time(der::Reader& fields);

}  // namespace kazashi::revocation
