#include "revocation/general_time.h"

#include <string>

namespace kazashi::revocation {

using base::FailureCode;
using base::Result;

Result<base::UtcTime> read_generalized_time(der::Reader& fields) {
  KAZASHI_TRY(element, fields.read(der::kGeneralizedTime));
  const auto bad_value =
      base::fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(element.content_offset));
  const std::string digits(base::as_text(element.content));
  if (digits.size() != 15) return bad_value;
  const auto part = [&digits](std::size_t at) { return digits.substr(at, 2); };
  const auto time = base::parse_utc(part(0) + part(2) + '-' + part(4) + '-' + part(6) + 'T' + part(8) + ':' +
                                    part(10) + ':' + part(12) + digits[14]);
  if (!time) return bad_value;
  return *time;
}

Result<base::UtcTime> read_any_time(der::Reader& fields) {
  return fields.next_is(der::kGeneralizedTime) ? read_generalized_time(fields) : fields.read_time();
}

}  // namespace kazashi::revocation
