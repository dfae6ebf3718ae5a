#include "crypto/certificate_extensions.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/distinct.h"
#include "der/oid.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

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

constexpr der::Tag kMailbox = der::context_primitive(1);
constexpr der::Tag kHost = der::context_primitive(2);
constexpr der::Tag kUri = der::context_primitive(6);
constexpr der::Tag kAddress = der::context_primitive(7);

/// Whether the name has the shape of its kind (section 4.2.1.6).
bool is_well_shaped_name(const der::Element& name) {
  const std::string_view text = base::as_text(name.content);
  if (name.tag == kMailbox) return std::ranges::count(text, '@') == 1;
  if (name.tag == kHost) return !text.starts_with('.') && !text.contains("..");
  if (name.tag == kAddress) return text.size() == 4 || text.size() == 16;
  return true;
}

/// The same for the base of a name constraint (section 4.2.1.10).
bool is_well_shaped_constraint(const der::Element& name) {
  const std::string_view text = base::as_text(name.content);
  if (name.tag == kMailbox) return std::ranges::count(text, '@') <= 1;
  if (name.tag == kHost) return !text.starts_with('.') && !text.contains('*');
  if (name.tag == kAddress) return text.size() == 8 || text.size() == 32;  // address and mask
  return true;
}

/// GeneralNames: a SEQUENCE of at least one.
Result<void> read_general_names(der::Reader& reader, CertificateForm& form) {
  KAZASHI_TRY(names, reader.enter(der::kSequence));
  do {
    const der::Reader start = names;
    KAZASHI_TRY(name, names.read_any());
    if (name.tag < 0x80 || name.tag >= 0xC0) return bad_value(start);  // a CHOICE of context tags
    const bool text = name.tag == kMailbox || name.tag == kHost || name.tag == kUri;
    const bool ascii = std::ranges::all_of(name.content, [](std::uint8_t octet) { return octet < 0x80; });
    if (text && (!ascii || name.content.empty())) return bad_value(start);
    if (!is_well_shaped_name(name)) note(form, FailureCode::certificate_bad_name);
    ++form.names;
  } while (!names.at_end());
  return {};
}

Result<void> read_alternative_names(Extension extension, CertificateForm& form) {
  form.alternative_names_critical = extension.critical;
  KAZASHI_CHECK(read_general_names(extension.value, form));
  return extension.value.finish();
}

/// A SEQUENCE OF GeneralSubtree (section 4.2.1.10) under a context tag.
Result<void> read_subtrees(der::Reader& fields, der::Tag tag, CertificateForm& form) {
  KAZASHI_TRY(subtrees, fields.enter_optional(tag));
  if (!subtrees) return {};
  do {
    KAZASHI_TRY(subtree, subtrees->enter(der::kSequence));
    KAZASHI_TRY(base, subtree.read_any());
    if (!is_well_shaped_constraint(base)) note(form, FailureCode::certificate_bad_name);
    KAZASHI_CHECK(subtree.finish());  // "minimum MUST be zero, and maximum MUST be absent"
    ++form.constraints;
  } while (!subtrees->at_end());
  return {};
}

Result<void> read_name_constraints(Extension extension, CertificateForm& form) {
  const der::Reader start = extension.value;
  KAZASHI_TRY(fields, extension.value.enter(der::kSequence));
  KAZASHI_CHECK(read_subtrees(fields, der::context_constructed(0), form));
  KAZASHI_CHECK(read_subtrees(fields, der::context_constructed(1), form));
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
  seen.push_back(oid);
  const auto known = std::ranges::find_if(kKnown, [&](const Known& entry) { return entry.oid == oid; });
  if (known == kKnown.end()) return {};  // OpenSSL refuses critical ones that it does not know either
  KAZASHI_TRY(inside, fields.inside(value));
  return known->read(Extension{.critical = critical, .value = inside}, form);
}

}  // namespace

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
  if (!all_distinct(std::move(seen))) note(form, FailureCode::certificate_duplicate_extension);
  return {};
}

}  // namespace kazashi::crypto
