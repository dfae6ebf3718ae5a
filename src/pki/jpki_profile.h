// What the profile of JPKI (公的個人認証サービス プロファイル仕様書) asks of certificates beyond RFC 5280, as
// far as it is known from certificates in the field; what was never seen in one is refused.
#pragma once

#include "base/failure.h"
#include "base/time.h"
#include "crypto/signature.h"
#include "pki/anchor.h"
#include "pki/certificate.h"

namespace kazashi::pki {

// Each function is one check. Failures carry the certificate's index: 0 the end entity, 1 its authority.

/// Critical key usage of exactly this kind (authentication: digitalSignature; signature: digitalSignature and
/// nonRepudiation), extended key usage as seen (authentication: clientAuth if there is any; signature: none),
/// no authority, not issued by itself. Failures: certificate_key_usage_missing, _not_critical, _wrong,
/// certificate_extended_key_usage_wrong, certificate_is_authority, certificate_self_issued.
[[nodiscard]] base::Result<void> check_end_entity_purpose(const Certificate& certificate,
                                                          CertificateKind kind);

/// One policy, critical, and that of this kind. Signature certificates of J-LIS's test environment have a
/// policy of their own, good under Environment::test only. Failures: certificate_policy_missing,
/// _not_critical, _wrong.
[[nodiscard]] base::Result<void> check_policy(const Certificate& certificate, CertificateKind kind,
                                              Environment environment);

/// Critical CA:TRUE and critical key usage with keyCertSign. Failures: certificate_is_not_authority,
/// certificate_key_usage_missing, _not_critical, _wrong.
[[nodiscard]] base::Result<void> check_authority_purpose(const Certificate& certificate);

/// Signed with RSA PKCS #1 v1.5 over SHA-2, itself an RSA key of 2048 bits or more with an exponent of 65537
/// or more. Failures: certificate_weak_signature (MD5, SHA-1), signature_algorithm_refused (any other),
/// certificate_weak_key.
[[nodiscard]] base::Result<void> check_strength(const Certificate& certificate, const crypto::PublicKey& key,
                                                std::uint32_t index);

/// RFC 5280 section 4.1.2.5: both ends belong to the period. Failures: certificate_not_yet_valid,
/// certificate_expired.
[[nodiscard]] base::Result<void> check_validity(const Certificate& certificate, base::UtcTime now,
                                                std::uint32_t index);

}  // namespace kazashi::pki
