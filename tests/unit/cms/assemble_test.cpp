#include "cms/assemble.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "cms/check.h"
#include "unit/cms/documents.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;

const Bytes kContent = base::to_bytes(base::as_bytes("to be signed"));

SignedAttributes attributes_of(const TestSigner& signer,
                               DigestAlgorithm algorithm = DigestAlgorithm::sha256) {
  const Bytes content_digest = digest(algorithm, kContent);
  return signed_attributes({.certificate = signer.certificate,
                            .algorithm = algorithm,
                            .content_digest = content_digest,
                            .signing_time = base::parse_utc("2026-11-22T12:00:00Z").value()})
      .value();
}

Assembly parts_of(const SignedAttributes& attributes, const Bytes& signature) {
  return {.attributes = attributes, .signature = signature, .content = {}, .authorities = {}};
}

bool all_passed(const SignedDataCheck& check) {
  for (const auto& finding : check.all_findings()) {
    if (finding.outcome != base::Outcome::passed) return false;
  }
  return !check.signers.empty();
}

TEST_CASE("what_is_assembled_passes_every_check_detached_and_attached") {
  const TestSigner signer = test_signer();
  const struct {
    DigestAlgorithm algorithm;
    const char* name;
  } digests[] = {{DigestAlgorithm::sha256, "SHA256"},
                 {DigestAlgorithm::sha384, "SHA384"},
                 {DigestAlgorithm::sha512, "SHA512"}};
  for (const auto& [algorithm, name] : digests) {
    const SignedAttributes attributes = attributes_of(signer, algorithm);
    const Bytes signature = crypto::sign(signer.key, name, attributes.der);
    Assembly parts = parts_of(attributes, signature);
    const Bytes detached = assemble(parts).value();
    CHECK(all_passed(check_signed_data(detached, kContent, Level::cades_bes)));
    CHECK_FALSE(all_passed(check_signed_data(detached, std::nullopt, Level::cades_bes)));
    parts.content = kContent;
    const auto check = check_signed_data(assemble(parts).value(), std::nullopt, Level::cades_bes);
    CHECK(all_passed(check));
    CHECK(check.content == kContent);
    CHECK(check.signers[0].certificate->der == signer.certificate);
    CHECK(check.signers[0].claimed_time == base::parse_utc("2026-11-22T12:00:00Z").value());
  }
}

TEST_CASE("authorities_go_along_with_the_signers_certificate") {
  const TestSigner signer = test_signer();
  const SignedAttributes attributes = attributes_of(signer);
  const Bytes signature = crypto::sign(signer.key, "SHA256", attributes.der);
  const std::vector<Bytes> authorities{signer.authority};
  Assembly parts = parts_of(attributes, signature);
  parts.authorities = authorities;
  const auto check = check_signed_data(assemble(parts).value(), kContent, Level::cades_bes);
  CHECK(all_passed(check));
  CHECK(check.certificates.size() == 2);
  const std::vector<Bytes> unreadable{hex("3000")};
  parts.authorities = unreadable;
  CHECK_FALSE(assemble(parts).has_value());
}

TEST_CASE("nothing_is_handed_out_that_does_not_verify") {
  const TestSigner signer = test_signer();
  const SignedAttributes attributes = attributes_of(signer);
  Bytes signature = crypto::sign(signer.key, "SHA256", attributes.der);
  signature.back() ^= 1;
  CHECK(assemble(parts_of(attributes, signature)).error().code == FailureCode::signature_invalid);
  const Bytes others = crypto::sign(test_signer("renewing").key, "SHA256", attributes.der);
  CHECK(assemble(parts_of(attributes, others)).error().code == FailureCode::signature_invalid);
}

TEST_CASE("refuses_to_put_another_content_inside") {
  const TestSigner signer = test_signer();
  const SignedAttributes attributes = attributes_of(signer);
  const Bytes signature = crypto::sign(signer.key, "SHA256", attributes.der);
  Assembly parts = parts_of(attributes, signature);
  const Bytes other = hex("00");
  parts.content = other;
  CHECK(assemble(parts).error().code == FailureCode::cms_message_digest_mismatch);
}

TEST_CASE("every_bit_of_what_was_assembled_counts") {
  const TestSigner signer = test_signer();
  const SignedAttributes attributes = attributes_of(signer);
  const Bytes signature = crypto::sign(signer.key, "SHA256", attributes.der);
  Assembly parts = parts_of(attributes, signature);
  parts.content = kContent;
  Bytes document = assemble(parts).value();
  REQUIRE(all_passed(check_signed_data(document, std::nullopt, Level::cades_bes)));
  for (std::size_t at = 0; at < document.size(); ++at) {
    const auto bit = static_cast<std::uint8_t>(1U << at % 8);
    document[at] ^= bit;
    INFO("octet " << at);
    REQUIRE_FALSE(all_passed(check_signed_data(document, std::nullopt, Level::cades_bes)));
    document[at] ^= bit;
  }
  document.push_back(0);
  CHECK_FALSE(all_passed(check_signed_data(document, std::nullopt, Level::cades_bes)));
}

}  // namespace
}  // namespace kazashi::cms
