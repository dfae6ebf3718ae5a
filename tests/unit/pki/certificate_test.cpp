#include "pki/certificate.h"

#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "unit/pki/certificate_parts.h"
#include "unit/pki/test_certificates.h"

namespace kazashi::pki {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;

/// What a certificate with one part bent is refused for.
Failure refusal(const std::function<void(CertificateParts&)>& bend) {
  CertificateParts parts;
  bend(parts);
  const auto certificate = parse_certificate(parts.build(), 7);
  REQUIRE_FALSE(certificate.has_value());
  return certificate.error();
}

TEST_CASE("reads_the_fields_of_a_certificate") {
  const Leaf leaf = authentication_leaf("adult");
  const Certificate certificate = parse_certificate(leaf.certificate).value();
  const Certificate authority = parse_certificate(leaf.authority, 1).value();
  CHECK(certificate.der == leaf.certificate);
  CHECK(certificate.fingerprint == crypto::sha256(leaf.certificate));
  CHECK(certificate.issuer == authority.subject);
  CHECK(certificate.authority_key_identifier == authority.subject_key_identifier);
  CHECK(certificate.authority_key_identifier->size() == 20);
  CHECK(certificate.key_usage->critical);
  CHECK(certificate.key_usage->bits == kDigitalSignature);
  CHECK(certificate.policies->critical);
  CHECK(certificate.extended_key_usage->oids.size() == 1);
  CHECK_FALSE(certificate.basic_constraints.has_value());
  CHECK(certificate.unknown_critical.empty());
  CHECK(certificate.not_before < certificate.not_after);
  CHECK(authority.basic_constraints->authority);
  CHECK(authority.basic_constraints->critical);
  CHECK((authority.key_usage->bits & kKeyCertSign) != 0);
}

TEST_CASE("reads_a_certificate_put_together_by_hand") {
  const Bytes der = CertificateParts().build();
  const Certificate certificate = parse_certificate(der).value();
  CHECK(base::to_hex(certificate.serial) == "0539");
  CHECK(base::format_utc(certificate.not_after) == "2030-01-01T00:00:00Z");
  CHECK(name_text(certificate.subject) == "O=Subject");
  CHECK(base::to_hex(certificate.signature_algorithm.parameters) == "0500");
}

TEST_CASE("refuses_every_version_but_three") {
  const auto with = [](std::string_view version) {
    return refusal([&](CertificateParts& parts) { parts.version = hex(version); });
  };
  CHECK(with("") == Failure{FailureCode::certificate_bad_version, 7});            // version 1 is left out
  CHECK(with("A003020100") == Failure{FailureCode::certificate_bad_version, 7});  // or written
  CHECK(with("A003020101") == Failure{FailureCode::certificate_bad_version, 7});
  CHECK(with("A003020103") == Failure{FailureCode::certificate_bad_version, 7});
  CHECK(with("A006020102020102").code == FailureCode::der_trailing_bytes);
}

TEST_CASE("refuses_serials_that_are_negative_zero_or_over_20_octets") {
  const auto with = [](const Bytes& serial) {
    return refusal([&](CertificateParts& parts) { parts.serial = serial; });
  };
  CHECK(with(hex("020181")) == Failure{FailureCode::certificate_bad_serial, 7});
  CHECK(with(hex("020100")) == Failure{FailureCode::certificate_bad_serial, 7});
  CHECK(with(tlv(der::kInteger, {Bytes(21, 0x11)})) == Failure{FailureCode::certificate_bad_serial, 7});
  CHECK(with(hex("02020011")).code == FailureCode::der_bad_value);
  CertificateParts longest;
  longest.serial = tlv(der::kInteger, {Bytes(20, 0x11)});
  CHECK(parse_certificate(longest.build()).has_value());
}

TEST_CASE("refuses_inner_and_outer_signature_algorithms_that_differ") {
  CHECK(refusal([](CertificateParts& parts) {
          parts.outer_algorithm = hex("300D06092A864886F70D0101050500");
        }) == Failure{FailureCode::certificate_algorithm_mismatch, 7});
  CHECK(refusal([](CertificateParts& parts) { parts.outer_algorithm = hex("300B06092A864886F70D01010B"); }) ==
        Failure{FailureCode::certificate_algorithm_mismatch, 7});
}

TEST_CASE("refuses_a_validity_that_ends_before_it_begins") {
  CHECK(refusal([](CertificateParts& parts) {
          parts.validity = tlv(der::kSequence,
                               {text(der::kUtcTime, "300101000001Z"), text(der::kUtcTime, "300101000000Z")});
        }) == Failure{FailureCode::certificate_bad_validity, 7});
}

TEST_CASE("refuses_unique_identifiers_which_nobody_issues") {
  CHECK(refusal([](CertificateParts& parts) { parts.before_extensions = hex("81020000"); }).code ==
        FailureCode::der_bad_tag);
}

TEST_CASE("refuses_keys_and_signatures_of_broken_octets") {
  CHECK(refusal([](CertificateParts& parts) { parts.signature = hex("030301ABCC"); }).code ==
        FailureCode::der_bad_value);
  CHECK(refusal([](CertificateParts& parts) {
          parts.public_key = hex("301A300D06092A864886F70D01010105000309013006020111020102");
        }).code == FailureCode::der_bad_value);
}

TEST_CASE("refuses_octets_after_any_part") {
  const auto grown = [](Bytes CertificateParts::* part) {
    return refusal([&](CertificateParts& parts) { base::append(parts.*part, hex("0500")); });
  };
  for (const auto part :
       {&CertificateParts::version, &CertificateParts::serial, &CertificateParts::inner_algorithm,
        &CertificateParts::issuer, &CertificateParts::validity, &CertificateParts::subject,
        &CertificateParts::public_key, &CertificateParts::outer_algorithm}) {
    CHECK(grown(part).code == FailureCode::der_bad_tag);
  }
  CHECK(grown(&CertificateParts::signature).code == FailureCode::der_trailing_bytes);

  Bytes whole = CertificateParts().build();
  const auto size = static_cast<std::uint32_t>(whole.size());
  whole.push_back(0);
  CHECK(parse_certificate(whole).error() == Failure{FailureCode::der_trailing_bytes, size});
}

TEST_CASE("refuses_more_octets_than_any_certificate_has") {
  const Bytes huge = tlv(der::kSequence, {Bytes(kMaxCertificateSize)});
  CHECK(parse_certificate(huge).error().code == FailureCode::der_too_long);
  CHECK(parse_certificate(hex("3084FFFFFFFF00")).error().code == FailureCode::der_truncated);
}

TEST_CASE("a_certificate_cut_off_at_any_place_is_refused_and_the_place_is_named") {
  const Bytes der = authentication_leaf("adult").certificate;
  for (std::size_t size = 0; size < der.size(); ++size) {
    const auto certificate = parse_certificate(base::ByteView(der).first(size));
    REQUIRE_FALSE(certificate.has_value());
    REQUIRE(certificate.error() == Failure{FailureCode::der_truncated, static_cast<std::uint32_t>(size)});
  }
}

TEST_CASE("hostile_certificates_are_refused_for_their_form") {
  const auto refused = [](std::string_view name) {
    return parse_certificate(hostile_leaf(name).certificate).error().code;
  };
  CHECK(refused("negative-serial") == FailureCode::certificate_bad_serial);
  CHECK(refused("trailing-bytes") == FailureCode::der_trailing_bytes);
  CHECK(refused("duplicate-extension") == FailureCode::certificate_duplicate_extension);
}

}  // namespace
}  // namespace kazashi::pki
