#include "revocation/general_certificate.h"

#include <algorithm>
#include <array>

#include "crypto/hasher.h"
#include "crypto/signed_digest.h"
#include "der/oid.h"
#include "der/reader.h"
#include "revocation/extension_list.h"
#include "revocation/general_time.h"

namespace kazashi::revocation {
namespace {

using base::ByteView;
using base::FailureCode;
using base::Result;
using pki::Certificate;

constexpr auto kSubjectKeyIdentifier = der::oid("2.5.29.14");
constexpr auto kKeyUsage = der::oid("2.5.29.15");
constexpr auto kBasicConstraints = der::oid("2.5.29.19");
constexpr auto kDistributionPoints = der::oid("2.5.29.31");
constexpr auto kExtendedKeyUsage = der::oid("2.5.29.37");
/// May be critical and passed over, because what they say is not about a status: names, policies, who issued.
constexpr std::array kPassedOver = {der::oid("2.5.29.17"), der::oid("2.5.29.18"), der::oid("2.5.29.32"),
                                    der::oid("2.5.29.35")};

Result<void> read_extension(ByteView oid, bool critical, der::Reader value, Certificate& certificate) {
  if (kSubjectKeyIdentifier == oid) {
    KAZASHI_TRY(identifier, value.read_octet_string());
    certificate.subject_key_identifier = base::to_bytes(identifier);
    return value.finish();
  }
  if (kKeyUsage == oid) {
    KAZASHI_TRY(bits, value.read_named_bits());
    certificate.key_usage = pki::KeyUsage{.critical = critical, .bits = bits};
    return value.finish();
  }
  if (kBasicConstraints == oid) {
    KAZASHI_TRY(fields, value.enter(der::kSequence));
    pki::BasicConstraints constraints{.critical = critical, .authority = false, .path_length = {}};
    if (fields.next_is(der::kBoolean)) {
      KAZASHI_TRY(authority, fields.read_boolean());
      constraints.authority = authority;
    }
    certificate.basic_constraints = constraints;  // how long a path may be is not asked here
    return value.finish();
  }
  if (kDistributionPoints == oid) {
    KAZASHI_TRY(points, value.read(der::kSequence));
    certificate.crl_distribution_points = base::to_bytes(points.encoding);
    return value.finish();
  }
  if (kExtendedKeyUsage == oid) {
    KAZASHI_TRY(purposes, value.enter(der::kSequence));
    pki::OidList list{.critical = critical, .oids = {}};
    do {  // at least one
      KAZASHI_TRY(purpose, purposes.read_oid());
      list.oids.push_back(base::to_bytes(purpose));
    } while (!purposes.at_end());
    certificate.extended_key_usage = std::move(list);
    return value.finish();
  }
  const bool passed_over =
      std::ranges::any_of(kPassedOver, [oid](const der::Oid& known) { return known == oid; });
  if (critical && !passed_over) certificate.unknown_critical.push_back(base::to_bytes(oid));
  return {};
}

Result<void> read_to_be_signed(der::Reader fields, Certificate& certificate) {
  KAZASHI_CHECK(fields.read_optional(der::context_constructed(0)));
  KAZASHI_TRY(serial, fields.read_integer());
  certificate.serial = base::to_bytes(serial);
  KAZASHI_CHECK(fields.read(der::kSequence));  // the signature's algorithm
  KAZASHI_TRY(issuer, fields.read(der::kSequence));
  certificate.issuer.der = base::to_bytes(issuer.encoding);
  KAZASHI_TRY(validity, fields.enter(der::kSequence));
  KAZASHI_TRY(not_before, read_any_time(validity));
  KAZASHI_TRY(not_after, read_any_time(validity));
  KAZASHI_CHECK(validity.finish());
  certificate.not_before = not_before;
  certificate.not_after = not_after;
  KAZASHI_TRY(subject, fields.read(der::kSequence));
  certificate.subject.der = base::to_bytes(subject.encoding);
  KAZASHI_TRY(public_key, fields.read(der::kSequence));
  certificate.public_key = base::to_bytes(public_key.encoding);
  KAZASHI_CHECK(fields.read_optional(der::context_primitive(1)));  // unique identifiers
  KAZASHI_CHECK(fields.read_optional(der::context_primitive(2)));
  KAZASHI_TRY(explicit_extensions, fields.enter_optional(der::context_constructed(3)));
  KAZASHI_CHECK(fields.finish());
  if (!explicit_extensions) return {};
  KAZASHI_TRY(extensions, explicit_extensions->enter(der::kSequence));
  KAZASHI_CHECK(explicit_extensions->finish());
  return for_each_extension(extensions, FailureCode::certificate_duplicate_extension,
                            [&certificate](ByteView oid, bool critical, const der::Reader& value) {
                              return read_extension(oid, critical, value, certificate);
                            });
}

}  // namespace

Result<void> verify_issued(ByteView der, const Certificate& issuer, Sha1 sha1) {
  der::Reader input(der);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_TRY(to_be_signed, fields.read(der::kSequence));
  KAZASHI_TRY(algorithm, fields.read(der::kSequence));
  KAZASHI_TRY(signature, fields.read_bit_string());
  KAZASHI_TRY(parameters, crypto::read_signature_algorithm(algorithm.encoding));
  if (parameters.hash == crypto::Hash::sha1 && sha1 == Sha1::refuse) {
    return base::fail(FailureCode::signature_algorithm_refused);
  }
  // What the signed half names must be what the signature was checked by (RFC 5280 section 4.1.1.2).
  KAZASHI_TRY(inside, fields.inside(to_be_signed));
  KAZASHI_CHECK(inside.read_optional(der::context_constructed(0)));
  KAZASHI_CHECK(inside.read_integer());
  KAZASHI_TRY(inner, inside.read(der::kSequence));
  if (!std::ranges::equal(inner.encoding, algorithm.encoding)) {
    return base::fail(FailureCode::certificate_algorithm_mismatch);
  }
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(issuer.public_key));
  return crypto::verify_digest(key, parameters, crypto::digest(parameters.hash, to_be_signed.encoding),
                               signature.octets);
}

Result<Certificate> read_general_certificate(ByteView der, std::uint32_t index) {
  der::Reader input(der);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  Certificate certificate;
  KAZASHI_TRY(to_be_signed, fields.enter(der::kSequence));
  auto read = read_to_be_signed(to_be_signed, certificate);
  if (!read) {
    if (read.error().code == FailureCode::certificate_duplicate_extension) read.error().detail = index;
    return std::unexpected(read.error());
  }
  KAZASHI_CHECK(fields.read(der::kSequence));
  KAZASHI_CHECK(fields.read_bit_string());
  KAZASHI_CHECK(fields.finish());
  certificate.der = base::to_bytes(der);
  certificate.fingerprint = crypto::sha256(der);
  return certificate;
}

}  // namespace kazashi::revocation
