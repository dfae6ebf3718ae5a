#include "trust/office_tag.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/cose/cbor_writer.h"
#include "unit/crypto/test_keys.h"
#include "unit/pki/certificate_parts.h"
#include "unit/trust/envelopes.h"

namespace kazashi::trust {
namespace {

using base::Bytes;
using base::FailureCode;
using cose::cbor_text;
using pki::extension;
using pki::hex;
using pki::text;
using pki::tlv;

/// The certificate of the parts, signed.
Bytes signed_by(const crypto::TestKey& key, pki::CertificateParts parts) {
  parts.inner_algorithm = hex("300A06082A8648CE3D040302");  // ecdsa-with-SHA256
  parts.outer_algorithm = parts.inner_algorithm;
  const Bytes draft = parts.build();
  const auto to_be_signed = der::Reader(draft).enter(der::kSequence)->read_any()->encoding;
  Bytes signature{0x00};
  base::append(signature, crypto::sign(key, "SHA256", to_be_signed));
  parts.signature = tlv(der::kBitString, {signature});
  return parts.build();
}

Bytes key_id(const char* digits) { return tlv(der::kOctetString, {hex(digits)}); }
Bytes issuer_key_id(const char* digits) {
  return tlv(der::kSequence, {tlv(der::context_primitive(0), {hex(digits)})});
}
Bytes dns_names(std::string_view host) {
  return tlv(der::kSequence, {text(der::context_primitive(2), host)});
}

const Bytes kAuthorityConstraints = tlv(der::kSequence, {hex("0101FF")});

pki::CertificateParts authority_parts(const char* name, const char* id, const crypto::TestKey& key) {
  pki::CertificateParts parts;
  parts.issuer = pki::name_of(name);
  parts.subject = parts.issuer;
  parts.public_key = key.spki;
  parts.extensions = {extension(0x0E, false, key_id(id)), extension(0x13, true, kAuthorityConstraints),
                      extension(0x0F, true, hex("03020204"))};
  return parts;
}

Bytes authority_certificate() {
  const auto key = crypto::p384_test_key();
  return signed_by(key, authority_parts("KAZASHI-TEST offices", "A1A1", key));
}

struct OfficeParts {
  std::string host = "office.example.jp";
  const char* usage = "03020780";
  bool authority = false;
  crypto::TestKey key = crypto::p256_test_key();
};

Bytes office_certificate(const OfficeParts& office) {
  pki::CertificateParts parts;
  parts.issuer = pki::name_of("KAZASHI-TEST offices");
  parts.subject = pki::name_of("Mori Town");
  parts.public_key = office.key.spki;
  parts.extensions = {extension(0x0E, false, key_id("B2B2")), extension(0x23, false, issuer_key_id("A1A1")),
                      extension(0x0F, true, hex(office.usage)),
                      extension(0x11, false, dns_names(office.host))};
  if (office.authority) parts.extensions.push_back(extension(0x13, true, kAuthorityConstraints));
  return signed_by(crypto::p384_test_key(), std::move(parts));
}

struct TagParts {
  std::string from = "2026-11-01T00:00:00Z";
  std::string until = "2026-12-01T00:00:00Z";
  std::string office = "Mori Town Hall, counter 3";
  std::string origin = "https://office.example.jp";
  std::string procedure = "moving-in";
  OfficeParts certificate = {};
};

Bytes content_of(const TagParts& parts) {
  return cose::cbor_map({cbor_text("from"), cbor_text(parts.from), cbor_text("until"), cbor_text(parts.until),
                         cbor_text("office"), cbor_text(parts.office), cbor_text("origin"),
                         cbor_text(parts.origin), cbor_text("procedure"), cbor_text(parts.procedure)});
}

Bytes header_of(const Bytes& chain, std::uint64_t algorithm = 6) {
  return cose::cbor_map(
      {cose::cbor_unsigned(1), cose::cbor_negative(algorithm), cose::cbor_unsigned(33), chain});
}

Bytes sealed_tag(const crypto::TestKey& key, const Bytes& header, const Bytes& content) {
  const Bytes to_be_signed = cose::cbor_array(
      {cbor_text("Signature1"), cose::cbor_bytes(header), cose::cbor_bytes({}), cose::cbor_bytes(content)});
  return cose::cbor_tag(
      18, cose::cbor_array({cose::cbor_bytes(header), cose::cbor_map({}), cose::cbor_bytes(content),
                            cose::cbor_bytes(crypto::sign_p1363(key, "SHA256", 32, to_be_signed))}));
}

Bytes tag_of(const TagParts& parts) {
  return sealed_tag(parts.certificate.key, header_of(cose::cbor_bytes(office_certificate(parts.certificate))),
                    content_of(parts));
}

std::vector<OfficeAuthority> authorities() {
  const auto key = crypto::other_p384_test_key();
  return {{.name = "another", .certificate = signed_by(key, authority_parts("Another", "C3C3", key))},
          {.name = "test-offices", .certificate = authority_certificate()}};
}

base::Result<OfficeTag> open(const TagParts& parts, std::string_view now = "2026-11-22T00:00:00Z") {
  return open_office_tag(tag_of(parts), authorities(), moment(now));
}

base::Result<OfficeTag> open_octets(base::ByteView octets) {
  return open_office_tag(octets, authorities(), kNow);
}

FailureCode refusal(const base::Result<OfficeTag>& tag) {
  REQUIRE_FALSE(tag);
  return tag.error().code;
}

TEST_CASE("opens_a_tag_and_says_whose_it_is") {
  const auto tag = open({});
  REQUIRE(tag);
  CHECK(tag->office == "Mori Town Hall, counter 3");
  CHECK(tag->origin == "https://office.example.jp");
  CHECK(tag->procedure == "moving-in");
  CHECK(base::format_utc(tag->until) == "2026-12-01T00:00:00Z");
  CHECK(tag->authority == "test-offices");
  CHECK(tag->subject == "O=Mori Town");
}

TEST_CASE("counts_both_ends_of_a_tags_time_in") {
  CHECK(open({}, "2026-11-01T00:00:00Z"));
  CHECK(open({}, "2026-12-01T00:00:00Z"));
  CHECK(refusal(open({}, "2026-10-31T23:59:59Z")) == FailureCode::office_tag_not_yet_valid);
  CHECK(refusal(open({}, "2026-12-01T00:00:01Z")) == FailureCode::office_tag_expired);
  CHECK(refusal(open({}, "2031-01-01T00:00:00Z")) == FailureCode::certificate_expired);
}

TEST_CASE("an_office_sends_people_only_to_hosts_in_its_certificate") {
  CHECK(refusal(open({.origin = "https://bank.example.jp"})) == FailureCode::certificate_name_mismatch);
  CHECK(open({.origin = "https://office.example.jp:8443"}));
  CHECK(open({.certificate = {.host = "other.example.jp"}}).error().code ==
        FailureCode::certificate_name_mismatch);
}

TEST_CASE("refuses_offices_that_nobody_pinned_certified") {
  const auto key = crypto::other_p384_test_key();
  const std::vector<OfficeAuthority> strangers{
      {.name = "same-name",
       .certificate = signed_by(key, authority_parts("KAZASHI-TEST offices", "A1A1", key))}};
  CHECK_FALSE(open_office_tag(tag_of({}), strangers, kNow));
  CHECK(refusal(open_office_tag(tag_of({}), {}, kNow)) == FailureCode::path_anchor_not_configured);
}

TEST_CASE("refuses_what_the_office_did_not_sign") {
  const Bytes header = header_of(cose::cbor_bytes(office_certificate({})));
  CHECK(open_octets(sealed_tag(crypto::p256_test_key(), header, content_of({}))));
  Bytes altered = sealed_tag(crypto::p256_test_key(), header, content_of({}));
  altered.back() ^= 1;
  CHECK(refusal(open_octets(altered)) == FailureCode::signature_invalid);
  Bytes moved = sealed_tag(crypto::p256_test_key(), header, content_of({}));
  const std::string_view was = "counter 3";
  const auto at = base::as_text(moved).find(was);
  REQUIRE(at != std::string_view::npos);
  moved[at + was.size() - 1] = '4';
  CHECK(refusal(open_octets(moved)) == FailureCode::signature_invalid);
}

TEST_CASE("refuses_certificates_that_are_not_for_signing") {
  CHECK(refusal(open({.certificate = {.usage = "03020520"}})) == FailureCode::certificate_key_usage_wrong);
  CHECK(refusal(open({.certificate = {.authority = true}})) == FailureCode::certificate_is_authority);
}

TEST_CASE("takes_a_chain_that_starts_with_the_office") {
  const auto office = cose::cbor_bytes(office_certificate({}));
  const auto authority = cose::cbor_bytes(authority_certificate());
  const auto with_chain = [](const Bytes& chain) {
    return open_octets(sealed_tag(crypto::p256_test_key(), header_of(chain), content_of({})));
  };
  CHECK(with_chain(cose::cbor_array({office, authority}))->authority == "test-offices");
  CHECK(with_chain(cose::cbor_array({office, authority, authority})));
  CHECK_FALSE(with_chain(cose::cbor_array({authority, office})));
  CHECK(refusal(with_chain(cose::cbor_array({office}))) ==
        FailureCode::office_tag_malformed);  // RFC 9360: a bstr
  CHECK(refusal(with_chain(cose::cbor_array({office, authority, authority, authority}))) ==
        FailureCode::office_tag_malformed);
}

TEST_CASE("refuses_other_algorithms_and_keys_of_another_kind") {
  const auto chain = cose::cbor_bytes(office_certificate({}));
  const auto with_algorithm = [&](std::uint64_t minus_one_minus) {
    return open_octets(
        sealed_tag(crypto::p256_test_key(), header_of(chain, minus_one_minus), content_of({})));
  };
  CHECK(refusal(with_algorithm(36)) == FailureCode::signature_algorithm_refused);  // PS256
  CHECK(refusal(with_algorithm(34)) == FailureCode::signature_algorithm_refused);  // ES384 with a P-256 key
}

TEST_CASE("refuses_contents_that_an_office_may_not_write") {
  for (const TagParts& parts : std::vector<TagParts>{{.from = "2026-12-02T00:00:00Z"},
                                                     {.until = "2026-12-01"},
                                                     {.office = ""},
                                                     {.office = "two\nlines"},
                                                     {.office = std::string(101, 'a')},
                                                     {.origin = "http://office.example.jp"},
                                                     {.origin = "https://office.example.jp/"},
                                                     {.origin = "https://Office.example.jp"},
                                                     {.origin = "https://user@office.example.jp"},
                                                     {.origin = "https://office.example.jp:"},
                                                     {.origin = "https://office.example.jp:080"},
                                                     {.origin = "https://"},
                                                     {.procedure = "Moving In"}}) {
    CAPTURE(parts.from, parts.until, parts.office, parts.origin, parts.procedure);
    CHECK(refusal(open(parts)) == FailureCode::office_tag_malformed);
  }
}

TEST_CASE("refuses_octets_that_are_no_tag_at_every_length") {
  const Bytes whole = tag_of({});
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(refusal(open_octets(base::ByteView(whole).first(size))) == FailureCode::office_tag_malformed);
  Bytes longer = whole;
  longer.push_back(0x00);
  CHECK(refusal(open_octets(longer)) == FailureCode::office_tag_malformed);
  CHECK(refusal(open_octets(Bytes(9000, 0x00))) == FailureCode::office_tag_malformed);
}

}  // namespace
}  // namespace kazashi::trust
