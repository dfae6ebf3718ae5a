// Walks a SEQUENCE OF Extension (RFC 5280 section 4.1), as CRLs, their entries and OCSP responses have it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::revocation {

/// More than there are extensions for CRLs or OCSP; keeps the search for doubles short.
inline constexpr std::size_t kMaxExtensionCount = 64;

/// Calls `read(oid, critical, value)` for each, `value` reading inside the OCTET STRING. At least one.
/// Failures: der_*; `repeated` with the place of an extension that came before, or of the one too many; what
/// `read` fails with.
template <class Read>
[[nodiscard]] base::Result<void> for_each_extension(der::Reader extensions, base::FailureCode repeated,
                                                    Read read) {
  std::vector<base::ByteView> seen;
  do {
    const auto place = static_cast<std::uint32_t>(extensions.offset());
    KAZASHI_TRY(fields, extensions.enter(der::kSequence));
    KAZASHI_TRY(oid, fields.read_oid());
    bool critical = false;
    if (fields.next_is(der::kBoolean)) {
      KAZASHI_TRY(stated, fields.read_boolean());
      if (!stated) return base::fail(base::FailureCode::der_bad_value, place);  // X.690 section 11.5
      critical = true;
    }
    KAZASHI_TRY(value, fields.read(der::kOctetString));
    KAZASHI_CHECK(fields.finish());
    const auto same = [&oid](base::ByteView other) { return std::ranges::equal(oid, other); };
    if (seen.size() == kMaxExtensionCount || std::ranges::any_of(seen, same))
      return base::fail(repeated, place);
    seen.push_back(oid);
    KAZASHI_TRY(inside, fields.inside(value));
    KAZASHI_CHECK(read(oid, critical, inside));
  } while (!extensions.at_end());
  return {};
}

}  // namespace kazashi::revocation
