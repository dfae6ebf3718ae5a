#include "revocation/scope.h"

#include <array>

#include "der/reader.h"
#include "revocation/name_key.h"

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

std::unexpected<base::Failure> bad_value(std::size_t offset) {
  return fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(offset));
}

/// An implicitly tagged BOOLEAN DEFAULT FALSE: there only where it is true.
Result<bool> read_flag(der::Reader& fields, std::uint8_t number) {
  KAZASHI_TRY(flag, fields.read_optional(der::context_primitive(number)));
  if (!flag) return false;
  if (flag->content.size() != 1 || flag->content[0] != 0xFF) return bad_value(flag->content_offset);
  return true;
}

/// Implicitly tagged ReasonFlags. The tag is put back that read_named_bits asks for.
Result<std::uint16_t> read_reasons(der::Reader& fields, std::uint8_t number) {
  KAZASHI_TRY(flags, fields.read_optional(der::context_primitive(number)));
  if (!flags) return kAllReasons;
  Bytes bits = base::to_bytes(flags->encoding);
  bits[0] = der::kBitString;
  der::Reader reader(bits, flags->content_offset);
  KAZASHI_TRY(reasons, reader.read_named_bits());
  if (reasons == 0) return bad_value(flags->content_offset);
  return reasons;
}

}  // namespace

Result<Scope> Scope::parse(ByteView value, ByteView issuer) {
  Scope scope;
  if (value.empty()) return scope;
  der::Reader input(value);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  if (fields.at_end()) return bad_value(fields.offset());

  KAZASHI_TRY(point, fields.enter_optional(der::context_constructed(0)));
  if (point) {
    KAZASHI_TRY(names, point_name_keys(*point, issuer));
    scope.point = std::move(names);
  }
  KAZASHI_TRY(users_only, read_flag(fields, 1));
  KAZASHI_TRY(authorities_only, read_flag(fields, 2));
  KAZASHI_TRY(reasons, read_reasons(fields, 3));
  KAZASHI_TRY(indirect, read_flag(fields, 4));
  KAZASHI_TRY(attributes_only, read_flag(fields, 5));
  KAZASHI_CHECK(fields.finish());
  if (int{users_only} + int{authorities_only} + int{attributes_only} > 1) return bad_value(0);
  scope.users_only = users_only;
  scope.authorities_only = authorities_only;
  scope.attributes_only = attributes_only;
  scope.indirect = indirect;
  scope.reasons = reasons;
  return scope;
}

Result<std::vector<DistributionPoint>> distribution_points(const pki::Certificate& certificate) {
  std::vector<DistributionPoint> points;
  if (!certificate.crl_distribution_points) {
    points.emplace_back();
    return points;
  }
  der::Reader input(*certificate.crl_distribution_points);
  KAZASHI_TRY(list, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  do {  // at least one
    if (points.size() == kMaxPoints) return fail(FailureCode::der_too_long);
    KAZASHI_TRY(fields, list.enter(der::kSequence));
    DistributionPoint point;
    KAZASHI_TRY(name, fields.enter_optional(der::context_constructed(0)));
    KAZASHI_TRY(reasons, read_reasons(fields, 1));
    KAZASHI_TRY(crl_issuers, fields.enter_optional(der::context_constructed(2)));
    KAZASHI_CHECK(fields.finish());
    if (!name && !crl_issuers) return bad_value(fields.offset());
    if (crl_issuers) {
      KAZASHI_TRY(keys, general_name_keys(*crl_issuers));
      point.crl_issuers = std::move(keys);
    }
    if (name) {
      // relative to the issuer of the CRL; where that is another, its name is a directoryName of crl_issuers,
      // and a relative name of it is not looked for
      KAZASHI_TRY(names, point_name_keys(*name, certificate.issuer.der));
      point.names = std::move(names);
    } else {
      point.names = point.crl_issuers;
    }
    point.reasons = reasons;
    points.push_back(std::move(point));
  } while (!list.at_end());
  return points;
}

}  // namespace kazashi::revocation
