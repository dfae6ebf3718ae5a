// Card-verifiable certificates (facts, "Verifying the text AP"): a municipality's key, signed by an issuer's.
// Neither is X.509; the keys are found by 16-byte names.
#pragma once

#include <string>
#include <string_view>

#include "simulator/pki/key_pair.h"

namespace kazashi_simulator::pki {

struct NamedKey {
  std::string id;
  Bytes key_id;  // 16 bytes
  KeyPair key;
  bool configured = true;  // false: never in a trust bundle
};

// Seven digits, 08 05, three digits, four bytes.
[[nodiscard]] Bytes key_id(std::string_view seven_digits, std::string_view three_digits, std::uint32_t tail);

// 90 exponent, 91 modulus: 265 bytes for RSA-2048.
[[nodiscard]] Bytes public_key_objects(const KeyPair& key);

// EF 0004, 568 bytes.
[[nodiscard]] Bytes card_verifiable_certificate(const NamedKey& issuer, const NamedKey& subject);

// PKCS#1 v1.5 with SHA-256, and the same block around digests that are not hashed again.
[[nodiscard]] Bytes sign_sha256(const KeyPair& key, View message);
[[nodiscard]] Bytes sign_digests(const KeyPair& key, View digests);

// Of one application: who issues, and the municipality that signs the cards.
struct CardAuthority {
  NamedKey issuer, municipality;
  Bytes certificate;
};

struct CardAuthorities {
  CardAuthority text, visual;              // configured
  CardAuthority other_text, other_visual;  // not configured
};

[[nodiscard]] CardAuthorities make_card_authorities();

}  // namespace kazashi_simulator::pki
