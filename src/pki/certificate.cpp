#include "pki/certificate.h"

#include <algorithm>

#include "der/reader.h"
#include "pki/extensions.h"

namespace kazashi::pki {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint32_t kVersion3 = 2;      // version 1 is 0
constexpr std::size_t kMaxSerialSize = 20;  // RFC 5280 section 4.1.2.2

Result<void> read_version(der::Reader& fields, std::uint32_t index) {
  KAZASHI_TRY(explicit_version, fields.enter_optional(der::context_constructed(0)));
  if (!explicit_version) return fail(FailureCode::certificate_bad_version, index);
  KAZASHI_TRY(version, explicit_version->read_small_integer());
  if (version != kVersion3) return fail(FailureCode::certificate_bad_version, index);
  return explicit_version->finish();
}

Result<base::Bytes> read_serial(der::Reader& fields, std::uint32_t index) {
  KAZASHI_TRY(serial, fields.read_integer());
  const bool negative = serial.front() >= 0x80;
  const bool zero = serial.size() == 1 && serial.front() == 0;
  if (negative || zero || serial.size() > kMaxSerialSize) {
    return fail(FailureCode::certificate_bad_serial, index);
  }
  return base::to_bytes(serial);
}

struct ReadAlgorithm {
  AlgorithmIdentifier algorithm;
  ByteView encoding;
};

Result<ReadAlgorithm> read_algorithm(der::Reader& fields) {
  KAZASHI_TRY(sequence, fields.read(der::kSequence));
  KAZASHI_TRY(inside, fields.inside(sequence));
  KAZASHI_TRY(oid, inside.read_oid());
  AlgorithmIdentifier algorithm{.oid = base::to_bytes(oid), .parameters = {}};
  if (!inside.at_end()) {
    KAZASHI_TRY(parameters, inside.read_any());
    algorithm.parameters = base::to_bytes(parameters.encoding);
  }
  KAZASHI_CHECK(inside.finish());
  return ReadAlgorithm{.algorithm = std::move(algorithm), .encoding = sequence.encoding};
}

Result<void> read_validity(der::Reader& fields, Certificate& certificate, std::uint32_t index) {
  KAZASHI_TRY(validity, fields.enter(der::kSequence));
  KAZASHI_TRY(not_before, validity.read_time());
  KAZASHI_TRY(not_after, validity.read_time());
  if (not_after < not_before) return fail(FailureCode::certificate_bad_validity, index);
  certificate.not_before = not_before;
  certificate.not_after = not_after;
  return validity.finish();
}

/// A BIT STRING that holds whole octets.
Result<ByteView> read_octets_of_bits(der::Reader& fields) {
  const std::size_t place = fields.offset();
  KAZASHI_TRY(bits, fields.read_bit_string());
  if (bits.unused_bits != 0) return fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(place));
  return bits.octets;
}

Result<base::Bytes> read_public_key(der::Reader& fields) {
  KAZASHI_TRY(info, fields.read(der::kSequence));
  KAZASHI_TRY(inside, fields.inside(info));
  KAZASHI_CHECK(read_algorithm(inside));
  KAZASHI_CHECK(read_octets_of_bits(inside));
  KAZASHI_CHECK(inside.finish());
  return base::to_bytes(info.encoding);
}

/// TBSCertificate (section 4.1.2). Unique identifiers have no place in it: they would be the tags [1] and [2]
/// where [3] is asked for.
Result<ReadAlgorithm> read_to_be_signed(der::Reader fields, Certificate& certificate, std::uint32_t index) {
  KAZASHI_CHECK(read_version(fields, index));
  KAZASHI_TRY(serial, read_serial(fields, index));
  certificate.serial = std::move(serial);
  KAZASHI_TRY(algorithm, read_algorithm(fields));
  KAZASHI_TRY(issuer, read_name(fields));
  certificate.issuer = std::move(issuer);
  KAZASHI_CHECK(read_validity(fields, certificate, index));
  KAZASHI_TRY(subject, read_name(fields));
  certificate.subject = std::move(subject);
  KAZASHI_TRY(public_key, read_public_key(fields));
  certificate.public_key = std::move(public_key);
  KAZASHI_TRY(explicit_extensions, fields.enter(der::context_constructed(3)));
  KAZASHI_TRY(extensions, explicit_extensions.enter(der::kSequence));
  KAZASHI_CHECK(explicit_extensions.finish());
  KAZASHI_CHECK(fields.finish());
  KAZASHI_CHECK(read_extensions(extensions, certificate, index));
  return std::move(algorithm);
}

}  // namespace

Result<Certificate> parse_certificate(ByteView der, std::uint32_t index) {
  if (der.size() > kMaxCertificateSize) {
    return fail(FailureCode::der_too_long, static_cast<std::uint32_t>(kMaxCertificateSize));
  }
  der::Reader input(der);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());

  Certificate certificate;
  KAZASHI_TRY(to_be_signed, fields.enter(der::kSequence));
  KAZASHI_TRY(inner, read_to_be_signed(to_be_signed, certificate, index));
  KAZASHI_TRY(outer, read_algorithm(fields));
  if (!std::ranges::equal(inner.encoding, outer.encoding)) {  // section 4.1.1.2
    return fail(FailureCode::certificate_algorithm_mismatch, index);
  }
  KAZASHI_CHECK(read_octets_of_bits(fields));  // the signature
  KAZASHI_CHECK(fields.finish());

  certificate.signature_algorithm = std::move(outer.algorithm);
  certificate.der = base::to_bytes(der);
  certificate.fingerprint = crypto::sha256(der);
  return certificate;
}

}  // namespace kazashi::pki
