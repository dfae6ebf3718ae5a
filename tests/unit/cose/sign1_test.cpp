#include "cose/sign1.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/cose/cbor_writer.h"

namespace kazashi::cose {
namespace {

using base::Bytes;
using base::FailureCode;

const base::ByteView kPayload = base::as_bytes("what is signed");

/// Parses and verifies under `key`.
base::Result<void> open(base::ByteView octets, const crypto::TestKey& key) {
  KAZASHI_TRY(message, parse_sign1(octets));
  KAZASHI_TRY(public_key, crypto::PublicKey::from_spki(key.spki));
  return verify_sign1(message, public_key);
}

Bytes sound() {
  const auto key = crypto::p384_test_key();
  return sign1(key, es384_header(key), kPayload);
}

TEST_CASE("verifies_what_the_key_signed") {
  const Bytes octets = sound();
  const Sign1 message = parse_sign1(octets).value();
  CHECK(base::as_text(message.payload) == "what is signed");
  CHECK(message.key_id.size() == 8);
  CHECK(open(octets, crypto::p384_test_key()).has_value());
}

TEST_CASE("refuses_another_key_and_another_kind_of_key") {
  CHECK(open(sound(), crypto::other_p384_test_key()).error().code == FailureCode::signature_invalid);
  CHECK(open(sound(), crypto::p256_test_key()).error().code == FailureCode::signature_algorithm_refused);
}

TEST_CASE("refuses_the_message_with_any_octet_changed_or_cut_off") {
  const Bytes octets = sound();
  for (std::size_t at = 0; at < octets.size(); ++at) {
    Bytes changed = octets;
    changed[at] ^= 0x01;
    CHECK_FALSE(open(changed, crypto::p384_test_key()).has_value());
    CHECK(parse_sign1(base::ByteView(octets).first(at)).error().code == FailureCode::cbor_malformed);
  }
}

TEST_CASE("refuses_octets_after_the_signature") {
  Bytes longer = sound();
  longer.push_back(0);
  CHECK(parse_sign1(longer).error() ==
        base::Failure{FailureCode::cbor_malformed, static_cast<std::uint32_t>(longer.size() - 1)});
}

TEST_CASE("refuses_every_algorithm_but_es384") {
  const auto key = crypto::p384_test_key();
  const auto header = [](const Bytes& algorithm) {
    return cbor_map({cbor_unsigned(1), algorithm, cbor_unsigned(4), cbor_bytes(Bytes(8))});
  };
  CHECK(parse_sign1(sign1(key, header(cbor_negative(6)), kPayload)).error().code ==
        FailureCode::signature_algorithm_refused);  // ES256
  CHECK(parse_sign1(sign1(key, header(cbor_unsigned(5)), kPayload)).error().code ==
        FailureCode::signature_algorithm_refused);  // HMAC, which a public key would serve as a secret
}

TEST_CASE("refuses_headers_with_more_less_or_in_another_order_and_names_the_place") {
  const auto key = crypto::p384_test_key();
  const Bytes algorithm = cbor_negative(34);
  const Bytes key_id = cbor_bytes(Bytes(8));
  const auto refused = [&](const Bytes& header) { return parse_sign1(sign1(key, header, kPayload)).error(); };
  CHECK(refused(cbor_map({cbor_unsigned(1), algorithm})).code == FailureCode::cbor_malformed);
  CHECK(refused(cbor_map({cbor_unsigned(4), key_id, cbor_unsigned(1), algorithm})).code ==
        FailureCode::cbor_malformed);
  CHECK(refused(cbor_map({cbor_unsigned(1), algorithm, cbor_unsigned(4), key_id, cbor_unsigned(5), key_id}))
            .code == FailureCode::cbor_malformed);
  CHECK(refused({}).code == FailureCode::cbor_malformed);
  // tag, array and the head of a string of two stand before the header
  CHECK(refused(Bytes{0xA0, 0x00}) == base::Failure{FailureCode::cbor_malformed, 3});
}

TEST_CASE("refuses_untagged_messages_and_unprotected_headers") {
  const Bytes octets = sound();
  CHECK(parse_sign1(base::ByteView(octets).subspan(1)).error().code == FailureCode::cbor_malformed);
  const Bytes unprotected = cbor_tag(18, cbor_array({cbor_bytes(es384_header(crypto::p384_test_key())),
                                                     cbor_map({cbor_unsigned(4), cbor_bytes(Bytes(8))}),
                                                     cbor_bytes(kPayload), cbor_bytes(Bytes(96))}));
  CHECK(parse_sign1(unprotected).error().code == FailureCode::cbor_malformed);
}

}  // namespace
}  // namespace kazashi::cose
