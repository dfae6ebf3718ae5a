#include "pki/anchor.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/pki/test_certificates.h"

namespace kazashi::pki {
namespace {

TEST_CASE("every_word_of_a_bundle_reads_back_as_what_it_was_written_for") {
  for (const auto environment : {Environment::production, Environment::test}) {
    CHECK(environment_from(environment_text(environment)) == environment);
  }
  for (const auto kind : {CertificateKind::authentication, CertificateKind::signature}) {
    CHECK(kind_from(kind_text(kind)) == kind);
  }
  for (const auto confidence :
       {Confidence::two_sources, Confidence::one_source, Confidence::official_compared,
        Confidence::administrator_compared, Confidence::generated_for_tests}) {
    CHECK(confidence_from(confidence_text(confidence)) == confidence);
  }
  CHECK(confidence_text(Confidence::generated_for_tests) == "generated-for-tests");
  CHECK_FALSE(environment_from("Production").has_value());
  CHECK_FALSE(kind_from("").has_value());
  CHECK_FALSE(confidence_from("certain").has_value());
}

TEST_CASE("finds_an_anchor_by_the_whole_fingerprint_only") {
  const AnchorSet anchors = test_anchors();
  crypto::Sha256 fingerprint = anchors.anchors.back().fingerprint;
  CHECK(anchors.find(fingerprint) == &anchors.anchors.back());
  fingerprint.back() ^= 1;
  CHECK(anchors.find(fingerprint) == nullptr);
}

}  // namespace
}  // namespace kazashi::pki
