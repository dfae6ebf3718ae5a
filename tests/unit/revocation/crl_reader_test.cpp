#include "revocation/crl_reader.h"

#include <catch2/catch_test_macros.hpp>

#include "der/writer.h"
#include "revocation/revocation_set.h"
#include "revocation/status.h"
#include "revocation/utc_digits.h"
#include "unit/revocation/crl_parts.h"

using namespace kazashi;
using namespace kazashi::revocation;
using base::Bytes;
using base::FailureCode;

namespace {

FailureCode code_of(const base::Result<Segment>& segment) {
  return segment ? FailureCode::internal_error : segment.error().code;
}

const TestAuthority kAuthority = test_authority("KAZASHI-TEST");

Bytes some_crl() {
  CrlParts parts(kAuthority);
  parts.entries.emplace();
  for (std::uint32_t i = 1; i <= 200; ++i) parts.entries->push_back(entry_der(i * 16'777'216 / 7));
  parts.entries->push_back(entry_der(0x7FFFFFFF, {reason_der(1)}));
  parts.entries->push_back(entry_der(Bytes(16, 0xAB), {reason_der(4)}));
  parts.entries->push_back(entry_der(Bytes(20, 0xCD)));
  parts.entries->push_back(
      entry_der(0x01020304, {reason_der(1), extension_der(24, false, text_der(0x18, "20251231000000Z"))}));
  return parts.build();
}

}  // namespace

TEST_CASE("reads_the_same_from_pieces_of_any_size") {
  const Bytes crl = some_crl();
  const auto whole = read_crl(crl, kAuthority);
  REQUIRE(whole);
  const Bytes expected = write_set(*whole);
  for (std::size_t piece = 1; piece < 80; ++piece) {
    CAPTURE(piece);
    const auto read = read_crl(crl, kAuthority, Keep::details, piece);
    REQUIRE(read);
    CHECK(write_set(*read) == expected);
  }
}

TEST_CASE("refuses_a_crl_that_ends_early_or_goes_on") {
  const Bytes crl = some_crl();
  for (std::size_t size = 0; size < crl.size(); size += 7) {
    CHECK_FALSE(read_crl(base::ByteView(crl).first(size), kAuthority));
  }
  Bytes longer = crl;
  longer.push_back(0);
  CHECK(code_of(read_crl(longer, kAuthority)) == FailureCode::der_trailing_bytes);
  CHECK(code_of(read_crl(longer, kAuthority, Keep::serials, 1)) == FailureCode::der_trailing_bytes);
}

TEST_CASE("refuses_every_changed_octet") {
  const Bytes crl = some_crl();
  for (std::size_t at = 0; at < crl.size(); at += 3) {
    CAPTURE(at);
    Bytes bad = crl;
    bad[at] ^= 1;
    CHECK_FALSE(read_crl(bad, kAuthority));
  }
}

TEST_CASE("verifies_rsa_and_refuses_strangers") {
  const auto rsa = test_authority("KAZASHI-TEST", true);
  const Bytes crl = CrlParts(rsa).build();
  CHECK(read_crl(crl, rsa));
  CHECK(code_of(read_crl(crl, kAuthority)) == FailureCode::crl_signature_invalid);
  CHECK(code_of(read_crl(crl, test_authority("another"))) == FailureCode::crl_unknown_signer);
  auto mute = rsa;
  mute.certificate.key_usage = pki::KeyUsage{.critical = true, .bits = pki::kKeyCertSign};
  CHECK(code_of(read_crl(crl, mute)) == FailureCode::crl_unknown_signer);
  auto other_key = rsa;
  other_key.certificate.subject_key_identifier = Bytes{1, 2, 3};
  CHECK(code_of(read_crl(crl, other_key)) == FailureCode::crl_unknown_signer);
}

TEST_CASE("refuses_what_rfc_5280_forbids") {
  const auto refused = [](auto bend) {
    CrlParts parts(kAuthority);
    parts.entries.emplace();
    parts.entries->push_back(entry_der(5));
    bend(parts);
    return code_of(read_crl(parts.build(), kAuthority));
  };
  CHECK(refused([](CrlParts&) {}) == FailureCode::internal_error);  // the unbent one is sound
  CHECK(refused([](CrlParts& crl) { crl.version.clear(); }) == FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) { crl.version[2] = 2; }) == FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) { crl.entries->clear(); }) == FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) {
          crl.outer_algorithm = test_authority("x", true).certificate.subject.der;
        }) == FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) { crl.extensions.push_back(crl.extensions.back()); }) ==
        FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) { crl.extensions.push_back(extension_der(99, true, {})); }) ==
        FailureCode::crl_unsupported);
  CHECK(refused([](CrlParts& crl) { crl.extensions.push_back(extension_der(99, false, {})); }) ==
        FailureCode::internal_error);
  CHECK(refused([](CrlParts& crl) { crl.after = number_der(1); }) == FailureCode::der_trailing_bytes);
  CHECK(refused([](CrlParts& crl) { crl.extensions.push_back(extension_der(28, true, joined(0x30, {}))); }) ==
        FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) { crl.extensions.push_back(extension_der(27, false, number_der(1))); }) ==
        FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) { crl.entries->push_back(entry_der(9, {extension_der(99, true, {})})); }) ==
        FailureCode::crl_unsupported);
  CHECK(refused([](CrlParts& crl) { crl.entries->push_back(entry_der(9, {reason_der(8)})); }) ==
        FailureCode::crl_bad_form);  // taken back in a CRL that is no delta
  CHECK(refused([](CrlParts& crl) { crl.entries->push_back(entry_der(9, {reason_der(7)})); }) ==
        FailureCode::der_bad_value);
  CHECK(refused([](CrlParts& crl) { crl.entries->push_back(entry_der(Bytes(21, 0x11))); }) ==
        FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) {
          crl.entries->push_back(joined(0x30, {Bytes{0x02, 0x01, 0x80}, text_der(0x17, "260102030405Z")}));
        }) == FailureCode::crl_bad_form);
  CHECK(refused([](CrlParts& crl) {
          crl.entries->push_back(joined(0x30, {number_der(1), text_der(0x17, "260230030405Z")}));
        }) == FailureCode::der_bad_value);
}

TEST_CASE("a_failure_is_final") {
  CrlReader reader(Keep::serials, Sha1::refuse);
  CHECK_FALSE(reader.push(Bytes{0x31, 0x00}));
  CHECK_FALSE(reader.push(some_crl()));
  CHECK_FALSE(reader.finish({&kAuthority.certificate, 1}));
}

TEST_CASE("the_fast_time_agrees_with_the_strict_one") {
  const auto agrees = [](const std::string& digits) {
    const auto fast = seconds_of_utc_time(reinterpret_cast<const std::uint8_t*>(digits.data()));
    const Bytes encoded = text_der(0x17, digits);
    der::Reader reader(encoded);
    const auto strict = reader.read_time();
    if (fast.has_value() != strict.has_value()) return false;
    return !fast || *fast == strict->time_since_epoch().count();
  };
  for (int year = 0; year < 100; ++year) {
    for (const char* day :
         {"0101", "0131", "0228", "0229", "0301", "0430", "0431", "1231", "1301", "0010", "0100"}) {
      const std::string digits = std::to_string(year + 100).substr(1) + day;
      CAPTURE(digits);
      CHECK(agrees(digits + "000000Z"));
      CHECK(agrees(digits + "235959Z"));
    }
  }
  for (const char* digits : {"260101240000Z", "260101006000Z", "260101000060Z", "260101000000z",
                             "2601010000:0Z", "/60101000000Z", "26010100000 Z"}) {
    CHECK(agrees(digits));
  }
}
