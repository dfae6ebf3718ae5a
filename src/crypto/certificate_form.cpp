#include "crypto/certificate_form.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "crypto/algorithm_form.h"
#include "crypto/certificate_extensions.h"
#include "der/reader.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

// No authority's certificate comes near it, and everything after is linear in it.
constexpr std::size_t kMaxSize = 1024 * 1024;
constexpr std::size_t kMaxSerialSize = 20;  // section 4.1.2.2

std::unexpected<base::Failure> bad_value(const der::Reader& at) {
  return fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(at.offset()));
}

void note(CertificateForm& form, FailureCode rule) {
  if (!form.broken_rule) form.broken_rule = rule;
}

Result<void> read_version(der::Reader& fields, CertificateForm& form) {
  KAZASHI_TRY(explicit_version, fields.enter_optional(der::context_constructed(0)));
  if (!explicit_version) return {};  // version 1
  const der::Reader start = *explicit_version;
  KAZASHI_TRY(version, explicit_version->read_small_integer());
  if (version == 0) return bad_value(start);  // a default value is not encoded
  if (version > 2) note(form, FailureCode::certificate_bad_version);
  form.version3 = version == 2;
  return explicit_version->finish();
}

Result<void> read_serial(der::Reader& fields, CertificateForm& form) {
  KAZASHI_TRY(serial, fields.read_integer());
  const bool zero = serial.size() == 1 && serial.front() == 0;
  form.serial_sound = !zero && serial.size() <= kMaxSerialSize;
  return {};
}

/// Either kind of time, for any year: PKITS has GeneralizedTime before 2050.
Result<base::UtcTime> read_time(der::Reader& fields) {
  if (!fields.next_is(der::kGeneralizedTime)) return fields.read_time();
  const der::Reader start = fields;
  KAZASHI_TRY(element, fields.read(der::kGeneralizedTime));
  const std::string_view text = base::as_text(element.content);
  if (text.size() != 15) return bad_value(start);
  const auto part = [&](std::size_t at, std::size_t size) { return std::string(text.substr(at, size)); };
  const auto time = base::parse_utc(part(0, 4) + '-' + part(4, 2) + '-' + part(6, 2) + 'T' + part(8, 2) +
                                    ':' + part(10, 2) + ':' + part(12, 3));
  if (!time) return bad_value(start);
  return *time;
}

Result<void> read_validity(der::Reader& fields, CertificateForm& form) {
  KAZASHI_TRY(validity, fields.enter(der::kSequence));
  KAZASHI_TRY(not_before, read_time(validity));
  KAZASHI_TRY(not_after, read_time(validity));
  if (not_after < not_before) note(form, FailureCode::certificate_bad_validity);
  form.not_before = not_before;
  form.not_after = not_after;
  return validity.finish();
}

Result<ByteView> read_name(der::Reader& fields) {
  KAZASHI_TRY(name, fields.read(der::kSequence));
  KAZASHI_TRY(relative_names, fields.inside(name));
  while (!relative_names.at_end()) {
    KAZASHI_TRY(set, relative_names.enter(der::kSet));
    do {  // at least one
      KAZASHI_TRY(attribute, set.enter(der::kSequence));
      KAZASHI_CHECK(attribute.read_oid());
      KAZASHI_CHECK(attribute.read_any());
      KAZASHI_CHECK(attribute.finish());
    } while (!set.at_end());
  }
  return name.encoding;
}

bool is_empty_name(ByteView name) { return name.size() == 2; }

Result<ByteView> read_to_be_signed(der::Reader fields, CertificateForm& form) {
  KAZASHI_CHECK(read_version(fields, form));
  KAZASHI_CHECK(read_serial(fields, form));
  KAZASHI_TRY(algorithm, read_algorithm(fields));
  KAZASHI_TRY(issuer, read_name(fields));
  form.issuer = issuer;
  if (is_empty_name(issuer)) note(form, FailureCode::certificate_bad_name);  // section 4.1.2.4
  KAZASHI_CHECK(read_validity(fields, form));
  KAZASHI_TRY(subject, read_name(fields));
  form.subject = subject;
  KAZASHI_TRY(key, fields.read(der::kSequence));
  form.public_key = key.encoding;
  KAZASHI_CHECK(fields.read_optional(der::context_primitive(1)));  // unique identifiers, of no use to us
  KAZASHI_CHECK(fields.read_optional(der::context_primitive(2)));
  KAZASHI_CHECK(read_extensions(fields, form));
  KAZASHI_CHECK(fields.finish());
  return algorithm;
}

std::optional<FailureCode> broken_rule_of_authority(const CertificateForm& form, PathRole role) {
  if (is_empty_name(form.subject)) return FailureCode::certificate_bad_name;  // section 4.1.2.6
  if (!form.authority) return FailureCode::certificate_is_not_authority;
  // Section 4.2.1.9 asks it of authorities; section 6.1.4 (k) does not look, and PKITS 4.6.4 has an
  // intermediate one without. An anchor is configured, so it can be held to it.
  if (role == PathRole::anchor && !form.authority_critical) return FailureCode::certificate_is_not_authority;
  if (form.key_usage && (*form.key_usage & kMayCertify) == 0) return FailureCode::certificate_key_usage_wrong;
  if (!form.key_identifier) return FailureCode::certificate_key_identifier_missing;  // section 4.2.1.2
  return std::nullopt;
}

std::optional<FailureCode> broken_rule_of_end_entity(const CertificateForm& form) {
  const bool nameless = is_empty_name(form.subject) && !form.alternative_names_critical;
  if (nameless) return FailureCode::certificate_bad_name;  // section 4.2.1.6
  if (form.authority) return std::nullopt;
  if (form.names_constrained) return FailureCode::certificate_extension_misused;  // section 4.2.1.10
  const bool certifies = form.key_usage && (*form.key_usage & kMayCertify) != 0;
  if (certifies) return FailureCode::certificate_key_usage_wrong;  // section 4.2.1.3
  return std::nullopt;
}

}  // namespace

bool CertificateForm::self_issued() const { return std::ranges::equal(issuer, subject); }

Result<CertificateForm> read_certificate_form(ByteView der) {
  if (der.size() > kMaxSize) return fail(FailureCode::der_too_long, static_cast<std::uint32_t>(kMaxSize));
  der::Reader input(der);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  CertificateForm form;
  KAZASHI_TRY(to_be_signed, fields.enter(der::kSequence));
  KAZASHI_TRY(inner, read_to_be_signed(to_be_signed, form));
  KAZASHI_TRY(outer, read_algorithm(fields));
  if (!std::ranges::equal(inner, outer)) note(form, FailureCode::certificate_algorithm_mismatch);
  form.signed_with_sha1 = is_sha1_signature(outer);
  const der::Reader start = fields;
  KAZASHI_TRY(signature, fields.read_bit_string());
  if (signature.unused_bits != 0) return bad_value(start);
  KAZASHI_CHECK(fields.finish());
  return form;
}

std::optional<FailureCode> broken_rule(const CertificateForm& form, PathRole role) {
  if (form.broken_rule) return form.broken_rule;
  // Real roots have the serial 0; nobody looks an anchor up by it.
  if (role != PathRole::anchor && !form.serial_sound) return FailureCode::certificate_bad_serial;
  if (role == PathRole::end_entity) {
    if (const auto rule = broken_rule_of_end_entity(form)) return rule;
  } else if (const auto rule = broken_rule_of_authority(form, role)) {
    return rule;
  }
  // section 4.2.1.1: only a self-signed certificate may leave it out
  const bool may_lack = role == PathRole::anchor && form.self_issued();
  if (!form.issuer_key_identifier && !may_lack) return FailureCode::certificate_key_identifier_missing;
  return std::nullopt;
}

}  // namespace kazashi::crypto
