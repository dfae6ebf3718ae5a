#include "unit/revocation/crl_parts.h"

#include <algorithm>

#include "der/oid.h"
#include "der/writer.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::revocation {
namespace {

using base::Bytes;

crypto::TestKey key_of(bool rsa) { return rsa ? crypto::rsa_test_key() : crypto::p256_test_key(); }

Bytes algorithm_der(bool rsa) {
  if (rsa) return joined(0x30, {der::write_oid(der::oid("1.2.840.113549.1.1.11")), der::write_null()});
  return joined(0x30, {der::write_oid(der::oid("1.2.840.10045.4.3.2"))});
}

Bytes name_der(std::string_view organisation) {
  return joined(
      0x30,
      {joined(0x31, {joined(0x30, {der::write_oid(der::oid("2.5.4.10")), text_der(0x0C, organisation)})})});
}

}  // namespace

Bytes joined(std::uint8_t tag, const std::vector<Bytes>& parts) {
  Bytes content;
  for (const Bytes& part : parts) base::append(content, part);
  return der::write(tag, content);
}

Bytes text_der(std::uint8_t tag, std::string_view text) { return der::write(tag, base::as_bytes(text)); }
Bytes number_der(std::uint32_t number) { return der::write_integer(number); }

Bytes extension_der(std::uint8_t arc, bool critical, const Bytes& value) {
  return joined(0x30, {Bytes{0x06, 0x03, 0x55, 0x1D, arc}, critical ? Bytes{0x01, 0x01, 0xFF} : Bytes{},
                       der::write(0x04, value)});
}

Bytes entry_der(const Bytes& serial, const std::vector<Bytes>& extensions) {
  return joined(0x30, {der::write_integer(serial), text_der(0x17, "260102030405Z"),
                       extensions.empty() ? Bytes{} : joined(0x30, extensions)});
}

Bytes entry_der(std::uint32_t serial, const std::vector<Bytes>& extensions) {
  return joined(0x30, {der::write_integer(serial), text_der(0x17, "260102030405Z"),
                       extensions.empty() ? Bytes{} : joined(0x30, extensions)});
}

Bytes reason_der(std::uint8_t reason) { return extension_der(21, false, Bytes{0x0A, 0x01, reason}); }

TestAuthority test_authority(std::string_view name, bool rsa) {
  TestAuthority authority{.certificate = {}, .rsa = rsa};
  authority.certificate.subject.der = name_der(name);
  authority.certificate.issuer.der = authority.certificate.subject.der;
  authority.certificate.public_key = key_of(rsa).spki;
  authority.certificate.subject_key_identifier = base::to_bytes(base::as_bytes(name));
  authority.certificate.key_usage =
      pki::KeyUsage{.critical = true, .bits = pki::kKeyCertSign | pki::kCrlSign};
  authority.certificate.basic_constraints =
      pki::BasicConstraints{.critical = true, .authority = true, .path_length = {}};
  return authority;
}

pki::Certificate issued(const TestAuthority& authority, std::uint32_t serial,
                        const std::optional<Bytes>& distribution_points) {
  pki::Certificate certificate;
  certificate.issuer.der = authority.certificate.subject.der;
  const Bytes integer = der::write_integer(serial);
  certificate.serial = {integer.begin() + 2, integer.end()};
  certificate.crl_distribution_points = distribution_points;
  return certificate;
}

CrlParts::CrlParts(const TestAuthority& authority)
    : signer(&authority),
      version{0x02, 0x01, 0x01},
      inner_algorithm(algorithm_der(authority.rsa)),
      issuer(authority.certificate.subject.der),
      times(joined(0x30, {text_der(0x17, "260201000000Z"), text_der(0x17, "260301000000Z")})) {
  times.erase(times.begin(), times.begin() + 2);
  const Bytes identifier = der::write(0x80, *authority.certificate.subject_key_identifier);
  extensions.push_back(extension_der(35, false, joined(0x30, {identifier})));
  extensions.push_back(extension_der(20, false, number_der(7)));
}

Bytes CrlParts::build() const {
  const Bytes to_be_signed =
      joined(0x30, {version, inner_algorithm, issuer, times, entries ? joined(0x30, *entries) : Bytes{},
                    extensions.empty() ? Bytes{} : joined(0xA0, {joined(0x30, extensions)}), after});
  Bytes signature{0x00};
  base::append(signature, crypto::sign(key_of(signer->rsa), "SHA256", to_be_signed));
  return joined(0x30, {to_be_signed, outer_algorithm.value_or(inner_algorithm), der::write(0x03, signature)});
}

base::Result<Segment> read_crl(base::ByteView crl, const TestAuthority& signer, Keep keep,
                               std::size_t piece) {
  CrlReader reader(keep, Sha1::refuse);
  while (!crl.empty()) {
    const Bytes part =
        base::to_bytes(crl.first(std::min(piece, crl.size())));  // of its own, to catch what outlives it
    KAZASHI_CHECK(reader.push(part));
    crl = crl.subspan(part.size());
  }
  return reader.finish({&signer.certificate, 1});
}

}  // namespace kazashi::revocation
