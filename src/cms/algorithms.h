// The algorithms that a SignerInfo names, and which of them count. Part of cms.
#pragma once

#include "base/failure.h"
#include "cms/digest_algorithm.h"
#include "cms/signed_data.h"
#include "crypto/signature.h"

namespace kazashi::cms {

/// The digest of a SignerInfo or an ESSCertIDv2; parameters are absent or NULL (RFC 5754 section 2).
/// cms_digest_refused for any other digest, der_bad_value for other parameters.
[[nodiscard]] base::Result<DigestAlgorithm> accepted_digest(const AlgorithmName& name);

/// How the signature is to be verified, where it rests on `digest` alone: RSA PKCS #1 v1.5 and PSS, ECDSA,
/// Ed25519 with SHA-512 (RFC 8419). cms_digest_refused for SHA-1 and MD5, cms_algorithms_differ for another
/// digest than `digest`, signature_algorithm_refused for anything else.
[[nodiscard]] base::Result<crypto::SignatureParameters> accepted_signature(const AlgorithmName& name,
                                                                           DigestAlgorithm digest);

}  // namespace kazashi::cms
