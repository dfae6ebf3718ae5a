// What a signature over a document really covers: the signed attributes of CAdES-BES (ETSI EN 319 122-1
// section 5), built before the key is asked for anything.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "cms/digest_algorithm.h"

namespace kazashi::cms {

struct AttributesToSign {
  base::ByteView certificate;     ///< the signer's, one DER certificate
  DigestAlgorithm algorithm;      ///< of everything here: content, certificate and attributes
  base::ByteView content_digest;  ///< digest(algorithm, content)
  base::UtcTime signing_time;     ///< what the signer claims; proves nothing
};

struct SignedAttributes {
  base::Bytes der;     ///< the SET OF Attribute, as it is digested
  base::Bytes digest;  ///< of `der`: what the key signs
  DigestAlgorithm algorithm;
  base::Bytes certificate;     ///< the signer's, as it was given
  base::Bytes content_digest;  ///< as it was given
};

/// content-type (always data), message-digest, signing-time (RFC 5652 section 11) and signing-certificate-v2
/// (RFC 5035 section 3), in DER's order. The last one names the certificate by its digest alone: that cannot
/// mean another one, and issuer and serial stand in the SignerInfo already.
///
/// Failures: option_malformed (a digest of another length than the algorithm's, a year after 9999 or before
/// 1950), and those of pki::parse_certificate.
[[nodiscard]] base::Result<SignedAttributes> signed_attributes(const AttributesToSign& parts);

}  // namespace kazashi::cms
