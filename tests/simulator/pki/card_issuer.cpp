#include "simulator/pki/card_issuer.h"

#include "simulator/card/rsa_key.h"
#include "simulator/pki/tlv_writer.h"

namespace kazashi_simulator::pki {
namespace {

// Prefixes of the test environment's issuers, not of the production's.
constexpr std::string_view kTextIssuer = "6000033";
constexpr std::string_view kVisualIssuer = "6000023";
constexpr std::string_view kMunicipality = "9999991";  // of no real place

CardAuthority make_card_authority(std::string id, std::string_view prefix, std::string_view generation,
                                  bool configured) {
  NamedKey issuer{std::move(id), key_id(prefix, generation, 1), KeyPair::rsa(2048), configured};
  NamedKey municipality{"municipality", key_id(kMunicipality, generation, 7), KeyPair::rsa(2048)};
  Bytes certificate = card_verifiable_certificate(issuer, municipality);
  return {std::move(issuer), std::move(municipality), std::move(certificate)};
}

}  // namespace

Bytes key_id(std::string_view seven_digits, std::string_view three_digits, std::uint32_t tail) {
  Bytes out(seven_digits.begin(), seven_digits.end());
  append(out, Bytes{0x08, 0x05});
  out.insert(out.end(), three_digits.begin(), three_digits.end());
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(low_byte(tail >> shift));
  }
  return out;
}

Bytes public_key_objects(const KeyPair& key) {
  return joined({tlv(0x90, Bytes{0x01, 0x00, 0x01}), tlv(0x91, key.modulus())});
}

Bytes card_verifiable_certificate(const NamedKey& issuer, const NamedKey& subject) {
  const Bytes body = joined({issuer.key_id, subject.key_id, public_key_objects(subject.key)});
  return tlv(0x7F21, joined({tlv(0x5F4E, body), tlv(0x5F37, sign_sha256(issuer.key, body))}));
}

Bytes sign_sha256(const KeyPair& key, View message) { return key.sign(message, Digest::kSha256); }

Bytes sign_digests(const KeyPair& key, View digests) {
  const std::uint8_t size = low_byte(digests.size());
  Bytes info{0x30, low_byte(size + 17u),
             0x30, 0x0D,
             0x06, 0x09,
             0x60, 0x86,
             0x48, 0x01,
             0x65, 0x03,
             0x04, 0x02,
             0x01, 0x05,
             0x00, 0x04,
             size};
  append(info, digests);
  return RsaKey::from_pkcs8(key.pkcs8())->sign(info).value();
}

CardAuthorities make_card_authorities() {
  return {make_card_authority("text-issuer", kTextIssuer, "001", true),
          make_card_authority("visual-issuer", kVisualIssuer, "001", true),
          make_card_authority("other-text-issuer", kTextIssuer, "002", false),
          make_card_authority("other-visual-issuer", kVisualIssuer, "002", false)};
}

}  // namespace kazashi_simulator::pki
