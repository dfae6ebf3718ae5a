#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "pki/certificate.h"
#include "unit/pki/certificate_parts.h"

namespace kazashi::pki {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::Result;

// under id-ce
constexpr std::uint8_t kSubjectKeyIdentifier = 14;
constexpr std::uint8_t kKeyUsage = 15;
constexpr std::uint8_t kSubjectAltName = 17;
constexpr std::uint8_t kBasicConstraints = 19;
constexpr std::uint8_t kPolicies = 32;
constexpr std::uint8_t kAuthorityKeyIdentifier = 35;
constexpr std::uint8_t kExtendedKeyUsage = 37;

Result<Certificate> parse_with(std::vector<Bytes> extensions) {
  CertificateParts parts;
  parts.extensions = std::move(extensions);
  return parse_certificate(parts.build(), 1);
}

Result<Certificate> parse_with(std::uint8_t oid, std::string_view value) {
  return parse_with({extension(oid, true, hex(value))});
}

FailureCode refusal(std::uint8_t oid, std::string_view value) { return parse_with(oid, value).error().code; }

TEST_CASE("reads_key_usage_with_its_criticality") {
  const auto usage = parse_with({extension(kKeyUsage, false, hex("030206C0"))}).value().key_usage.value();
  CHECK_FALSE(usage.critical);
  CHECK(usage.bits == (kDigitalSignature | kNonRepudiation));
  CHECK(parse_with(kKeyUsage, "03020780").value().key_usage->critical);
}

TEST_CASE("refuses_key_usage_without_any_bit_or_with_something_after_it") {
  CHECK(refusal(kKeyUsage, "030100") == FailureCode::der_bad_value);
  CHECK(refusal(kKeyUsage, "030207800500") == FailureCode::der_trailing_bytes);
  CHECK(refusal(kKeyUsage, "0500") == FailureCode::der_bad_tag);
  CHECK(refusal(kKeyUsage, "") == FailureCode::der_truncated);
}

TEST_CASE("reads_basic_constraints_in_each_of_their_forms") {
  const auto constraints = [](std::string_view value) {
    return parse_with(kBasicConstraints, value).value().basic_constraints.value();
  };
  CHECK_FALSE(constraints("3000").authority);
  CHECK(constraints("30030101FF").authority);
  CHECK_FALSE(constraints("30030101FF").path_length.has_value());
  CHECK(constraints("30060101FF020100").path_length == 0);
}

TEST_CASE("refuses_a_written_default_and_a_negative_path_length") {
  CHECK(refusal(kBasicConstraints, "3003010100") == FailureCode::der_bad_value);
  CHECK(refusal(kBasicConstraints, "30060101FF0201FF") == FailureCode::der_bad_value);
  CHECK(refusal(kBasicConstraints, "30050101FF0500") == FailureCode::der_trailing_bytes);
}

TEST_CASE("reads_policies_and_purposes_each_once") {
  const auto policies = parse_with(kPolicies, "300A3003060129300306012A").value().policies.value();
  CHECK(policies.oids.size() == 2);
  CHECK(policies.contains(hex("2A")));
  CHECK_FALSE(policies.contains(hex("2B")));
  CHECK(refusal(kPolicies, "300A30030601293003060129") == FailureCode::der_bad_value);
  CHECK(refusal(kPolicies, "3000") == FailureCode::der_truncated);
  CHECK(refusal(kExtendedKeyUsage, "3000") == FailureCode::der_truncated);
  CHECK(refusal(kExtendedKeyUsage, "3006060129060129") == FailureCode::der_bad_value);
}

TEST_CASE("reads_key_identifiers_and_refuses_empty_ones") {
  const auto own = parse_with({extension(kSubjectKeyIdentifier, false, hex("0402ABCD"))}).value();
  CHECK(base::to_hex(*own.subject_key_identifier) == "abcd");
  const auto issuers =
      parse_with({extension(kAuthorityKeyIdentifier, false, hex("30078002ABCD820105"))}).value();
  CHECK(base::to_hex(*issuers.authority_key_identifier) == "abcd");
  const auto without = parse_with({extension(kAuthorityKeyIdentifier, false, hex("3000"))}).value();
  CHECK_FALSE(without.authority_key_identifier.has_value());
  CHECK(refusal(kSubjectKeyIdentifier, "0400") == FailureCode::der_bad_value);
  CHECK(refusal(kAuthorityKeyIdentifier, "30028000") == FailureCode::der_bad_value);
  CHECK(refusal(kAuthorityKeyIdentifier, "30048302ABCD") == FailureCode::der_trailing_bytes);
}

TEST_CASE("lists_critical_extensions_that_nothing_understands_and_passes_over_others") {
  const Certificate critical = parse_with({extension(kSubjectAltName, true, hex("0500"))}).value();
  REQUIRE(critical.unknown_critical.size() == 1);
  CHECK(base::to_hex(critical.unknown_critical[0]) == "551d11");
  CHECK(parse_with({extension(kSubjectAltName, false, hex("0500"))}).value().unknown_critical.empty());
}

TEST_CASE("refuses_an_extension_there_twice_whether_understood_or_not") {
  for (const std::uint8_t oid : {kKeyUsage, kSubjectAltName}) {
    const Bytes entry = extension(oid, false, hex("03020780"));
    CHECK(parse_with({entry, entry}).error() == Failure{FailureCode::certificate_duplicate_extension, 1});
  }
}

TEST_CASE("refuses_an_empty_list_of_extensions_and_a_criticality_written_as_false") {
  CHECK(parse_with(std::vector<Bytes>()).error().code == FailureCode::der_truncated);
  CHECK(parse_with({hex("300E0603551D0F010100040403020780")}).error().code == FailureCode::der_bad_value);
}

}  // namespace
}  // namespace kazashi::pki
