#include "cms/signed_attributes.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "unit/cms/documents.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::FailureCode;

const auto kTime = base::parse_utc("2026-11-22T12:00:00Z").value();
const Bytes kContent = base::to_bytes(base::as_bytes("content"));

AttributesToSign parts_of(const TestSigner& signer, const Bytes& content_digest, DigestAlgorithm algorithm) {
  return {.certificate = signer.certificate,
          .algorithm = algorithm,
          .content_digest = content_digest,
          .signing_time = kTime};
}

TEST_CASE("the_attributes_are_those_of_cades_bes_in_ders_order") {
  const TestSigner signer = test_signer();
  const Bytes content_digest = digest(DigestAlgorithm::sha256, kContent);
  const auto attributes =
      signed_attributes(parts_of(signer, content_digest, DigestAlgorithm::sha256)).value();
  // by hand; sorted, that is by length first here
  const std::string expected =
      "3018"
      "06092a864886f70d010903"
      "310b"
      "06092a864886f70d010701" +
      std::string(
          "301c"
          "06092a864886f70d010905"
          "310f"
          "170d3236313132323132303030305a") +
      "302f"
      "06092a864886f70d010904"
      "3122"
      "0420" +
      base::to_hex(content_digest) +
      "3037"
      "060b2a864886f70d010910022f"
      "3128"
      "3026"
      "3024"
      "3022"
      "0420" +
      base::to_hex(digest(DigestAlgorithm::sha256, signer.certificate));
  CHECK(base::to_hex(attributes.der) == "3181a2" + expected);
  CHECK(attributes.digest == digest(DigestAlgorithm::sha256, attributes.der));
}

TEST_CASE("another_digest_than_sha256_is_named_beside_the_certificates_hash") {
  const TestSigner signer = test_signer();
  for (const auto algorithm : {DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
    const Bytes content_digest = digest(algorithm, kContent);
    const auto attributes = signed_attributes(parts_of(signer, content_digest, algorithm)).value();
    const std::string name = base::to_hex(oid_of(algorithm).view());
    CHECK(base::to_hex(attributes.der).find("300b0609" + name) != std::string::npos);
    CHECK(attributes.digest.size() == digest_size(algorithm));
  }
}

TEST_CASE("refuses_a_digest_of_another_length_and_a_time_that_cannot_be_written") {
  const TestSigner signer = test_signer();
  const Bytes content_digest = digest(DigestAlgorithm::sha256, kContent);
  auto parts = parts_of(signer, content_digest, DigestAlgorithm::sha384);
  CHECK(signed_attributes(parts).error().code == FailureCode::option_malformed);
  parts.algorithm = DigestAlgorithm::sha256;
  CHECK(signed_attributes(parts).has_value());
  parts.signing_time = base::parse_utc("1949-12-31T23:59:59Z").value();
  CHECK(signed_attributes(parts).error().code == FailureCode::option_malformed);
}

TEST_CASE("refuses_a_certificate_that_cannot_be_read") {
  TestSigner signer = test_signer();
  signer.certificate.pop_back();
  const Bytes content_digest = digest(DigestAlgorithm::sha256, kContent);
  CHECK_FALSE(signed_attributes(parts_of(signer, content_digest, DigestAlgorithm::sha256)));
}

}  // namespace
}  // namespace kazashi::cms
