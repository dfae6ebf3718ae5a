// Path validation of RFC 5280 section 6.1 for the one length of path there is: end entity under its anchor.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::crypto {

/// Whether `anchor`, which the caller already trusts, issued `end_entity`: names and key identifiers chain,
/// the anchor may sign certificates, the signature is right and made with SHA-2 under keys of 112 bits of
/// security or more, and neither has a critical extension that OpenSSL does not know. OpenSSL decides, in its
/// strict mode.
///
/// Not looked at: time (RFC 5280 section 6.1.3 (a)(2) includes both ends of the validity, OpenSSL's
/// comparison excludes the last second, so pki compares), revocation, and what the end entity is for.
///
/// Both are one DER certificate each. Failures carry the certificate's index (0 the end entity, 1 the
/// anchor): certificate_signature_invalid, path_issuer_mismatch, certificate_key_identifier_missing,
/// certificate_is_not_authority, certificate_key_usage_missing, certificate_key_usage_wrong,
/// certificate_unknown_critical_extension, certificate_weak_key, certificate_weak_signature, path_invalid for
/// everything else that OpenSSL objects to; certificate_not_understood where it cannot read one at all.
[[nodiscard]] base::Result<void> validate_path(base::ByteView end_entity, base::ByteView anchor);

}  // namespace kazashi::crypto
