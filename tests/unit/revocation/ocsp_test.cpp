#include "revocation/ocsp.h"

#include <catch2/catch_test_macros.hpp>

#include "crypto/hasher.h"
#include "der/oid.h"
#include "der/writer.h"
#include "unit/crypto/test_keys.h"
#include "unit/revocation/crl_parts.h"

using namespace kazashi;
using namespace kazashi::revocation;
using base::Bytes;
using base::FailureCode;

namespace {

const TestAuthority kAuthority = test_authority("KAZASHI-TEST");
const base::UtcTime kNow = base::parse_utc("2026-02-02T00:00:00Z").value();
const OcspRules kRules = {.time = kNow, .sha1 = Sha1::refuse, .nonce = {}};

Bytes time_der(const char* text) { return text_der(0x18, text); }

/// The octets of the key in a SubjectPublicKeyInfo.
Bytes key_bits(const pki::Certificate& certificate) {
  der::Reader input(certificate.public_key);
  auto fields = input.enter(der::kSequence).value();
  static_cast<void>(fields.read_any());
  return base::to_bytes(fields.read_bit_string().value().octets);
}

struct ResponseParts {
  Bytes status{0x0A, 0x01, 0x00};
  Bytes responder = joined(0xA1, {kAuthority.certificate.subject.der});
  Bytes produced = time_der("20260201000000Z");
  Bytes serial = number_der(5);
  std::vector<Bytes> statuses = {Bytes{0x80, 0x00}};
  Bytes this_update = time_der("20260201000000Z");
  Bytes single_extensions;
  Bytes extensions;
  Bytes certificates;
  Bytes algorithm = joined(0x30, {der::write_oid(der::oid("1.2.840.10045.4.3.2"))});
  crypto::TestKey key = crypto::p256_test_key();

  [[nodiscard]] Bytes build() const {
    const Bytes sha1 = joined(0x30, {der::write_oid(der::oid("1.3.14.3.2.26")), der::write_null()});
    const Bytes name_hash = crypto::digest(crypto::Hash::sha1, kAuthority.certificate.subject.der);
    const Bytes key_hash = crypto::digest(crypto::Hash::sha1, key_bits(kAuthority.certificate));
    const Bytes id = joined(0x30, {sha1, der::write(0x04, name_hash), der::write(0x04, key_hash), serial});
    std::vector<Bytes> singles;
    for (const Bytes& one : statuses)
      singles.push_back(joined(0x30, {id, one, this_update, single_extensions}));
    const Bytes data = joined(0x30, {responder, produced, joined(0x30, singles), extensions});
    Bytes signature{0x00};
    base::append(signature, crypto::sign(key, "SHA256", data));
    const Bytes basic = joined(0x30, {data, algorithm, der::write(0x03, signature), certificates});
    const Bytes kind = der::write_oid(der::oid("1.3.6.1.5.5.7.48.1.1"));
    return joined(0x30, {status, joined(0xA0, {joined(0x30, {kind, der::write(0x04, basic)})})});
  }
};

base::Result<ProvenStatus> ask(const ResponseParts& parts, const OcspRules& rules = kRules,
                               std::uint32_t serial = 5) {
  KAZASHI_TRY(response, parse_ocsp(parts.build()));
  return ocsp_status(response, issued(kAuthority, serial), kAuthority.certificate, rules);
}

FailureCode refused(const ResponseParts& parts, const OcspRules& rules = kRules) {
  const auto answer = ask(parts, rules);
  return answer ? FailureCode::internal_error : answer.error().code;
}

const Bytes kRevoked = joined(0xA1, {time_der("20260101000000Z"), joined(0xA0, {Bytes{0x0A, 0x01, 0x01}})});
const Bytes kUnknown = {0x82, 0x00};

}  // namespace

TEST_CASE("reads_good_revoked_and_unknown") {
  CHECK(ask({})->status == Status::good);
  ResponseParts parts;
  parts.statuses = {kRevoked};
  const auto revoked = ask(parts);
  REQUIRE(revoked);
  CHECK(revoked->status == Status::revoked);
  CHECK(revoked->reason == Reason::key_compromise);
  CHECK(revoked->revoked_at == base::parse_utc("2026-01-01T00:00:00Z").value());
  parts.statuses = {kUnknown};
  CHECK(ask(parts)->status == Status::unknown);
}

TEST_CASE("of_several_answers_the_worst_counts") {
  ResponseParts parts;
  parts.statuses = {Bytes{0x80, 0x00}, kRevoked, kUnknown};
  CHECK(ask(parts)->status == Status::revoked);
  parts.statuses = {Bytes{0x80, 0x00}, kUnknown};
  CHECK(ask(parts)->status == Status::unknown);
}

TEST_CASE("believes_the_responder_by_the_hash_of_its_key_too") {
  ResponseParts parts;
  const Bytes hash = crypto::digest(crypto::Hash::sha1, key_bits(kAuthority.certificate));
  parts.responder = joined(0xA2, {der::write(0x04, hash)});
  CHECK(ask(parts)->status == Status::good);
  parts.responder = joined(0xA2, {der::write(0x04, Bytes(20, 0))});
  CHECK(refused(parts) == FailureCode::ocsp_responder_refused);
}

TEST_CASE("refuses_another_key_another_certificate_and_a_response_of_the_future") {
  ResponseParts parts;
  parts.key = crypto::rsa_test_key();
  CHECK(refused(parts) == FailureCode::ocsp_signature_invalid);
  CHECK(ask({}, kRules, 6).error().code == FailureCode::ocsp_other_certificate);
  OcspRules earlier = kRules;
  earlier.time = base::parse_utc("2026-01-31T00:00:00Z").value();
  CHECK(refused({}, earlier) == FailureCode::ocsp_times_invalid);
}

TEST_CASE("asks_for_the_nonce_that_was_sent") {
  const Bytes nonce = {1, 2, 3, 4, 5, 6, 7, 8};
  ResponseParts parts;
  OcspRules rules = kRules;
  rules.nonce = nonce;
  CHECK(refused(parts, rules) == FailureCode::ocsp_nonce_mismatch);
  const Bytes oid = der::write_oid(der::oid("1.3.6.1.5.5.7.48.1.2"));
  const Bytes extension = joined(0x30, {oid, der::write(0x04, der::write(0x04, nonce))});
  parts.extensions = joined(0xA1, {joined(0x30, {extension})});
  CHECK(ask(parts, rules)->status == Status::good);
  rules.nonce->back() ^= 1;
  CHECK(refused(parts, rules) == FailureCode::ocsp_nonce_mismatch);
}

TEST_CASE("refuses_what_it_does_not_understand_and_must_not_ignore") {
  ResponseParts parts;
  parts.single_extensions = joined(0xA1, {joined(0x30, {extension_der(99, true, {})})});
  CHECK(refused(parts) == FailureCode::ocsp_unsupported);
  parts.single_extensions = joined(0xA1, {joined(0x30, {extension_der(99, false, {})})});
  CHECK(refused(parts) == FailureCode::internal_error);
  parts = {};
  parts.extensions = joined(0xA1, {joined(0x30, {extension_der(99, true, {})})});
  CHECK(refused(parts) == FailureCode::ocsp_unsupported);
  parts = {};
  parts.status = Bytes{0x0A, 0x01, 0x04};
  CHECK(refused(parts) == FailureCode::ocsp_malformed);
  CHECK(parse_ocsp(Bytes{0x30, 0x03, 0x0A, 0x01, 0x03}).error().code == FailureCode::ocsp_no_answer);
}

TEST_CASE("refuses_every_cut_and_every_changed_octet_of_what_is_signed") {
  const Bytes sound = ResponseParts{}.build();
  for (std::size_t size = 0; size < sound.size(); ++size) {
    CHECK_FALSE(parse_ocsp(base::ByteView(sound).first(size)));
  }
  for (std::size_t at = 0; at < sound.size(); at += 2) {
    Bytes bad = sound;
    bad[at] ^= 1;
    const auto response = parse_ocsp(bad);
    if (!response) continue;
    CHECK_FALSE(ocsp_status(*response, issued(kAuthority, 5), kAuthority.certificate, kRules));
  }
}
