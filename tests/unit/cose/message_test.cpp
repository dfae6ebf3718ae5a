#include "cose/message.h"

#include <catch2/catch_test_macros.hpp>

#include "cose/cbor.h"
#include "unit/cose/cbor_writer.h"

namespace kazashi::cose {
namespace {

using base::as_bytes;
using base::Bytes;
using base::ByteView;
using base::FailureCode;

const ByteView kPayload = as_bytes("what is signed");
const ByteView kExternal = as_bytes("what is not sent");
const Bytes kNull{0xF6};

Bytes es256() { return cbor_map({cbor_unsigned(1), cbor_negative(6)}); }
Bytes no_header() { return cbor_map({}); }

/// Over Sig_structure, as RFC 9052 section 4.4 has it for one signer.
Bytes signature_over(ByteView header, ByteView external, ByteView payload) {
  const Bytes structure =
      cbor_array({cbor_text("Signature1"), cbor_bytes(header), cbor_bytes(external), cbor_bytes(payload)});
  return sign_p1363(crypto::p256_test_key(), "SHA256", 32, structure);
}

Bytes message_of(const Bytes& header, const Bytes& unprotected, const Bytes& payload, ByteView signature) {
  return cbor_tag(18, cbor_array({cbor_bytes(header), unprotected, payload, cbor_bytes(signature)}));
}

/// Signed with ES256 over these headers.
Bytes signed_with(const Bytes& header, const Bytes& unprotected) {
  return message_of(header, unprotected, cbor_bytes(kPayload), signature_over(header, kExternal, kPayload));
}

base::Result<void> verify(const Bytes& octets, ByteView external = kExternal, ByteView payload = {}) {
  KAZASHI_TRY(message, parse_signed(octets, MessageKind::sign1));
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(crypto::p256_test_key().spki));
  return verify_signer(message, message.signers.front(), key, external, payload);
}

FailureCode refusal(const Bytes& octets) {
  const auto verified = verify(octets);
  REQUIRE(!verified);
  return verified.error().code;
}

TEST_CASE("a_message_holds_with_the_external_data_that_was_signed_and_no_other") {
  const Bytes octets = signed_with(es256(), no_header());
  CHECK(verify(octets).has_value());
  CHECK(verify(octets, {}).error().code == FailureCode::signature_invalid);
}

TEST_CASE("a_detached_payload_is_the_callers_and_an_attached_one_is_not") {
  const Bytes detached =
      message_of(es256(), no_header(), kNull, signature_over(es256(), kExternal, kPayload));
  CHECK(verify(detached, kExternal, kPayload).has_value());
  CHECK(verify(detached, kExternal, as_bytes("another")).error().code == FailureCode::signature_invalid);
  CHECK(verify(signed_with(es256(), no_header()), kExternal, as_bytes("another")).has_value());
}

TEST_CASE("an_algorithm_that_nobody_signed_is_none") {
  const Bytes octets = message_of({}, es256(), cbor_bytes(kPayload), signature_over({}, kExternal, kPayload));
  CHECK(refusal(octets) == FailureCode::signature_algorithm_refused);
}

TEST_CASE("a_label_in_both_headers_is_refused") {
  CHECK(refusal(signed_with(es256(), es256())) == FailureCode::envelope_malformed);
}

TEST_CASE("a_critical_header_counts_only_where_it_is_understood") {
  const auto header = [](const Bytes& label) {
    return cbor_map({cbor_unsigned(1), cbor_negative(6), cbor_unsigned(2), cbor_array({label})});
  };
  CHECK(verify(signed_with(header(cbor_unsigned(4)), no_header())).has_value());
  const Bytes unknown = signed_with(header(cbor_text("new")), no_header());
  CHECK(refusal(unknown) == FailureCode::envelope_malformed);
  constexpr std::string_view kNew = "new";
  CHECK(parse_signed(unknown, MessageKind::sign1, {&kNew, 1}).has_value());
  // critical, but not signed
  const Bytes outside = cbor_map({cbor_unsigned(2), cbor_array({cbor_unsigned(4)})});
  CHECK(refusal(signed_with(es256(), outside)) == FailureCode::envelope_malformed);
}

TEST_CASE("map_keys_may_stand_in_any_order_but_none_twice") {
  const Bytes kid = cbor_bytes(as_bytes("11"));
  const Bytes backwards = cbor_map({cbor_unsigned(4), kid, cbor_unsigned(1), cbor_negative(6)});
  CHECK(verify(signed_with(backwards, no_header())).has_value());
  const Bytes twice = cbor_map({cbor_unsigned(4), kid, cbor_unsigned(4), kid});
  CHECK(refusal(signed_with(es256(), twice)) == FailureCode::cbor_malformed);
}

TEST_CASE("another_tag_and_anything_after_the_message_are_refused") {
  Bytes octets = signed_with(es256(), no_header());
  CHECK(!parse_signed(octets, MessageKind::sign));
  octets.push_back(0);
  CHECK(refusal(octets) == FailureCode::cbor_malformed);
}

TEST_CASE("values_are_passed_over_sixteen_deep_and_no_deeper") {
  Bytes nested(15, 0x81);  // arrays of one
  nested.push_back(0x00);
  CHECK(CborReader(nested).skip().has_value());
  nested.insert(nested.begin(), 0x81);
  CHECK(!CborReader(nested).skip());
}

TEST_CASE("a_float_is_read_in_its_shortest_form_only") {
  const auto reads = [](std::initializer_list<std::uint8_t> octets) {
    const Bytes value(octets);
    CborReader reader(value);
    return reader.skip().has_value() && reader.finish().has_value();
  };
  CHECK(reads({0xF9, 0x3C, 0x00}));               // 1.0 as a half
  CHECK(!reads({0xFA, 0x3F, 0x80, 0x00, 0x00}));  // 1.0 as a single
  CHECK(reads({0xFA, 0x47, 0xC3, 0x50, 0x00}));   // 100000.0 is too large for a half
  CHECK(!reads({0xFA, 0x33, 0x80, 0x00, 0x00}));  // 2^-24 is the smallest half
  CHECK(reads({0xFA, 0x33, 0x00, 0x00, 0x00}));   // 2^-25 is none
  CHECK(!reads({0xFA, 0x7F, 0x80, 0x00, 0x00}));  // infinity as a single
  CHECK(!reads({0xF9, 0x7E, 0x01}));              // a NaN with something in it
  CHECK(!reads({0xF8, 0x14}));                    // false in two octets
}

}  // namespace
}  // namespace kazashi::cose
