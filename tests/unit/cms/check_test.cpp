#include "cms/check.h"

#include <algorithm>
#include <map>

#include <catch2/catch_test_macros.hpp>

#include "der/writer.h"
#include "pki/certificate.h"
#include "unit/cms/documents.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::FindingId;
using base::Outcome;

const Bytes kContent = base::to_bytes(base::as_bytes("content"));

DocumentParts sound() { return {test_signer(), kContent}; }

/// Every finding that did not pass, and why.
using Trouble = std::map<FindingId, FailureCode>;

Trouble trouble_of(base::ByteView document, std::optional<base::ByteView> content = {},
                   Level level = Level::cades_bes) {
  Trouble trouble;
  for (const auto& finding : check_signed_data(document, content, level).all_findings()) {
    if (finding.outcome != Outcome::passed) trouble.emplace(finding.id, finding.reason.value().code);
  }
  return trouble;
}

Trouble trouble_of(const DocumentParts& parts) { return trouble_of(parts.build()); }

constexpr auto kMissing = FailureCode::prerequisite_failed;

TEST_CASE("a_sound_document_has_no_trouble_and_all_findings") {
  const auto check = check_signed_data(sound().build(), {}, Level::cades_bes);
  CHECK(check.findings.size() == 2);
  REQUIRE(check.signers.size() == 1);
  CHECK(check.signers[0].findings.size() == 6);
  CHECK(trouble_of(sound()).empty());
}

TEST_CASE("what_cannot_be_read_has_one_finding_that_says_so") {
  const auto check = check_signed_data(hex("3000"), kContent, Level::cades_bes);
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].id == FindingId::cms_form);
  CHECK(check.findings[0].outcome == Outcome::failed);
  CHECK(check.signers.empty());
  CHECK_FALSE(check.content.has_value());
}

TEST_CASE("a_document_without_a_signer_fails") {
  DocumentParts parts = sound();
  parts.signers.clear();
  CHECK(trouble_of(parts) == Trouble{{FindingId::cms_form, FailureCode::cms_no_signer}});
}

TEST_CASE("a_detached_signature_without_its_content_stays_open") {
  DocumentParts parts = sound();
  parts.content.reset();
  const Bytes document = parts.build();
  CHECK(trouble_of(document, kContent).empty());
  CHECK(trouble_of(document) == Trouble{{FindingId::cms_content, FailureCode::cms_content_missing},
                                        {FindingId::cms_message_digest, kMissing}});
  CHECK(check_signed_data(document, {}, Level::cms).findings[1].outcome == Outcome::indeterminate);
}

TEST_CASE("another_content_than_the_signed_one_fails") {
  DocumentParts parts = sound();
  const Bytes other = hex("00");
  CHECK(trouble_of(parts.build(), other) ==
        Trouble{{FindingId::cms_content, FailureCode::cms_content_differs}});
  parts.content.reset();
  CHECK(trouble_of(parts.build(), other) ==
        Trouble{{FindingId::cms_message_digest, FailureCode::cms_message_digest_mismatch}});
  parts.content = other;
  CHECK(trouble_of(parts) ==
        Trouble{{FindingId::cms_message_digest, FailureCode::cms_message_digest_mismatch}});
}

TEST_CASE("a_signature_without_signed_attributes_fails") {
  DocumentParts parts = sound();
  parts.signers[0].attributes.clear();
  CHECK(trouble_of(parts) == Trouble{{FindingId::cms_attributes, FailureCode::cms_attributes_missing},
                                     {FindingId::cms_message_digest, kMissing},
                                     {FindingId::cms_signing_certificate, kMissing},
                                     {FindingId::cms_signature, kMissing}});
}

TEST_CASE("a_signature_over_attributes_does_not_pass_as_one_over_content") {
  // what was digested as attributes becomes the content, and the attributes go
  DocumentParts parts = sound();
  Bytes attributes = der::write_set_of(parts.signers[0].attributes);
  parts.content = attributes;
  parts.signers[0].attributes.clear();
  CHECK(trouble_of(parts).contains(FindingId::cms_attributes));
}

TEST_CASE("each_required_attribute_that_is_missing_fails") {
  for (const std::size_t missing : {0U, 1U}) {
    DocumentParts parts = sound();
    auto& attributes = parts.signers[0].attributes;
    attributes.erase(attributes.begin() + static_cast<std::ptrdiff_t>(missing));
    CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::cms_attribute_missing);
  }
  DocumentParts parts = sound();
  parts.signers[0].attributes.erase(parts.signers[0].attributes.begin() + 2);
  CHECK(trouble_of(parts).empty());  // nobody is asked to claim a time
}

TEST_CASE("an_attribute_twice_or_with_two_values_fails") {
  for (std::size_t which = 0; which < 4; ++which) {
    DocumentParts parts = sound();
    parts.signers[0].attributes.push_back(parts.signers[0].attributes[which]);
    CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::cms_attribute_repeated);
  }
  DocumentParts parts = sound();
  const Bytes type = der::write(der::kObjectIdentifier, hex(kDataHex));
  parts.signers[0].attributes[0] = attribute(kContentTypeHex, {type, type});
  CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::cms_attribute_repeated);
}

TEST_CASE("a_signed_attribute_among_the_unsigned_ones_fails") {
  for (std::size_t which = 0; which < 4; ++which) {
    DocumentParts parts = sound();
    parts.signers[0].unsigned_attributes = {parts.signers[0].attributes[which]};
    CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::cms_attribute_misplaced);
  }
  DocumentParts parts = sound();
  parts.signers[0].unsigned_attributes = {attribute("2a", {der::write_null()})};
  CHECK(trouble_of(parts).empty());
}

TEST_CASE("signed_attributes_out_of_order_fail") {
  DocumentParts parts = sound();
  std::ranges::sort(parts.signers[0].attributes);
  std::ranges::reverse(parts.signers[0].attributes);
  parts.signers[0].sorted = false;
  CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::cms_attributes_not_der);
}

TEST_CASE("another_content_type_than_the_signed_one_fails") {
  DocumentParts parts = sound();
  parts.signers[0].attributes[0] =
      attribute(kContentTypeHex, {der::write(der::kObjectIdentifier, hex("2a8648"))});
  CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::cms_content_type_mismatch);
}

TEST_CASE("a_signing_time_in_the_wrong_form_fails") {
  DocumentParts parts = sound();
  parts.signers[0].attributes[2] =
      attribute(kSigningTimeHex, {der::write(der::kGeneralizedTime, base::as_bytes("20261122120000Z"))});
  CHECK(trouble_of(parts).at(FindingId::cms_attributes) == FailureCode::der_bad_value);
}

TEST_CASE("the_signing_certificate_must_be_named_where_cades_is_asked_for") {
  DocumentParts parts = sound();
  parts.signers[0].attributes.pop_back();
  const Bytes document = parts.build();
  CHECK(trouble_of(document) ==
        Trouble{{FindingId::cms_signing_certificate, FailureCode::cms_signing_certificate_missing}});
  CHECK(trouble_of(document, {}, Level::cms).empty());
  CHECK(check_signed_data(document, {}, Level::cms).signers[0].findings.size() == 5);
}

Bytes signing_certificate(const Bytes& identifier) {
  return attribute(kSigningCertificateV2Hex,
                   {der::write(der::kSequence, der::write(der::kSequence, identifier))});
}

FailureCode trouble_with(const Bytes& identifier) {
  DocumentParts parts = sound();
  parts.signers[0].attributes[3] = signing_certificate(identifier);
  return trouble_of(parts).at(FindingId::cms_signing_certificate);
}

Bytes hash_of(const Bytes& certificate, DigestAlgorithm digest_algorithm = DigestAlgorithm::sha256) {
  return der::write(der::kOctetString, digest(digest_algorithm, certificate));
}

TEST_CASE("another_signing_certificate_than_the_one_that_came_along_fails") {
  CHECK(trouble_with(der::write(der::kSequence, hash_of(test_signer("renewing").certificate))) ==
        FailureCode::cms_signing_certificate_mismatch);
  CHECK(trouble_with(der::write(der::kSequence, {algorithm(kSha1Hex), hash_of(test_signer().certificate)})) ==
        FailureCode::cms_digest_refused);
  CHECK(
      trouble_with(der::write(der::kSequence, {algorithm(kSha384Hex), hash_of(test_signer().certificate)})) ==
      FailureCode::cms_signing_certificate_mismatch);
}

TEST_CASE("issuer_and_serial_beside_the_hash_must_be_the_certificates") {
  const Bytes der = test_signer().certificate;
  const auto certificate = pki::parse_certificate(der).value();
  const auto identifier = [&](const Bytes& issuer, const Bytes& serial) {
    const Bytes name = der::write(der::context_constructed(4), issuer);
    const Bytes issuer_serial =
        der::write(der::kSequence, {der::write(der::kSequence, name), der::write_integer(serial)});
    return der::write(der::kSequence,
                      {algorithm(kSha384Hex), hash_of(der, DigestAlgorithm::sha384), issuer_serial});
  };
  DocumentParts parts = sound();
  parts.signers[0].attributes[3] =
      signing_certificate(identifier(certificate.issuer.der, certificate.serial));
  CHECK(trouble_of(parts).empty());
  CHECK(trouble_with(identifier(certificate.subject.der, certificate.serial)) ==
        FailureCode::cms_signing_certificate_mismatch);
  CHECK(trouble_with(identifier(certificate.issuer.der, hex("01"))) ==
        FailureCode::cms_signing_certificate_mismatch);
}

TEST_CASE("sha1_counts_neither_as_digest_nor_in_the_signature") {
  DocumentParts parts = sound();
  parts.digest_algorithms = {algorithm(kSha1Hex)};
  parts.signers[0].digest_algorithm = algorithm(kSha1Hex);
  CHECK(trouble_of(parts).at(FindingId::cms_algorithms) == FailureCode::cms_digest_refused);
  CHECK(trouble_of(parts).at(FindingId::cms_signature) == kMissing);

  parts = sound();
  parts.signers[0].digest_name = "SHA1";
  parts.signers[0].signature_algorithm = algorithm("2a864886f70d010105", true);  // sha1WithRSAEncryption
  CHECK(trouble_of(parts) == Trouble{{FindingId::cms_algorithms, FailureCode::cms_digest_refused},
                                     {FindingId::cms_signature, kMissing}});
}

TEST_CASE("algorithms_that_do_not_go_together_fail") {
  DocumentParts parts = sound();
  parts.digest_algorithms = {algorithm(kSha384Hex)};
  CHECK(trouble_of(parts).at(FindingId::cms_algorithms) == FailureCode::cms_algorithms_differ);
  parts = sound();
  parts.signers[0].digest_name = "SHA384";
  parts.signers[0].signature_algorithm = algorithm("2a864886f70d01010c", true);
  CHECK(trouble_of(parts).at(FindingId::cms_algorithms) == FailureCode::cms_algorithms_differ);
}

TEST_CASE("an_unknown_signature_algorithm_and_wrong_parameters_fail") {
  DocumentParts parts = sound();
  parts.signers[0].signature_algorithm = algorithm("2a8648");
  CHECK(trouble_of(parts).at(FindingId::cms_algorithms) == FailureCode::signature_algorithm_refused);
  parts = sound();
  parts.signers[0].signature_algorithm = algorithm("2a8648ce3d040302", true);  // ECDSA takes no NULL
  CHECK(trouble_of(parts).at(FindingId::cms_algorithms) == FailureCode::signature_algorithm_refused);
  parts.signers[0].signature_algorithm = algorithm("2a8648ce3d040302");  // of another key
  CHECK(trouble_of(parts) == Trouble{{FindingId::cms_signature, FailureCode::signature_algorithm_refused}});
  parts = sound();
  parts.signers[0].digest_algorithm =
      der::write(der::kSequence, {der::write(der::kObjectIdentifier, hex(kSha256Hex)), hex("020101")});
  CHECK(trouble_of(parts).at(FindingId::cms_algorithms) == FailureCode::der_bad_value);
}

TEST_CASE("rsa_encryption_as_signature_algorithm_means_the_digests_one") {
  DocumentParts parts = sound();
  parts.signers[0].signature_algorithm = algorithm("2a864886f70d010101", true);
  CHECK(trouble_of(parts).empty());
}

TEST_CASE("a_signature_by_another_key_fails") {
  DocumentParts parts = sound();
  parts.signers[0].key = test_signer("renewing").key;
  CHECK(trouble_of(parts) == Trouble{{FindingId::cms_signature, FailureCode::signature_invalid}});
}

TEST_CASE("a_signers_certificate_that_did_not_come_along_is_missed") {
  DocumentParts parts = sound();
  parts.certificates = {test_signer("renewing").certificate, hex("3000")};
  CHECK(trouble_of(parts) ==
        Trouble{{FindingId::cms_signer_certificate, FailureCode::cms_signer_certificate_missing},
                {FindingId::cms_signing_certificate, kMissing},
                {FindingId::cms_signature, kMissing}});
}

TEST_CASE("a_signer_may_be_named_by_key_identifier") {
  const TestSigner signer = test_signer();
  const auto certificate = pki::parse_certificate(signer.certificate).value();
  DocumentParts parts = sound();
  parts.version = 3;
  parts.signers[0].version = 3;
  parts.signers[0].identifier = der::write(der::context_primitive(0), *certificate.subject_key_identifier);
  CHECK(trouble_of(parts).empty());
  parts.certificates = {test_signer("renewing").certificate};
  CHECK(trouble_of(parts).at(FindingId::cms_signer_certificate) ==
        FailureCode::cms_signer_certificate_missing);
}

TEST_CASE("two_certificates_that_answer_to_the_signers_name_leave_it_open_who_signed") {
  const TestSigner signer = test_signer();
  DocumentParts parts = sound();
  parts.certificates = {signer.certificate, signer.certificate};
  CHECK(trouble_of(parts).empty());  // the same one
  parts.certificates[1].back() ^= 1;
  CHECK(trouble_of(parts).at(FindingId::cms_signer_certificate) ==
        FailureCode::cms_signer_certificate_ambiguous);
}

TEST_CASE("an_authoritys_key_is_not_for_documents") {
  // the authority's key usage has neither signatures nor non-repudiation
  TestSigner signer = test_signer();
  signer.certificate = signer.authority;
  const DocumentParts parts(signer, kContent);
  CHECK(trouble_of(parts).at(FindingId::cms_signer_certificate) == FailureCode::certificate_key_usage_wrong);
}

TEST_CASE("every_signer_must_pass") {
  const TestSigner other = test_signer("renewing");
  DocumentParts parts = sound();
  parts.certificates.push_back(other.certificate);
  parts.signers.emplace_back(other, kContent);
  CHECK(check_signed_data(parts.build(), {}, Level::cades_bes).signers.size() == 2);
  CHECK(trouble_of(parts).empty());
  parts.signers[1].key = parts.signers[0].key;
  CHECK(trouble_of(parts) == Trouble{{FindingId::cms_signature, FailureCode::signature_invalid}});
}

TEST_CASE("a_document_written_as_a_stream_is_checked_like_any_other") {
  const Bytes document = sound().build();
  // the two outermost values without their length
  Bytes stream = hex("3080");
  const der::Element whole = der::Reader(document).read(der::kSequence).value();
  base::append(stream, whole.content);
  base::append(stream, hex("0000"));
  CHECK(trouble_of(stream).empty());
  stream.back() = 1;
  CHECK(trouble_of(stream).contains(FindingId::cms_form));
}

TEST_CASE("too_much_is_refused_before_it_is_read") {
  CHECK(trouble_of(Bytes(16 * 1024 * 1024 + 1, 0x30)) ==
        Trouble{{FindingId::cms_form, FailureCode::cms_too_large}});
}

}  // namespace
}  // namespace kazashi::cms
