#include "cose/message.h"

#include <algorithm>

#include "cose/cbor.h"

namespace kazashi::cose {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using crypto::Hash;
using crypto::SignatureForm;
using crypto::SignatureParameters;

// RFC 9052 sections 2 and 3.1
constexpr std::uint64_t kSignTag = 98;
constexpr std::uint64_t kSign1Tag = 18;
constexpr std::int64_t kAlgorithm = 1;
constexpr std::int64_t kCritical = 2;
constexpr std::int64_t kKeyId = 4;
constexpr std::int64_t kLastCommonLabel = 7;
constexpr std::size_t kMaxSigners = 16;  // each costs a signature; documents with two are rare

using Understood = std::span<const std::string_view>;

struct Header {
  std::vector<ByteView> labels;  ///< encoded
  std::optional<std::int64_t> algorithm;
  std::optional<ByteView> key_id;
};

/// crit (section 3.1): all of it must be understood.
Result<void> read_critical(CborReader& reader, Understood understood) {
  KAZASHI_TRY(count, reader.read_array_size());
  if (count == 0) return fail(FailureCode::envelope_malformed);
  for (std::size_t item = 0; item < count; ++item) {
    bool known = false;
    if (reader.next_is(CborType::text)) {
      KAZASHI_TRY(label, reader.read_text());
      known = std::ranges::find(understood, label) != understood.end();
    } else {
      KAZASHI_TRY(label, reader.read_integer());
      known = label >= kAlgorithm && label <= kLastCommonLabel;
    }
    if (!known) return fail(FailureCode::envelope_malformed);
  }
  return {};
}

Result<void> read_member(CborReader& reader, ByteView label, Header& header, bool is_protected,
                         Understood understood) {
  CborReader label_reader(label, MapOrder::any);
  const auto number = label_reader.read_integer();
  if (number && *number == kAlgorithm) {
    KAZASHI_TRY(algorithm, reader.read_integer());
    header.algorithm = algorithm;
  } else if (number && *number == kKeyId) {
    KAZASHI_TRY(key_id, reader.read_bytes());
    header.key_id = key_id;
  } else if (number && *number == kCritical) {
    if (!is_protected) return fail(FailureCode::envelope_malformed);
    return read_critical(reader, understood);
  } else {
    KAZASHI_CHECK(reader.skip());
  }
  return {};
}

/// `map` is the encoding of a map that skip() has found sound.
Result<Header> read_header(ByteView map, bool is_protected, Understood understood) {
  CborReader reader(map, MapOrder::any);
  Header header;
  KAZASHI_TRY(pairs, reader.read_map_size());
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    KAZASHI_TRY(label, reader.skip());
    header.labels.push_back(label);
    KAZASHI_CHECK(read_member(reader, label, header, is_protected, understood));
  }
  return header;
}

/// Of one layer: what of it is signed, and both headers together.
struct Layer {
  ByteView signed_header;
  Header protected_header;
  Header unprotected_header;
};

Result<Layer> read_layer(CborReader& reader, Understood understood) {
  Layer layer;
  KAZASHI_TRY(encoded, reader.read_bytes());
  if (!encoded.empty()) {
    CborReader whole(encoded, MapOrder::any);
    KAZASHI_TRY(map, whole.skip());
    KAZASHI_CHECK(whole.finish());
    KAZASHI_TRY(header, read_header(map, true, understood));
    // "if there are no protected headers, a zero-length byte string is used" (section 4.4)
    if (!header.labels.empty()) layer.signed_header = encoded;
    layer.protected_header = std::move(header);
  }
  if (!reader.next_is(CborType::map)) return fail(FailureCode::envelope_malformed);
  KAZASHI_TRY(map, reader.skip());
  KAZASHI_TRY(header, read_header(map, false, understood));
  layer.unprotected_header = std::move(header);
  for (const ByteView label : layer.protected_header.labels) {
    const auto same = [label](ByteView other) { return std::ranges::equal(label, other); };
    if (std::ranges::any_of(layer.unprotected_header.labels, same)) {
      return fail(FailureCode::envelope_malformed);
    }
  }
  return layer;
}

Result<Signer> signer_of(const Layer& layer, ByteView signature) {
  if (!layer.protected_header.algorithm) return fail(FailureCode::signature_algorithm_refused);
  Signer signer{.protected_header = layer.signed_header,
                .algorithm = *layer.protected_header.algorithm,
                .key_id = layer.protected_header.key_id,
                .signature = signature};
  if (!signer.key_id) signer.key_id = layer.unprotected_header.key_id;
  return signer;
}

Result<void> read_signers(CborReader& reader, SignedMessage& message, Understood understood) {
  KAZASHI_TRY(count, reader.read_array_size());
  if (count == 0 || count > kMaxSigners) return fail(FailureCode::envelope_malformed);
  for (std::size_t item = 0; item < count; ++item) {
    KAZASHI_CHECK(reader.read_array(3));
    KAZASHI_TRY(layer, read_layer(reader, understood));
    KAZASHI_TRY(signature, reader.read_bytes());
    KAZASHI_TRY(signer, signer_of(layer, signature));
    message.signers.push_back(signer);
  }
  return {};
}

Result<SignatureParameters> parameters_of(std::int64_t algorithm) {
  const auto pss = [](Hash hash, std::size_t size) {
    return SignatureParameters{
        .form = SignatureForm::rsa_pss, .hash = hash, .mask_hash = hash, .salt_size = size};
  };
  const auto ecdsa = [](Hash hash) {
    return SignatureParameters{.form = SignatureForm::ecdsa_p1363, .hash = hash};
  };
  switch (algorithm) {  // RFC 9053 sections 2.1 and 2.2, RFC 8230 section 2
    case -7:
      return ecdsa(Hash::sha256);
    case -35:
      return ecdsa(Hash::sha384);
    case -36:
      return ecdsa(Hash::sha512);
    case -8:
      return SignatureParameters{.form = SignatureForm::ed25519};
    case -37:
      return pss(Hash::sha256, 32);
    case -38:
      return pss(Hash::sha384, 48);
    case -39:
      return pss(Hash::sha512, 64);
    default:
      return fail(FailureCode::signature_algorithm_refused);
  }
}

void append_string(base::Bytes& to, CborType type, ByteView content) {
  append_cbor_head(to, type, content.size());
  base::append(to, content);
}

}  // namespace

Result<SignedMessage> parse_signed(ByteView input, MessageKind kind, Understood understood) {
  CborReader reader(input, MapOrder::any);
  SignedMessage message;
  message.single = kind == MessageKind::sign1;
  if (reader.next_is(CborType::tag)) KAZASHI_CHECK(reader.read_tag(message.single ? kSign1Tag : kSignTag));
  KAZASHI_CHECK(reader.read_array(4));
  KAZASHI_TRY(body, read_layer(reader, understood));
  message.body_header = body.signed_header;
  if (!reader.take_null()) {
    KAZASHI_TRY(payload, reader.read_bytes());
    message.payload = payload;
  }
  if (message.single) {
    KAZASHI_TRY(signature, reader.read_bytes());
    KAZASHI_TRY(signer, signer_of(body, signature));
    message.signers.push_back(signer);
  } else {
    KAZASHI_CHECK(read_signers(reader, message, understood));
  }
  KAZASHI_CHECK(reader.finish());
  return message;
}

Result<void> verify_signer(const SignedMessage& message, const Signer& signer, const crypto::PublicKey& key,
                           ByteView external_data, ByteView payload) {
  KAZASHI_TRY(parameters, parameters_of(signer.algorithm));
  base::Bytes signed_octets;
  append_cbor_head(signed_octets, CborType::array, message.single ? 4 : 5);
  append_string(signed_octets, CborType::text, base::as_bytes(message.single ? "Signature1" : "Signature"));
  append_string(signed_octets, CborType::bytes, message.body_header);
  if (!message.single) append_string(signed_octets, CborType::bytes, signer.protected_header);
  append_string(signed_octets, CborType::bytes, external_data);
  append_string(signed_octets, CborType::bytes, message.payload.value_or(payload));
  return crypto::verify_signature(key, parameters, signed_octets, signer.signature);
}

}  // namespace kazashi::cose
