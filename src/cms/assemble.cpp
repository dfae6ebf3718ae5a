#include "cms/assemble.h"

#include <cstdlib>
#include <vector>

#include "cms/oids.h"
#include "crypto/signature.h"
#include "der/writer.h"
#include "pki/certificate.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using der::context_constructed;
using der::kSequence;

constexpr std::uint32_t kVersion1 =
    1;  // of SignedData and SignerInfo: plain data, a signer by issuer and serial

struct RsaSignature {
  const der::Oid& oid;
  crypto::SignatureAlgorithm algorithm;
};

RsaSignature rsa_signature_with(DigestAlgorithm digest) {
  switch (digest) {
    case DigestAlgorithm::sha256:
      return {kSha256WithRsa, crypto::SignatureAlgorithm::rsa_pkcs1_sha256};
    case DigestAlgorithm::sha384:
      return {kSha384WithRsa, crypto::SignatureAlgorithm::rsa_pkcs1_sha384};
    case DigestAlgorithm::sha512:
      return {kSha512WithRsa, crypto::SignatureAlgorithm::rsa_pkcs1_sha512};
  }
  std::abort();  // the switch is complete
}

Bytes signer_info(const Assembly& parts, const pki::Certificate& certificate) {
  const DigestAlgorithm algorithm = parts.attributes.algorithm;
  const Bytes identifier =
      der::write(kSequence, {certificate.issuer.der, der::write_integer(certificate.serial)});
  der::Reader set(parts.attributes.der);  // [0] IMPLICIT: the same content under another tag
  const auto attributes = set.read(der::kSet);
  const ByteView content = attributes ? attributes->content : ByteView();
  return der::write(
      kSequence,
      {der::write_integer(kVersion1), identifier, algorithm_identifier(algorithm),
       der::write(context_constructed(0), content),
       der::write(kSequence, {der::write_oid(rsa_signature_with(algorithm).oid), der::write_null()}),
       der::write(der::kOctetString, parts.signature)});
}

Bytes encapsulated(const std::optional<ByteView>& content) {
  if (!content) return der::write(kSequence, der::write_oid(kData));
  const Bytes octets = der::write(der::kOctetString, *content);
  return der::write(kSequence, {der::write_oid(kData), der::write(context_constructed(0), octets)});
}

Result<void> check_signature(const Assembly& parts, const pki::Certificate& certificate) {
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(certificate.public_key));
  const auto algorithm = rsa_signature_with(parts.attributes.algorithm).algorithm;
  return crypto::verify_signature(key, algorithm, parts.attributes.der, parts.signature);
}

}  // namespace

Result<Bytes> assemble(const Assembly& parts) {
  const SignedAttributes& attributes = parts.attributes;
  KAZASHI_TRY(certificate, pki::parse_certificate(attributes.certificate));
  if (parts.content && digest(attributes.algorithm, *parts.content) != attributes.content_digest) {
    return fail(FailureCode::cms_message_digest_mismatch);
  }
  KAZASHI_CHECK(check_signature(parts, certificate));

  std::vector<Bytes> certificates{certificate.der};
  for (const Bytes& authority : parts.authorities) {
    KAZASHI_CHECK(pki::parse_certificate(authority));
    certificates.push_back(authority);
  }
  const Bytes signed_data = der::write(
      kSequence,
      {der::write_integer(kVersion1), der::write_set_of({algorithm_identifier(attributes.algorithm)}),
       encapsulated(parts.content), der::write_set_of(std::move(certificates), context_constructed(0)),
       der::write_set_of({signer_info(parts, certificate)})});
  return der::write(kSequence,
                    {der::write_oid(kSignedData), der::write(context_constructed(0), signed_data)});
}

}  // namespace kazashi::cms
