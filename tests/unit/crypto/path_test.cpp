#include "crypto/path.h"

#include <catch2/catch_test_macros.hpp>
#include <openssl/err.h>

#include "unit/pki/test_certificates.h"

namespace kazashi::crypto {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using pki::authentication_leaf;
using pki::authority_certificate;
using pki::hostile_leaf;
using pki::Leaf;

base::Result<void> path_of(const Leaf& leaf) { return validate_path(leaf.certificate, leaf.authority); }

TEST_CASE("a_certificate_stands_below_the_authority_that_issued_it") {
  CHECK(path_of(authentication_leaf("adult")).has_value());
  CHECK(path_of(pki::signature_leaf("adult")).has_value());
}

TEST_CASE("the_time_is_not_the_paths_concern") {
  CHECK(path_of(authentication_leaf("expired")).has_value());
  CHECK(path_of(authentication_leaf("not-yet-valid")).has_value());
}

TEST_CASE("a_changed_certificate_does_not_stand_below_its_authority") {
  CHECK(path_of(authentication_leaf("altered-certificate")).error() ==
        Failure{FailureCode::certificate_signature_invalid, 0});
}

TEST_CASE("another_generation_of_the_same_name_is_another_authority") {
  const Leaf leaf = authentication_leaf("adult");
  CHECK(validate_path(leaf.certificate, authority_certificate("auth-2")).error().code ==
        FailureCode::path_issuer_mismatch);
}

TEST_CASE("an_anchor_does_not_stand_below_itself") {
  const Bytes authority = authority_certificate("auth-1");
  CHECK(validate_path(authority, authority).error().code == FailureCode::path_issuer_mismatch);
}

TEST_CASE("openssl_objects_to_hostile_certificates_by_itself") {
  const auto objection = [](std::string_view name) { return path_of(hostile_leaf(name)).error(); };
  CHECK(objection("sha1-signed") == Failure{FailureCode::certificate_weak_signature, 0});
  CHECK(objection("rsa-1024") == Failure{FailureCode::certificate_weak_key, 0});
  CHECK(objection("unknown-critical-extension") ==
        Failure{FailureCode::certificate_unknown_critical_extension, 0});
  CHECK(objection("authority-without-basic-constraints").code == FailureCode::certificate_is_not_authority);
  CHECK(objection("authority-with-wrong-key-usage") == Failure{FailureCode::certificate_is_not_authority, 1});
  CHECK(objection("authority-rsa-1024") == Failure{FailureCode::certificate_weak_key, 1});
  CHECK(objection("missing-issuer-key-id") == Failure{FailureCode::certificate_key_identifier_missing, 0});
  CHECK(objection("wrong-issuer-key-id").code == FailureCode::path_issuer_mismatch);
  CHECK(objection("trailing-bytes") == Failure{FailureCode::certificate_not_understood, 0});
  CHECK(objection("self-issued").code == FailureCode::path_issuer_mismatch);
  CHECK(objection("issued-by-end-entity").code == FailureCode::path_invalid);
}

TEST_CASE("refuses_certificates_cut_off_at_any_place") {
  const Leaf leaf = authentication_leaf("adult");
  for (std::size_t size = 0; size < leaf.certificate.size(); ++size) {
    const auto part = base::ByteView(leaf.certificate).first(size);
    CHECK(validate_path(part, leaf.authority).error() == Failure{FailureCode::certificate_not_understood, 0});
  }
  CHECK(validate_path(leaf.certificate, base::ByteView(leaf.authority).first(100)).error() ==
        Failure{FailureCode::certificate_not_understood, 1});
}

TEST_CASE("a_refused_path_leaves_nothing_in_openssls_error_queue") {
  ERR_clear_error();
  static_cast<void>(path_of(authentication_leaf("altered-certificate")));
  static_cast<void>(validate_path(Bytes{0x30, 0x00}, Bytes{}));
  CHECK(ERR_peek_error() == 0);
}

}  // namespace
}  // namespace kazashi::crypto
