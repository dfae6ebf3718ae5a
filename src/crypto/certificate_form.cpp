#include "crypto/certificate_form.h"

#include <algorithm>
#include <array>
#include <string>

#include "crypto/algorithm_form.h"
#include "der/oid.h"
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

/// One extension, its value opened.
struct Extension {
  bool critical = false;
  der::Reader value;
};

std::unexpected<base::Failure> bad_value(const der::Reader& at) {
  return fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(at.offset()));
}

void note(CertificateForm& form, FailureCode rule) {
  if (!form.broken_rule) form.broken_rule = rule;
}

Result<void> read_key_usage(Extension extension, CertificateForm& form) {
  KAZASHI_TRY(bits, extension.value.read_named_bits());
  form.key_usage = bits;
  return extension.value.finish();
}

Result<void> read_basic_constraints(Extension extension, CertificateForm& form) {
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  if (fields.next_is(der::kBoolean)) {
    const der::Reader start = fields;
    KAZASHI_TRY(authority, fields.read_boolean());
    if (!authority) return bad_value(start);  // a default value is not encoded (X.690 section 11.5)
    form.authority = true;
  }
  form.authority_critical = extension.critical;
  if (fields.next_is(der::kInteger)) {
    KAZASHI_TRY(length, fields.read_small_integer());
    form.path_length = length;
  }
  KAZASHI_CHECK(fields.finish());
  return extension.value.finish();
}

Result<void> read_purposes(Extension extension, CertificateForm& form) {
  KAZASHI_TRY(list, extension.value.enter(der::kSequence));
  form.purposes.emplace();
  do {  // at least one
    KAZASHI_TRY(oid, list.read_oid());
    form.purposes->push_back(oid);
  } while (!list.at_end());
  return extension.value.finish();
}

Result<void> read_key_identifier(Extension extension, CertificateForm& form) {
  KAZASHI_TRY(identifier, extension.value.read_octet_string());
  form.key_identifier = identifier;
  if (extension.critical) note(form, FailureCode::certificate_extension_misused);  // section 4.2.1.2
  return extension.value.finish();
}

Result<void> read_issuer_key_identifier(Extension extension, CertificateForm& form) {
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  KAZASHI_TRY(identifier, fields.read_optional(der::context_primitive(0)));
  KAZASHI_TRY(issuer, fields.read_optional(der::context_constructed(1)));
  KAZASHI_TRY(serial, fields.read_optional(der::context_primitive(2)));
  KAZASHI_CHECK(fields.finish());
  if (identifier) form.issuer_key_identifier = identifier->content;
  const bool misused =
      extension.critical || !identifier || issuer.has_value() != serial.has_value();  // section 4.2.1.1
  if (misused) note(form, FailureCode::certificate_extension_misused);
  return extension.value.finish();
}

/// GeneralNames: a SEQUENCE of at least one.
Result<void> read_general_names(der::Reader& reader, std::size_t& count) {
  KAZASHI_TRY(names, reader.enter(der::kSequence));
  do {
    const der::Reader start = names;
    KAZASHI_TRY(name, names.read_any());
    if (name.tag < 0x80 || name.tag >= 0xC0) return bad_value(start);  // a CHOICE of context tags
    const bool text = name.tag == der::context_primitive(1) || name.tag == der::context_primitive(2) ||
                      name.tag == der::context_primitive(6);
    const bool ascii = std::ranges::all_of(name.content, [](std::uint8_t octet) { return octet < 0x80; });
    if (text && (!ascii || name.content.empty())) return bad_value(start);
    ++count;
  } while (!names.at_end());
  return {};
}

Result<void> read_alternative_names(Extension extension, CertificateForm& form) {
  form.alternative_names = true;
  form.alternative_names_critical = extension.critical;
  KAZASHI_CHECK(read_general_names(extension.value, form.names));
  return extension.value.finish();
}

/// A SEQUENCE OF GeneralSubtree (section 4.2.1.10) under a context tag.
Result<void> read_subtrees(der::Reader& fields, der::Tag tag, std::size_t& count) {
  KAZASHI_TRY(subtrees, fields.enter_optional(tag));
  if (!subtrees) return {};
  do {
    KAZASHI_TRY(subtree, subtrees->enter(der::kSequence));
    const der::Reader start = subtree;
    KAZASHI_TRY(base, subtree.read_any());
    // iPAddress: address and mask, of version 4 or 6
    const bool address = base.tag == der::context_primitive(7);
    if (address && base.content.size() != 8 && base.content.size() != 32) return bad_value(start);
    KAZASHI_CHECK(subtree.finish());  // "minimum MUST be zero, and maximum MUST be absent"
    ++count;
  } while (!subtrees->at_end());
  return {};
}

Result<void> read_name_constraints(Extension extension, CertificateForm& form) {
  const der::Reader start = extension.value;
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  KAZASHI_CHECK(read_subtrees(fields, der::context_constructed(0), form.constraints));
  KAZASHI_CHECK(read_subtrees(fields, der::context_constructed(1), form.constraints));
  KAZASHI_CHECK(fields.finish());
  if (form.constraints == 0) return bad_value(start);  // section 4.2.1.10: never an empty sequence
  form.names_constrained = true;
  return extension.value.finish();
}

/// "SkipCerts", under a context tag; true where it is there and 0.
Result<bool> read_from_now_on(der::Reader& fields, std::uint8_t number) {
  KAZASHI_TRY(skipped, fields.read_optional(der::context_primitive(number)));
  return skipped && skipped->content.size() == 1 && skipped->content.front() == 0;
}

/// That it must be critical, PKITS does not keep to (4.8.6).
Result<void> read_policy_constraints(Extension extension, CertificateForm& form) {
  const der::Reader start = extension.value;
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  if (fields.at_end()) return bad_value(start);  // section 4.2.1.11
  KAZASHI_TRY(explicit_policy, read_from_now_on(fields, 0));
  KAZASHI_TRY(no_mapping, read_from_now_on(fields, 1));
  form.requires_explicit_policy = explicit_policy;
  form.inhibits_policy_mapping = no_mapping;
  KAZASHI_CHECK(fields.finish());
  return extension.value.finish();
}

Result<void> read_inhibit_any_policy(Extension extension, CertificateForm& form) {
  KAZASHI_TRY(skipped, extension.value.read_small_integer());
  form.inhibits_any_policy = skipped == 0;
  if (!extension.critical) note(form, FailureCode::certificate_extension_misused);  // section 4.2.1.14
  return extension.value.finish();
}

/// authorityInfoAccess and subjectInfoAccess (sections 4.2.2.1 and 4.2.2.2).
Result<void> read_information_access(Extension extension, CertificateForm& form) {
  if (extension.critical) note(form, FailureCode::certificate_extension_misused);
  KAZASHI_TRY(list, extension.value.enter(der::kSequence));
  do {
    KAZASHI_TRY(description, list.enter(der::kSequence));
    KAZASHI_CHECK(description.read_oid());
    KAZASHI_CHECK(description.read_any());
    KAZASHI_CHECK(description.finish());
  } while (!list.at_end());
  return extension.value.finish();
}

struct Known {
  der::Oid oid;
  Result<void> (*read)(Extension, CertificateForm&);
};
constexpr std::array kKnown = {
    Known{der::oid("2.5.29.15"), read_key_usage},
    Known{der::oid("2.5.29.19"), read_basic_constraints},
    Known{der::oid("2.5.29.37"), read_purposes},
    Known{der::oid("2.5.29.14"), read_key_identifier},
    Known{der::oid("2.5.29.35"), read_issuer_key_identifier},
    Known{der::oid("2.5.29.17"), read_alternative_names},
    Known{der::oid("2.5.29.30"), read_name_constraints},
    Known{der::oid("2.5.29.36"), read_policy_constraints},
    Known{der::oid("2.5.29.54"), read_inhibit_any_policy},
    Known{der::oid("1.3.6.1.5.5.7.1.1"), read_information_access},
    Known{der::oid("1.3.6.1.5.5.7.1.11"), read_information_access},
};

Result<void> read_extension(der::Reader fields, CertificateForm& form, std::vector<ByteView>& seen) {
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
  if (std::ranges::any_of(seen, [&](ByteView other) { return std::ranges::equal(other, oid); })) {
    note(form, FailureCode::certificate_duplicate_extension);
    return {};
  }
  seen.push_back(oid);
  const auto known = std::ranges::find_if(kKnown, [&](const Known& entry) { return entry.oid == oid; });
  if (known == kKnown.end()) return {};  // OpenSSL refuses critical ones that it does not know either
  KAZASHI_TRY(inside, fields.inside(value));
  return known->read(Extension{.critical = critical, .value = inside}, form);
}

Result<void> read_extensions(der::Reader& fields, CertificateForm& form) {
  KAZASHI_TRY(explicit_extensions, fields.enter_optional(der::context_constructed(3)));
  if (!explicit_extensions) return {};
  if (!form.version3) note(form, FailureCode::certificate_bad_version);  // section 4.1.2.9
  KAZASHI_TRY(extensions, explicit_extensions->enter(der::kSequence));
  KAZASHI_CHECK(explicit_extensions->finish());
  std::vector<ByteView> seen;
  do {  // at least one
    KAZASHI_TRY(extension, extensions.enter(der::kSequence));
    KAZASHI_CHECK(read_extension(extension, form, seen));
  } while (!extensions.at_end());
  return {};
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
