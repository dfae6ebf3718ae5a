// COSE_Sign and COSE_Sign1 (RFC 9052 section 4) with whatever headers others write. Our own envelopes have
// the narrower form of sign1.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/signature.h"

namespace kazashi::cose {

/// One signature of a message. Views alias the input.
struct Signer {
  base::ByteView protected_header;       ///< as it is signed: empty for an empty map
  std::int64_t algorithm = 0;            ///< alg, of the protected header alone (RFC 9053 section 2)
  std::optional<base::ByteView> key_id;  ///< of either header: a hint, not a statement
  base::ByteView signature;
};

/// A message as read, not verified.
struct SignedMessage {
  bool single = false;                    ///< COSE_Sign1
  base::ByteView body_header;             ///< protected, as it is signed
  std::optional<base::ByteView> payload;  ///< none where it is detached
  std::vector<Signer> signers;            ///< at least one
};

enum class MessageKind : std::uint8_t { sign, sign1 };

/// CBOR that is deterministic but for the order of map keys, tagged (98, 18) or not, nothing after it. A
/// label in both headers of one layer is refused (RFC 9052 section 3), as is a critical header (crit) that is
/// neither of the common ones nor in `understood`. Failures: cbor_malformed; envelope_malformed for sound
/// CBOR that is no such message; signature_algorithm_refused where a signer names no algorithm in its
/// protected header.
[[nodiscard]] base::Result<SignedMessage> parse_signed(base::ByteView input, MessageKind kind,
                                                       std::span<const std::string_view> understood = {});

/// Whether this signer's signature holds over its Sig_structure (section 4.4) with this external data.
/// `payload` is the detached one; of use only where the message has none. ES256, ES384, ES512, EdDSA with
/// Ed25519, PS256, PS384 and PS512 are known. Failures: signature_invalid, signature_algorithm_refused.
[[nodiscard]] base::Result<void> verify_signer(const SignedMessage& message, const Signer& signer,
                                               const crypto::PublicKey& key, base::ByteView external_data,
                                               base::ByteView payload = {});

}  // namespace kazashi::cose
