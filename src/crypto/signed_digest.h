// Signatures of X.509 objects (certificates, CRLs, OCSP responses) over a digest that was computed elsewhere:
// a national CRL is hashed while it is read and never held whole.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/signature.h"

namespace kazashi::crypto {

/// Reads the whole encoding of an AlgorithmIdentifier: RSASSA-PKCS1-v1_5 with its NULL or, as is to be
/// accepted, without it (RFC 4055 section 5) or ECDSA without parameters (RFC 5758 section 3.2), each with
/// SHA-1, SHA-256, SHA-384 or SHA-512. Everything else is signature_algorithm_refused.
[[nodiscard]] base::Result<SignatureParameters> read_signature_algorithm(base::ByteView algorithm_identifier);

/// Verifies a signature in the form it has in X.509: RSA as one number of the modulus's width, ECDSA as DER.
/// Failures: signature_invalid; signature_algorithm_refused where the key is of another kind, or the form is
/// neither of these two. Key sizes and the digest's strength are not judged here.
[[nodiscard]] base::Result<void> verify_digest(const PublicKey& key, const SignatureParameters& parameters,
                                               base::ByteView digest, base::ByteView signature);

}  // namespace kazashi::crypto
