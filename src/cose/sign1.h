// COSE_Sign1 (RFC 9052 section 4.2), in the narrow form that our envelopes have.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/signature.h"

namespace kazashi::cose {

/// A COSE_Sign1 as read, not verified. Aliases the input.
struct Sign1 {
  base::ByteView protected_header;  ///< encoded map, content of its byte string
  base::ByteView key_id;
  base::ByteView payload;
  base::ByteView signature;  ///< 96 octets
};

/// Tagged (18), protected header exactly {1 (alg): -35 (ES384), 4 (kid): bytes}, empty unprotected header,
/// payload attached, nothing after it. Failures: cbor_malformed; signature_algorithm_refused for another alg.
[[nodiscard]] base::Result<Sign1> parse_sign1(base::ByteView input);

/// Verifies over Sig_structure (RFC 9052 section 4.4) without external data. `key` must be P-384.
/// Failures: signature_invalid, signature_algorithm_refused.
[[nodiscard]] base::Result<void> verify_sign1(const Sign1& message, const crypto::PublicKey& key);

}  // namespace kazashi::cose
