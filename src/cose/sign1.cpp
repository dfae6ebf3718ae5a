#include "cose/sign1.h"

#include <string_view>

#include "cose/cbor.h"

namespace kazashi::cose {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

// RFC 9052 section 3.1 and RFC 9053 section 2.1
constexpr std::uint64_t kSign1Tag = 18;
constexpr std::int64_t kAlgorithmLabel = 1;
constexpr std::int64_t kKeyIdLabel = 4;
constexpr std::int64_t kEs384 = -35;

Result<ByteView> read_protected_header(ByteView header) {
  CborReader reader(header);
  KAZASHI_CHECK(reader.read_map(2));
  KAZASHI_CHECK(reader.read_key(kAlgorithmLabel));
  KAZASHI_TRY(algorithm, reader.read_integer());
  if (algorithm != kEs384) return fail(FailureCode::signature_algorithm_refused);
  KAZASHI_CHECK(reader.read_key(kKeyIdLabel));
  KAZASHI_TRY(key_id, reader.read_bytes());
  KAZASHI_CHECK(reader.finish());
  return key_id;
}

void append_string(base::Bytes& to, CborType type, ByteView content) {
  append_cbor_head(to, type, content.size());
  base::append(to, content);
}

}  // namespace

Result<Sign1> parse_sign1(ByteView input) {
  CborReader reader(input);
  KAZASHI_CHECK(reader.read_tag(kSign1Tag));
  KAZASHI_CHECK(reader.read_array(4));
  KAZASHI_TRY(protected_header, reader.read_bytes());
  KAZASHI_CHECK(reader.read_map(0));  // the unprotected header: nothing that nobody signed
  KAZASHI_TRY(payload, reader.read_bytes());
  KAZASHI_TRY(signature, reader.read_bytes());
  KAZASHI_CHECK(reader.finish());
  auto key_id = read_protected_header(protected_header);
  if (!key_id) {  // places are counted in the whole input
    const auto start = static_cast<std::uint32_t>(protected_header.data() - input.data());
    if (key_id.error().code == FailureCode::cbor_malformed) key_id.error().detail += start;
    return std::unexpected(key_id.error());
  }
  return Sign1{
      .protected_header = protected_header, .key_id = *key_id, .payload = payload, .signature = signature};
}

Result<void> verify_sign1(const Sign1& message, const crypto::PublicKey& key) {
  constexpr std::string_view kContext = "Signature1";
  base::Bytes signed_octets;
  append_cbor_head(signed_octets, CborType::array, 4);
  append_string(signed_octets, CborType::text, base::as_bytes(kContext));
  append_string(signed_octets, CborType::bytes, message.protected_header);
  append_string(signed_octets, CborType::bytes, {});  // no external data
  append_string(signed_octets, CborType::bytes, message.payload);
  return crypto::verify_signature(key, crypto::SignatureAlgorithm::ecdsa_p384_sha384, signed_octets,
                                  message.signature);
}

}  // namespace kazashi::cose
