// The form of a certificate as RFC 5280 section 4 has it: what a path is built from, and what is refused
// before OpenSSL is asked.
//
// Stricter than OpenSSL, which reads some BER and leaves most rules of section 4.2 to its callers, and laxer
// than pki::parse_certificate, which knows one authority's profile.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"

namespace kazashi::crypto {

/// What a certificate says that a path is built by. Nothing is verified; views alias the certificate.
struct CertificateForm {
  bool version3 = false;
  bool serial_sound = true;  ///< not zero, and of 20 octets at most
  base::ByteView issuer;     ///< whole encoding, as `subject`
  base::ByteView subject;
  base::UtcTime not_before;
  base::UtcTime not_after;
  base::ByteView public_key;  ///< SubjectPublicKeyInfo
  bool signed_with_sha1 = false;

  bool authority = false;           ///< basicConstraints says cA
  bool authority_critical = false;  ///< and is critical
  std::optional<std::uint32_t> path_length;
  std::optional<std::uint16_t> key_usage;               ///< bit n is the n-th named one
  std::optional<std::vector<base::ByteView>> purposes;  ///< extKeyUsage: content octets of each OID
  std::optional<base::ByteView> key_identifier;         ///< subjectKeyIdentifier
  std::optional<base::ByteView> issuer_key_identifier;  ///< keyIdentifier of authorityKeyIdentifier
  std::size_t names = 1;           ///< that name constraints are about: the subject and others
  std::size_t constraints = 0;     ///< subtrees of nameConstraints
  bool names_constrained = false;  ///< nameConstraints is there
  // policyConstraints and inhibitAnyPolicy, as far as they count from the very next certificate
  bool requires_explicit_policy = false;
  bool inhibits_policy_mapping = false;
  bool inhibits_any_policy = false;
  bool alternative_names_critical = false;

  /// The first rule of RFC 5280 that the certificate breaks although its DER is sound, whatever its part in a
  /// path: certificate_bad_version, certificate_algorithm_mismatch,
  /// certificate_duplicate_extension, certificate_bad_name, certificate_extension_misused,
  /// certificate_bad_validity.
  std::optional<base::FailureCode> broken_rule;

  [[nodiscard]] bool self_issued() const;
};

inline constexpr std::uint16_t kMayCertify = 1U << 5;  ///< keyCertSign, in CertificateForm::key_usage

/// One certificate and nothing after it, up to 1 MiB. Failures: der_* with the place of the octet.
///
/// Times may be GeneralizedTime before 2050 and serials negative: both are against section 4.1.2 and both are
/// what NIST's PKITS asks verifiers to bear (4.2.4, 4.4.14).
[[nodiscard]] base::Result<CertificateForm> read_certificate_form(base::ByteView der);

/// What a certificate has to be in a path besides sound.
enum class PathRole : std::uint8_t { end_entity, intermediate, anchor };

/// The rule that the certificate breaks in this role, CertificateForm::broken_rule first; none where it
/// breaks none. Besides those: certificate_bad_serial, certificate_is_not_authority,
/// certificate_key_usage_wrong, certificate_key_identifier_missing.
[[nodiscard]] std::optional<base::FailureCode> broken_rule(const CertificateForm& form, PathRole role);

}  // namespace kazashi::crypto
