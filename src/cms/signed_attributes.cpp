#include "cms/signed_attributes.h"

#include "cms/oids.h"
#include "der/writer.h"
#include "pki/certificate.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

Bytes attribute(const der::Oid& type, ByteView value) {
  return der::write(der::kSequence, {der::write_oid(type), der::write(der::kSet, value)});
}

/// SigningCertificateV2 (RFC 5035 section 3) of this certificate and no other.
Bytes signing_certificate(DigestAlgorithm algorithm, ByteView certificate) {
  const Bytes hash = der::write(der::kOctetString, digest(algorithm, certificate));
  // SHA-256 is the default, which DER does not write (X.690 section 11.5)
  const Bytes hash_algorithm =
      algorithm == DigestAlgorithm::sha256 ? Bytes{} : algorithm_identifier(algorithm);
  const Bytes identifier = der::write(der::kSequence, {hash_algorithm, hash});
  return der::write(der::kSequence, {der::write(der::kSequence, identifier)});
}

bool can_be_written(base::UtcTime time) {
  constexpr auto kFirst = std::chrono::sys_days{std::chrono::year{1950} / 1 / 1};
  constexpr auto kAfterLast = std::chrono::sys_days{std::chrono::year{10000} / 1 / 1};
  return time >= kFirst && time < kAfterLast;
}

}  // namespace

Result<SignedAttributes> signed_attributes(const AttributesToSign& parts) {
  // Reading it is the check: nobody could verify a signature of a certificate that cannot be read.
  KAZASHI_CHECK(pki::parse_certificate(parts.certificate));
  const auto [certificate, algorithm, content_digest, signing_time] = parts;
  if (content_digest.size() != digest_size(algorithm) || !can_be_written(signing_time)) {
    return fail(FailureCode::option_malformed);
  }
  SignedAttributes attributes{.der = {},
                              .digest = {},
                              .algorithm = algorithm,
                              .certificate = base::to_bytes(certificate),
                              .content_digest = base::to_bytes(content_digest)};
  attributes.der = der::write_set_of({
      attribute(kContentType, der::write_oid(kData)),
      attribute(kMessageDigest, der::write(der::kOctetString, content_digest)),
      attribute(kSigningTime, der::write_time(signing_time)),
      attribute(kSigningCertificateV2, signing_certificate(algorithm, certificate)),
  });
  attributes.digest = digest(algorithm, attributes.der);
  return attributes;
}

}  // namespace kazashi::cms
