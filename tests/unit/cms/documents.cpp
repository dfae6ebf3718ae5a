#include "unit/cms/documents.h"

#include "base/hex.h"
#include "der/writer.h"
#include "pki/certificate.h"
#include "simulator/pki/test_people.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using der::context_constructed;
using der::kSequence;

Bytes oid_of_hex(std::string_view digits) { return der::write(der::kObjectIdentifier, hex(digits)); }

Bytes octet_string(base::ByteView octets) { return der::write(der::kOctetString, octets); }

Bytes joined(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) base::append(all, part);
  return all;
}

}  // namespace

TestSigner test_signer(std::string_view person) {
  const auto card = kazashi_simulator::test_person(person);
  return {.certificate = card.sign_certificate,
          .authority = card.sign_authority,
          .key = {.pkcs8 = card.sign_key, .spki = {}}};
}

Bytes hex(std::string_view digits) { return base::from_hex(digits).value(); }

Bytes attribute(std::string_view oid_hex, std::vector<Bytes> values) {
  return der::write(kSequence, {oid_of_hex(oid_hex), der::write_set_of(std::move(values))});
}

Bytes algorithm(std::string_view oid_hex, bool null) {
  return der::write(kSequence, {oid_of_hex(oid_hex), null ? der::write_null() : Bytes{}});
}

SignerParts::SignerParts(const TestSigner& signer, base::ByteView content)
    : key(signer.key),
      digest_algorithm(algorithm(kSha256Hex)),
      signature_algorithm(algorithm(kSha256WithRsaHex, true)) {
  const auto certificate = pki::parse_certificate(signer.certificate).value();
  identifier = der::write(kSequence, {certificate.issuer.der, der::write_integer(certificate.serial)});
  const Bytes hash = octet_string(digest(DigestAlgorithm::sha256, signer.certificate));
  const Bytes identifiers = der::write(kSequence, der::write(kSequence, hash));
  attributes = {
      attribute(kContentTypeHex, {oid_of_hex(kDataHex)}),
      attribute(kMessageDigestHex, {octet_string(digest(DigestAlgorithm::sha256, content))}),
      attribute(kSigningTimeHex, {der::write_time(base::parse_utc("2026-11-22T12:00:00Z").value())}),
      attribute(kSigningCertificateV2Hex, {der::write(kSequence, identifiers)}),
  };
}

Bytes SignerParts::build() const {
  Bytes signed_octets;
  Bytes tagged;
  if (!attributes.empty()) {
    signed_octets = sorted ? der::write_set_of(attributes) : der::write(der::kSet, joined(attributes));
    tagged = signed_octets;
    tagged[0] = context_constructed(0);
  }
  Bytes unsigned_set;
  if (!unsigned_attributes.empty()) {
    unsigned_set = der::write_set_of(unsigned_attributes, context_constructed(1));
  }
  return der::write(kSequence,
                    {der::write_integer(version), identifier, digest_algorithm, tagged, signature_algorithm,
                     octet_string(crypto::sign(key, digest_name, signed_octets)), unsigned_set});
}

DocumentParts::DocumentParts(const TestSigner& signer, base::ByteView signed_content)
    : content_info_type(oid_of_hex("2a864886f70d010702")),
      digest_algorithms{algorithm(kSha256Hex)},
      content_type(oid_of_hex(kDataHex)),
      content(base::to_bytes(signed_content)),
      certificates{signer.certificate},
      signers{SignerParts(signer, signed_content)} {}

Bytes DocumentParts::build() const {
  Bytes explicit_content;
  if (content) explicit_content = der::write(context_constructed(0), octet_string(*content));
  Bytes certificate_set;
  if (!certificates.empty()) certificate_set = der::write_set_of(certificates, context_constructed(0));
  Bytes list_set;
  if (revocation_lists) list_set = der::write(context_constructed(1), *revocation_lists);
  std::vector<Bytes> built;
  for (const SignerParts& signer : signers) built.push_back(signer.build());
  const Bytes data = der::write(kSequence, {der::write_integer(version), der::write_set_of(digest_algorithms),
                                            der::write(kSequence, {content_type, explicit_content}),
                                            certificate_set, list_set, der::write_set_of(built)});
  return der::write(kSequence, {content_info_type, der::write(context_constructed(0), data)});
}

}  // namespace kazashi::cms
