#include "cms/attributes.h"

#include <algorithm>
#include <array>

#include "cms/algorithms.h"
#include "cms/oids.h"

namespace kazashi::cms {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::array kSignedOnce = {kContentType, kMessageDigest, kSigningTime, kSigningCertificateV2};

/// The one value of the attribute; none where it is not there. RFC 5652 section 11, RFC 5035 section 3.
Result<std::optional<der::Element>> only_value(const std::vector<Attribute>& attributes,
                                               const der::Oid& type) {
  std::optional<der::Element> found;
  for (const Attribute& attribute : attributes) {
    if (!(type == attribute.type)) continue;
    if (found || attribute.values.size() != 1) return fail(FailureCode::cms_attribute_repeated);
    found = attribute.values.front();
  }
  return found;
}

Result<der::Element> required_value(const std::vector<Attribute>& attributes, const der::Oid& type) {
  KAZASHI_TRY(value, only_value(attributes, type));
  if (!value) return fail(FailureCode::cms_attribute_missing);
  return *value;
}

Result<base::UtcTime> read_signing_time(const der::Element& value) {
  der::Reader reader(value.encoding);
  KAZASHI_TRY(time, reader.read_time());
  KAZASHI_CHECK(reader.finish());
  return time;
}

bool in_order(const std::vector<Attribute>& attributes) {
  return std::ranges::is_sorted(
      attributes,
      [](ByteView left, ByteView right) { return std::ranges::lexicographical_compare(left, right); },
      &Attribute::encoding);
}

Result<void> check_content_type(const der::Element& value, ByteView content_type) {
  der::Reader reader(value.encoding);
  KAZASHI_TRY(type, reader.read_oid());
  KAZASHI_CHECK(reader.finish());
  if (!std::ranges::equal(type, content_type)) return fail(FailureCode::cms_content_type_mismatch);
  return {};
}

/// IssuerSerial (RFC 5035 section 4): one directoryName, and the serial.
Result<void> check_issuer_serial(der::Reader fields, const pki::Certificate& certificate) {
  constexpr std::uint8_t kDirectoryName = 4;
  KAZASHI_TRY(names, fields.enter(der::kSequence));
  KAZASHI_TRY(directory_name, names.enter(der::context_constructed(kDirectoryName)));
  KAZASHI_CHECK(names.finish());
  KAZASHI_TRY(issuer, directory_name.read(der::kSequence));
  KAZASHI_CHECK(directory_name.finish());
  KAZASHI_TRY(serial, fields.read_integer());
  KAZASHI_CHECK(fields.finish());
  if (!std::ranges::equal(issuer.encoding, certificate.issuer.der) ||
      !std::ranges::equal(serial, certificate.serial)) {
    return fail(FailureCode::cms_signing_certificate_mismatch);
  }
  return {};
}

/// ESSCertIDv2. SHA-256, the default, may be written out: DER forbids it, and signers do it all the same.
Result<void> check_identifier(der::Reader fields, const pki::Certificate& certificate) {
  auto algorithm = DigestAlgorithm::sha256;
  if (fields.next_is(der::kSequence)) {
    KAZASHI_TRY(name, read_algorithm_name(fields));
    KAZASHI_TRY(accepted, accepted_digest(name));
    algorithm = accepted;
  }
  KAZASHI_TRY(hash, fields.read_octet_string());
  if (!std::ranges::equal(hash, digest(algorithm, certificate.der))) {
    return fail(FailureCode::cms_signing_certificate_mismatch);
  }
  KAZASHI_TRY(issuer_serial, fields.enter_optional(der::kSequence));
  KAZASHI_CHECK(fields.finish());
  if (!issuer_serial) return {};
  return check_issuer_serial(*issuer_serial, certificate);
}

}  // namespace

Result<KnownAttributes> read_known_attributes(const SignerInfo& signer, ByteView content_type) {
  const auto& attributes = signer.signed_attributes;
  if (attributes.empty()) return fail(FailureCode::cms_attributes_missing);
  for (const der::Oid& type : kSignedOnce) {
    KAZASHI_CHECK(only_value(attributes, type));
    const auto is_that = [&type](const Attribute& attribute) { return type == attribute.type; };
    if (std::ranges::any_of(signer.unsigned_attributes, is_that)) {
      return fail(FailureCode::cms_attribute_misplaced);
    }
  }
  if (!in_order(attributes)) return fail(FailureCode::cms_attributes_not_der);

  KAZASHI_TRY(type, required_value(attributes, kContentType));
  KAZASHI_CHECK(check_content_type(type, content_type));
  KAZASHI_TRY(digest_value, required_value(attributes, kMessageDigest));
  der::Reader reader(digest_value.encoding);
  KAZASHI_TRY(message_digest, reader.read_octet_string());
  KAZASHI_TRY(signing_certificate, only_value(attributes, kSigningCertificateV2));
  KnownAttributes known{
      .message_digest = message_digest, .signing_time = {}, .signing_certificate = signing_certificate};
  KAZASHI_TRY(time_value, only_value(attributes, kSigningTime));
  if (time_value) {
    KAZASHI_TRY(time, read_signing_time(*time_value));
    known.signing_time = time;
  }
  return known;
}

Result<void> check_signing_certificate(const der::Element& value, const pki::Certificate& certificate) {
  der::Reader reader(value.encoding);
  KAZASHI_TRY(fields, reader.enter(der::kSequence));
  KAZASHI_TRY(identifiers, fields.enter(der::kSequence));
  KAZASHI_TRY(first, identifiers.enter(der::kSequence));  // the signer's; others are of the path
  KAZASHI_CHECK(fields.read_optional(der::kSequence));    // policies
  KAZASHI_CHECK(fields.finish());
  return check_identifier(first, certificate);
}

}  // namespace kazashi::cms
