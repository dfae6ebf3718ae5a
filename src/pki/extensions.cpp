#include "pki/extensions.h"

#include <algorithm>
#include <array>

#include "der/oid.h"

namespace kazashi::pki {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr auto kDistributionPoints = der::oid("2.5.29.31");

/// One extension, its value opened: `value` reads the DER inside the OCTET STRING.
struct Extension {
  bool critical = false;
  ByteView octets;
  der::Reader value;
};

std::unexpected<base::Failure> bad_value(const der::Reader& at) {
  return fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(at.offset()));
}

Result<void> read_key_usage(Extension extension, Certificate& certificate) {
  const der::Reader start = extension.value;
  KAZASHI_TRY(bits, extension.value.read_named_bits());
  if (bits == 0) return bad_value(start);  // "at least one of the bits MUST be set" (section 4.2.1.3)
  certificate.key_usage = KeyUsage{.critical = extension.critical, .bits = bits};
  return extension.value.finish();
}

Result<void> read_basic_constraints(Extension extension, Certificate& certificate) {
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  BasicConstraints constraints{
      .critical = extension.critical, .authority = false, .path_length = std::nullopt};
  if (fields.next_is(der::kBoolean)) {
    const der::Reader start = fields;
    KAZASHI_TRY(authority, fields.read_boolean());
    if (!authority) return bad_value(start);  // a default value is not encoded (X.690 section 11.5)
    constraints.authority = true;
  }
  if (fields.next_is(der::kInteger)) {
    KAZASHI_TRY(length, fields.read_small_integer());
    constraints.path_length = length;
  }
  KAZASHI_CHECK(fields.finish());
  certificate.basic_constraints = constraints;
  return extension.value.finish();
}

Result<void> add_once(OidList& list, ByteView oid, const der::Reader& at) {
  if (list.contains(oid)) return bad_value(at);
  list.oids.push_back(base::to_bytes(oid));
  return {};
}

Result<void> read_policies(Extension extension, Certificate& certificate) {
  KAZASHI_TRY(policies, extension.value.enter(der::kSequence));
  OidList list{.critical = extension.critical, .oids = {}};
  do {  // at least one
    const der::Reader start = policies;
    KAZASHI_TRY(policy, policies.enter(der::kSequence));
    KAZASHI_TRY(oid, policy.read_oid());
    KAZASHI_CHECK(policy.read_optional(der::kSequence));  // qualifiers: texts and addresses for people
    KAZASHI_CHECK(policy.finish());
    KAZASHI_CHECK(add_once(list, oid, start));
  } while (!policies.at_end());
  certificate.policies = std::move(list);
  return extension.value.finish();
}

Result<void> read_extended_key_usage(Extension extension, Certificate& certificate) {
  KAZASHI_TRY(purposes, extension.value.enter(der::kSequence));
  OidList list{.critical = extension.critical, .oids = {}};
  do {  // at least one
    const der::Reader start = purposes;
    KAZASHI_TRY(oid, purposes.read_oid());
    KAZASHI_CHECK(add_once(list, oid, start));
  } while (!purposes.at_end());
  certificate.extended_key_usage = std::move(list);
  return extension.value.finish();
}

Result<void> read_subject_key_identifier(Extension extension, Certificate& certificate) {
  const der::Reader start = extension.value;
  KAZASHI_TRY(identifier, extension.value.read_octet_string());
  if (identifier.empty()) return bad_value(start);
  certificate.subject_key_identifier = base::to_bytes(identifier);
  return extension.value.finish();
}

/// The issuer and serial beside the key identifier are compared by OpenSSL when it validates the path.
Result<void> read_authority_key_identifier(Extension extension, Certificate& certificate) {
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  const der::Reader start = fields;
  KAZASHI_TRY(identifier, fields.read_optional(der::context_primitive(0)));
  KAZASHI_CHECK(fields.read_optional(der::context_constructed(1)));
  KAZASHI_CHECK(fields.read_optional(der::context_primitive(2)));
  KAZASHI_CHECK(fields.finish());
  if (identifier) {
    if (identifier->content.empty()) return bad_value(start);
    certificate.authority_key_identifier = base::to_bytes(identifier->content);
  }
  return extension.value.finish();
}

/// Kept for whoever has revocation data. RFC 5280 wants it not critical; nothing in a path's check honours
/// one that is.
Result<void> read_distribution_points(Extension extension, Certificate& certificate) {
  KAZASHI_TRY(points, extension.value.read(der::kSequence));
  certificate.crl_distribution_points = base::to_bytes(points.encoding);
  if (extension.critical) certificate.unknown_critical.push_back(base::to_bytes(kDistributionPoints.view()));
  return extension.value.finish();
}

struct Known {
  der::Oid oid;
  Result<void> (*read)(Extension, Certificate&);
};
constexpr std::array kKnown = {
    Known{der::oid("2.5.29.15"), read_key_usage},
    Known{der::oid("2.5.29.19"), read_basic_constraints},
    Known{der::oid("2.5.29.32"), read_policies},
    Known{der::oid("2.5.29.37"), read_extended_key_usage},
    Known{der::oid("2.5.29.14"), read_subject_key_identifier},
    Known{der::oid("2.5.29.35"), read_authority_key_identifier},
    Known{kDistributionPoints, read_distribution_points},
};

constexpr auto kSubjectAltName = der::oid("2.5.29.17");

Result<void> read_extension(ByteView oid, Extension extension, Certificate& certificate) {
  const auto known = std::ranges::find_if(kKnown, [oid](const Known& entry) { return entry.oid == oid; });
  if (known != kKnown.end()) return known->read(extension, certificate);
  // Kept for whoever asks for a person's data; for a path's validity it stays one that is not understood.
  if (kSubjectAltName == oid) certificate.subject_alt_name = base::to_bytes(extension.octets);
  if (extension.critical) certificate.unknown_critical.push_back(base::to_bytes(oid));
  return {};
}

}  // namespace

bool OidList::contains(ByteView oid) const {
  return std::ranges::any_of(oids,
                             [oid](const base::Bytes& listed) { return std::ranges::equal(listed, oid); });
}

namespace {

/// Sorted for it: a certificate of the largest size has room for hundreds.
bool has_repeated(std::vector<ByteView> oids) {
  const auto before = [](ByteView left, ByteView right) {
    return std::ranges::lexicographical_compare(left, right);
  };
  std::ranges::sort(oids, before);
  const auto same = [](ByteView left, ByteView right) { return std::ranges::equal(left, right); };
  return std::ranges::adjacent_find(oids, same) != oids.end();
}

}  // namespace

Result<void> read_extensions(der::Reader extensions, Certificate& certificate, std::uint32_t index) {
  std::vector<ByteView> seen;
  do {  // at least one
    KAZASHI_TRY(fields, extensions.enter(der::kSequence));
    KAZASHI_TRY(oid, fields.read_oid());
    bool critical = false;
    if (fields.next_is(der::kBoolean)) {
      const der::Reader start = fields;
      KAZASHI_TRY(stated, fields.read_boolean());
      if (!stated) return bad_value(start);  // a default value is not encoded (X.690 section 11.5)
      critical = true;
    }
    KAZASHI_TRY(value, fields.read(der::kOctetString));
    KAZASHI_CHECK(fields.finish());
    seen.push_back(oid);
    KAZASHI_TRY(inside, fields.inside(value));
    KAZASHI_CHECK(read_extension(
        oid, Extension{.critical = critical, .octets = value.content, .value = inside}, certificate));
  } while (!extensions.at_end());
  if (has_repeated(std::move(seen))) return fail(FailureCode::certificate_duplicate_extension, index);
  return {};
}

}  // namespace kazashi::pki
