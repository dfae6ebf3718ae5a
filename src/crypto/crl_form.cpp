#include "crypto/crl_form.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "crypto/algorithm_form.h"
#include "crypto/distinct.h"
#include "der/oid.h"
#include "der/reader.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr auto kCrlNumber = der::oid("2.5.29.20");
constexpr auto kAuthorityKeyIdentifier = der::oid("2.5.29.35");

std::unexpected<base::Failure> bad_form(const der::Reader& at) {
  return fail(FailureCode::crl_bad_form, static_cast<std::uint32_t>(at.offset()));
}

struct Found {
  bool number = false;
  bool issuer_key = false;
};

Result<void> read_extensions(der::Reader extensions, Found* found) {
  std::vector<ByteView> seen;
  do {  // at least one
    KAZASHI_TRY(fields, extensions.enter(der::kSequence));
    KAZASHI_TRY(oid, fields.read_oid());
    if (fields.next_is(der::kBoolean)) {
      KAZASHI_TRY(critical, fields.read_boolean());
      if (!critical) return bad_form(fields);  // a default value is not encoded
    }
    KAZASHI_CHECK(fields.read(der::kOctetString));
    KAZASHI_CHECK(fields.finish());
    seen.push_back(oid);
    if (found == nullptr) continue;
    found->number = found->number || kCrlNumber == oid;
    found->issuer_key = found->issuer_key || kAuthorityKeyIdentifier == oid;
  } while (!extensions.at_end());
  if (!all_distinct(std::move(seen))) return bad_form(extensions);
  return {};
}

/// revokedCertificates (section 5.1.2.6). A serial may stand there once for each issuer, so twice is only
/// wrong where no entry names one.
Result<void> read_entries(der::Reader entries) {
  std::vector<ByteView> serials;
  bool extended = false;
  do {  // "if there are no revoked certificates, the revoked certificates list MUST be absent"
    KAZASHI_TRY(entry, entries.enter(der::kSequence));
    KAZASHI_TRY(serial, entry.read_integer());
    KAZASHI_CHECK(entry.read_time());
    KAZASHI_TRY(extensions, entry.enter_optional(der::kSequence));
    if (extensions) KAZASHI_CHECK(read_extensions(*extensions, nullptr));
    KAZASHI_CHECK(entry.finish());
    extended = extended || extensions.has_value();
    serials.push_back(serial);
  } while (!entries.at_end());
  if (extended) return {};
  if (!all_distinct(std::move(serials))) return bad_form(entries);
  return {};
}

Result<ByteView> read_to_be_signed(der::Reader fields) {
  if (!fields.next_is(der::kInteger)) return bad_form(fields);  // version 1
  KAZASHI_TRY(version, fields.read_small_integer());
  if (version != 1) return bad_form(fields);
  KAZASHI_TRY(algorithm, read_algorithm(fields));
  KAZASHI_TRY(issuer, fields.read(der::kSequence));
  if (issuer.content.empty()) return bad_form(fields);
  KAZASHI_CHECK(fields.read_time());
  if (!fields.next_is(der::kUtcTime) && !fields.next_is(der::kGeneralizedTime)) {
    return bad_form(fields);  // nextUpdate (section 5.1.2.5)
  }
  KAZASHI_CHECK(fields.read_time());
  KAZASHI_TRY(entries, fields.enter_optional(der::kSequence));
  if (entries) KAZASHI_CHECK(read_entries(*entries));
  KAZASHI_TRY(explicit_extensions, fields.enter_optional(der::context_constructed(0)));
  KAZASHI_CHECK(fields.finish());
  Found found;
  if (explicit_extensions) {
    KAZASHI_TRY(extensions, explicit_extensions->enter(der::kSequence));
    KAZASHI_CHECK(explicit_extensions->finish());
    KAZASHI_CHECK(read_extensions(extensions, &found));
  }
  if (!found.number || !found.issuer_key) return bad_form(fields);  // section 5.2
  return algorithm;
}

Result<void> check(ByteView der, bool sha1_accepted) {
  der::Reader input(der);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  KAZASHI_TRY(to_be_signed, fields.enter(der::kSequence));
  KAZASHI_TRY(inner, read_to_be_signed(to_be_signed));
  KAZASHI_TRY(outer, read_algorithm(fields));
  if (!std::ranges::equal(inner, outer)) return bad_form(fields);
  KAZASHI_CHECK(fields.read_bit_string());
  KAZASHI_CHECK(fields.finish());
  if (is_sha1_signature(outer) && !sha1_accepted) return fail(FailureCode::certificate_weak_signature);
  return {};
}

}  // namespace

Result<void> check_crl_form(ByteView der, bool sha1_accepted) {
  auto checked = check(der, sha1_accepted);
  if (!checked && base::detail_kind(checked.error().code) == base::DetailKind::byte_offset) {
    checked.error().code = FailureCode::crl_bad_form;  // whichever rule of DER it was
  }
  return checked;
}

}  // namespace kazashi::crypto
