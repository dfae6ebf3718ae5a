#include "cms/signed_data.h"

#include "cms/oids.h"
#include "der/writer.h"

namespace kazashi::cms {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using der::context_constructed;
using der::context_primitive;
using der::kSequence;
using der::kSet;

/// What else than X.509 certificates and CRLs is there decides about the version (section 5.1).
struct OtherKinds {
  bool first_attribute_certificates = false;
  bool second_attribute_certificates = false;
  bool others = false;
};

Result<Attribute> read_attribute(der::Reader& attributes) {
  KAZASHI_TRY(whole, attributes.read(kSequence));
  KAZASHI_TRY(fields, attributes.inside(whole));
  KAZASHI_TRY(type, fields.read_oid());
  KAZASHI_TRY(values, fields.enter(kSet));
  KAZASHI_CHECK(fields.finish());
  Attribute attribute{.type = type, .values = {}, .encoding = whole.encoding};
  do {  // at least one
    KAZASHI_TRY(value, values.read_any());
    if (attribute.values.size() == kMaxAttributes) return fail(FailureCode::cms_too_large);
    attribute.values.push_back(value);
  } while (!values.at_end());
  return attribute;
}

Result<std::vector<Attribute>> read_attributes(der::Reader attributes) {
  std::vector<Attribute> read;
  do {  // at least one
    if (read.size() == kMaxAttributes) return fail(FailureCode::cms_too_large);
    KAZASHI_TRY(attribute, read_attribute(attributes));
    read.push_back(std::move(attribute));
  } while (!attributes.at_end());
  return read;
}

Result<void> read_signer_identifier(der::Reader& fields, SignerInfo& signer) {
  if (fields.next_is(context_primitive(0))) {
    KAZASHI_TRY(identifier, fields.read(context_primitive(0)));
    signer.key_identifier = identifier.content;
    return {};
  }
  KAZASHI_TRY(inside, fields.enter(kSequence));
  KAZASHI_TRY(issuer, inside.read(kSequence));
  KAZASHI_TRY(serial, inside.read_integer());
  signer.issuer_and_serial = IssuerAndSerial{.issuer = issuer.encoding, .serial = serial};
  return inside.finish();
}

Result<void> read_attributes_of(der::Reader& fields, std::uint8_t number, std::vector<Attribute>& keep,
                                base::Bytes* to_be_digested) {
  KAZASHI_TRY(set, fields.read_optional(context_constructed(number)));
  if (!set) return {};
  KAZASHI_TRY(inside, fields.inside(*set));
  KAZASHI_TRY(attributes, read_attributes(inside));
  keep = std::move(attributes);
  if (to_be_digested != nullptr) *to_be_digested = der::write(kSet, set->content);
  return {};
}

Result<SignerInfo> read_signer(der::Reader& signers) {
  KAZASHI_TRY(fields, signers.enter(kSequence));
  SignerInfo signer;
  KAZASHI_TRY(version, fields.read_small_integer());
  KAZASHI_CHECK(read_signer_identifier(fields, signer));
  if (version != (signer.key_identifier ? 3U : 1U)) return fail(FailureCode::cms_bad_version);
  signer.version = version;
  KAZASHI_TRY(digest_algorithm, read_algorithm_name(fields));
  signer.digest_algorithm = digest_algorithm;
  KAZASHI_CHECK(read_attributes_of(fields, 0, signer.signed_attributes, &signer.to_be_digested));
  KAZASHI_TRY(signature_algorithm, read_algorithm_name(fields));
  signer.signature_algorithm = signature_algorithm;
  KAZASHI_TRY(signature, fields.read_octet_string());
  signer.signature = signature;
  KAZASHI_CHECK(read_attributes_of(fields, 1, signer.unsigned_attributes, nullptr));
  KAZASHI_CHECK(fields.finish());
  return signer;
}

Result<void> read_encapsulated(der::Reader& fields, SignedData& data) {
  KAZASHI_TRY(inside, fields.enter(kSequence));
  KAZASHI_TRY(type, inside.read_oid());
  data.content_type = type;
  KAZASHI_TRY(explicit_content, inside.enter_optional(context_constructed(0)));
  if (explicit_content) {
    KAZASHI_TRY(content, explicit_content->read_octet_string());
    KAZASHI_CHECK(explicit_content->finish());
    data.content = content;
  }
  return inside.finish();
}

Result<void> read_certificates(der::Reader& fields, SignedData& data, OtherKinds& other) {
  KAZASHI_TRY(set, fields.enter_optional(context_constructed(0)));
  if (!set) return {};
  while (!set->at_end()) {
    KAZASHI_TRY(choice, set->read_any());
    if (data.certificates.size() == kMaxCertificates) return fail(FailureCode::cms_too_large);
    if (choice.tag == kSequence) {
      data.certificates.push_back(choice.encoding);
    } else if (choice.tag == context_constructed(1)) {
      other.first_attribute_certificates = true;
    } else if (choice.tag == context_constructed(2)) {
      other.second_attribute_certificates = true;
    } else if (choice.tag == context_constructed(3)) {
      other.others = true;
    } else {  // [0] is PKCS #6's, obsolete for thirty years
      return fail(FailureCode::der_bad_tag, static_cast<std::uint32_t>(choice.content_offset));
    }
  }
  return {};
}

Result<void> step_over_revocation_lists(der::Reader& fields, OtherKinds& other) {
  KAZASHI_TRY(set, fields.enter_optional(context_constructed(1)));
  if (!set) return {};
  while (!set->at_end()) {
    KAZASHI_TRY(choice, set->read_any());
    if (choice.tag == context_constructed(1)) {
      other.others = true;
    } else if (choice.tag != kSequence) {
      return fail(FailureCode::der_bad_tag, static_cast<std::uint32_t>(choice.content_offset));
    }
  }
  return {};
}

/// Section 5.1.
std::uint32_t version_of(const SignedData& data, const OtherKinds& other) {
  if (other.others) return 5;
  if (other.second_attribute_certificates) return 4;
  bool third = other.first_attribute_certificates || !(kData == data.content_type);
  for (const SignerInfo& signer : data.signers) third = third || signer.version == 3;
  return third ? 3 : 1;
}

Result<SignedData> read_signed_data(der::Reader fields) {
  SignedData data;
  OtherKinds other;
  KAZASHI_TRY(version, fields.read_small_integer());
  KAZASHI_TRY(digest_algorithms, fields.enter(kSet));
  while (!digest_algorithms.at_end()) {
    if (data.digest_algorithms.size() == kMaxSigners) return fail(FailureCode::cms_too_large);
    KAZASHI_TRY(algorithm, read_algorithm_name(digest_algorithms));
    data.digest_algorithms.push_back(algorithm);
  }
  KAZASHI_CHECK(read_encapsulated(fields, data));
  KAZASHI_CHECK(read_certificates(fields, data, other));
  KAZASHI_CHECK(step_over_revocation_lists(fields, other));
  KAZASHI_TRY(signers, fields.enter(kSet));
  KAZASHI_CHECK(fields.finish());
  while (!signers.at_end()) {
    if (data.signers.size() == kMaxSigners) return fail(FailureCode::cms_too_large);
    KAZASHI_TRY(signer, read_signer(signers));
    data.signers.push_back(std::move(signer));
  }
  if (data.signers.empty()) return fail(FailureCode::cms_no_signer);
  if (version != version_of(data, other)) return fail(FailureCode::cms_bad_version);
  return data;
}

}  // namespace

Result<AlgorithmName> read_algorithm_name(der::Reader& fields) {
  KAZASHI_TRY(inside, fields.enter(kSequence));
  KAZASHI_TRY(oid, inside.read_oid());
  AlgorithmName algorithm{.oid = oid, .parameters = {}};
  if (!inside.at_end()) {
    KAZASHI_TRY(parameters, inside.read_any());
    algorithm.parameters = parameters.encoding;
  }
  KAZASHI_CHECK(inside.finish());
  return algorithm;
}

Result<SignedData> parse_signed_data(ByteView der) {
  if (der.size() > kMaxSignedDataSize) return fail(FailureCode::cms_too_large);
  der::Reader input(der);
  KAZASHI_TRY(info, input.enter(kSequence));
  KAZASHI_CHECK(input.finish());
  KAZASHI_TRY(type, info.read_oid());
  if (!(kSignedData == type)) return fail(FailureCode::cms_not_signed_data);
  KAZASHI_TRY(explicit_data, info.enter(context_constructed(0)));
  KAZASHI_CHECK(info.finish());
  KAZASHI_TRY(fields, explicit_data.enter(kSequence));
  KAZASHI_CHECK(explicit_data.finish());
  return read_signed_data(fields);
}

}  // namespace kazashi::cms
