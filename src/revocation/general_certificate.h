// Certificates of the world at large, as far as a status asks for them.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "pki/certificate.h"
#include "revocation/sha1.h"

namespace kazashi::revocation {

/// Reads what status_of and OCSP look at: serial, names (as octets), validity, key, key identifiers, key
/// usage, basic constraints, extended key usage, distribution points and which critical extensions are none
/// of these (names, policies and the authority's key identifier passed over); every other member stays empty.
/// More than pki::parse_certificate takes: serials of zero or below, GeneralizedTime before 2050, names of
/// any kind of string, version 1. For integrators' cases and for responders' own certificates, whose path is
/// validated elsewhere; a card's certificate is pki's to read. Failures: der_*,
/// certificate_duplicate_extension.
[[nodiscard]] base::Result<pki::Certificate> read_general_certificate(base::ByteView der,
                                                                      std::uint32_t index = 0);

/// Whether `issuer`'s key signed the certificate `der`, which read_general_certificate has read. Nothing else
/// of a path is looked at. Failures: signature_invalid, signature_algorithm_refused,
/// certificate_algorithm_mismatch, key_malformed.
[[nodiscard]] base::Result<void> verify_issued(base::ByteView der, const pki::Certificate& issuer, Sha1 sha1);

}  // namespace kazashi::revocation
