#include "unit/cose/cbor_writer.h"

#include <openssl/evp.h>

namespace kazashi::cose {
namespace {

using base::Bytes;

Bytes head(unsigned major, std::uint64_t argument) {
  const std::size_t follow = argument < 24            ? 0
                             : argument < 0x100       ? 1
                             : argument < 0x10000     ? 2
                             : argument < 0x100000000 ? 4
                                                      : 8;
  const unsigned information = follow == 0   ? static_cast<unsigned>(argument)
                               : follow == 1 ? 24
                               : follow == 2 ? 25
                               : follow == 4 ? 26
                                             : 27;
  Bytes octets{static_cast<std::uint8_t>(major << 5 | information)};
  for (std::size_t at = follow; at > 0; --at)
    octets.push_back(static_cast<std::uint8_t>(argument >> (8 * (at - 1))));
  return octets;
}

Bytes with_content(Bytes start, base::ByteView content) {
  base::append(start, content);
  return start;
}

Bytes joined(Bytes start, std::initializer_list<Bytes> parts) {
  for (const Bytes& part : parts) base::append(start, part);
  return start;
}

}  // namespace

Bytes cbor_unsigned(std::uint64_t value) { return head(0, value); }
Bytes cbor_negative(std::uint64_t minus_one_minus_value) { return head(1, minus_one_minus_value); }
Bytes cbor_bytes(base::ByteView content) { return with_content(head(2, content.size()), content); }
Bytes cbor_text(std::string_view content) {
  return with_content(head(3, content.size()), base::as_bytes(content));
}
Bytes cbor_array(std::initializer_list<Bytes> items) { return joined(head(4, items.size()), items); }
Bytes cbor_map(std::initializer_list<Bytes> keys_and_values) {
  return joined(head(5, keys_and_values.size() / 2), keys_and_values);
}
Bytes cbor_tag(std::uint64_t tag, const Bytes& value) { return with_content(head(6, tag), value); }

Bytes es384_header(const crypto::TestKey& key) {
  Bytes digest(32);
  EVP_Q_digest(nullptr, "SHA256", nullptr, key.spki.data(), key.spki.size(), digest.data(), nullptr);
  digest.resize(8);
  return cbor_map({cbor_unsigned(1), cbor_negative(34), cbor_unsigned(4), cbor_bytes(digest)});
}

Bytes sign1(const crypto::TestKey& key, base::ByteView protected_header, base::ByteView payload) {
  const Bytes to_be_signed = cbor_array(
      {cbor_text("Signature1"), cbor_bytes(protected_header), cbor_bytes({}), cbor_bytes(payload)});
  const Bytes signature = crypto::sign_p1363(key, "SHA384", 48, to_be_signed);
  return cbor_tag(18, cbor_array({cbor_bytes(protected_header), cbor_map({}), cbor_bytes(payload),
                                  cbor_bytes(signature)}));
}

}  // namespace kazashi::cose
