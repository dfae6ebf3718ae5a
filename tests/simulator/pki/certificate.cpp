#include "simulator/pki/certificate.h"

#include "simulator/pki/der_writer.h"

namespace kazashi_simulator::pki {
namespace {

Bytes algorithm(const KeyPair& key, Digest digest) {
  if (!key.is_rsa()) {
    return der::sequence({der::object_identifier("1.2.840.10045.4.3.2")});  // ecdsa-with-SHA256
  }
  return der::sequence(
      {der::object_identifier(digest == Digest::kSha1 ? "1.2.840.113549.1.1.5"     // sha1WithRSA
                                                      : "1.2.840.113549.1.1.11"),  // sha256WithRSA
       der::null()});
}

Bytes encode_extensions(const std::vector<Extension>& extensions) {
  Bytes list;
  for (const Extension& extension : extensions) {
    append(list, der::sequence({der::object_identifier(extension.oid),
                                extension.critical ? der::boolean(true) : Bytes{},
                                der::octet_string(extension.value)}));
  }
  return der::context(3, der::element(0x30, list));
}

}  // namespace

Bytes encode_name(const Name& name) {
  Bytes parts;
  for (const auto& [type, text] : name) {
    const Bytes value = type == attribute::kCountry ? der::printable_string(text) : der::utf8_string(text);
    append(parts, der::set({der::sequence({der::object_identifier(type), value})}));
  }
  return der::element(0x30, parts);
}

Bytes Certificate::signed_by(const KeyPair& issuer_key) const {
  constexpr std::uint8_t kVersion3 = 2;
  const Bytes to_be_signed =
      der::sequence({der::context(0, der::integer(Bytes{kVersion3})), der::integer(serial),
                     algorithm(issuer_key, digest), encode_name(issuer),
                     der::sequence({x509_time(not_before, kMidnight), x509_time(not_after, kEndOfTokyoDay)}),
                     encode_name(subject), public_key_info, encode_extensions(extensions)});
  return der::sequence(
      {to_be_signed, algorithm(issuer_key, digest), der::bit_string(issuer_key.sign(to_be_signed, digest))});
}

}  // namespace kazashi_simulator::pki
