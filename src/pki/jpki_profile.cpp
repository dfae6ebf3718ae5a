#include "pki/jpki_profile.h"

#include <algorithm>
#include <array>

#include "der/oid.h"

namespace kazashi::pki {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint32_t kEndEntity = 0;
constexpr std::uint32_t kAuthority = 1;

constexpr auto kClientAuthentication = der::oid("1.3.6.1.5.5.7.3.2");

constexpr auto kAuthenticationPolicy = der::oid("1.2.392.200149.8.5.1.3.30");
constexpr auto kSignaturePolicy = der::oid("1.2.392.200149.8.5.1.1.20");
constexpr auto kTestSignaturePolicy = der::oid("1.2.392.200149.8.5.1.0.20");

// RFC 4055 section 5 and RFC 3279 section 2.2.1
constexpr std::array kGoodSignatures = {
    der::oid("1.2.840.113549.1.1.11"),  // sha256WithRSAEncryption, the one in use
    der::oid("1.2.840.113549.1.1.12"),  // sha384WithRSAEncryption
    der::oid("1.2.840.113549.1.1.13"),  // sha512WithRSAEncryption
};
constexpr std::array kWeakSignatures = {
    der::oid("1.2.840.113549.1.1.4"),  // md5WithRSAEncryption
    der::oid("1.2.840.113549.1.1.5"),  // sha1WithRSAEncryption
    der::oid("1.3.14.3.2.29"),         // sha1WithRSA, its older name
};
constexpr std::array<std::uint8_t, 2> kNullParameters = {0x05, 0x00};

constexpr std::size_t kMinimumRsaBits = 2048;
constexpr std::uint32_t kMinimumRsaExponent = 65537;  // FIPS 186-5 appendix A.1.1; smaller ones were attacked

template <std::size_t Count>
bool is_one_of(const std::array<der::Oid, Count>& known, base::ByteView oid) {
  return std::ranges::any_of(known, [oid](const der::Oid& entry) { return entry == oid; });
}

Result<void> check_extended_key_usage(const Certificate& certificate, CertificateKind kind) {
  if (!certificate.extended_key_usage) return {};
  const bool good = kind == CertificateKind::authentication &&
                    certificate.extended_key_usage->contains(kClientAuthentication.view());
  if (!good) return fail(FailureCode::certificate_extended_key_usage_wrong, kEndEntity);
  return {};
}

}  // namespace

Result<void> check_end_entity_purpose(const Certificate& certificate, CertificateKind kind) {
  if (certificate.subject == certificate.issuer)
    return fail(FailureCode::certificate_self_issued, kEndEntity);
  if (certificate.basic_constraints && certificate.basic_constraints->authority) {
    return fail(FailureCode::certificate_is_authority, kEndEntity);
  }
  const auto& usage = certificate.key_usage;
  if (!usage) return fail(FailureCode::certificate_key_usage_missing, kEndEntity);
  if (!usage->critical) return fail(FailureCode::certificate_key_usage_not_critical, kEndEntity);
  const std::uint16_t expected =
      kind == CertificateKind::authentication ? kDigitalSignature : kDigitalSignature | kNonRepudiation;
  if (usage->bits != expected) return fail(FailureCode::certificate_key_usage_wrong, kEndEntity);
  return check_extended_key_usage(certificate, kind);
}

Result<void> check_policy(const Certificate& certificate, CertificateKind kind, Environment environment) {
  const auto& policies = certificate.policies;
  if (!policies) return fail(FailureCode::certificate_policy_missing, kEndEntity);
  if (!policies->critical) return fail(FailureCode::certificate_policy_not_critical, kEndEntity);
  if (policies->oids.size() != 1) return fail(FailureCode::certificate_policy_wrong, kEndEntity);
  const base::ByteView policy = policies->oids.front();
  const bool good = kind == CertificateKind::authentication
                        ? kAuthenticationPolicy == policy
                        : kSignaturePolicy == policy ||
                              (environment == Environment::test && kTestSignaturePolicy == policy);
  if (!good) return fail(FailureCode::certificate_policy_wrong, kEndEntity);
  return {};
}

Result<void> check_authority_purpose(const Certificate& certificate) {
  const auto& constraints = certificate.basic_constraints;
  if (!constraints || !constraints->authority || !constraints->critical) {
    return fail(FailureCode::certificate_is_not_authority, kAuthority);
  }
  const auto& usage = certificate.key_usage;
  if (!usage) return fail(FailureCode::certificate_key_usage_missing, kAuthority);
  if (!usage->critical) return fail(FailureCode::certificate_key_usage_not_critical, kAuthority);
  if ((usage->bits & kKeyCertSign) == 0) return fail(FailureCode::certificate_key_usage_wrong, kAuthority);
  return {};
}

Result<void> check_strength(const Certificate& certificate, const crypto::PublicKey& key,
                            std::uint32_t index) {
  const AlgorithmIdentifier& algorithm = certificate.signature_algorithm;
  if (is_one_of(kWeakSignatures, algorithm.oid)) return fail(FailureCode::certificate_weak_signature, index);
  if (!is_one_of(kGoodSignatures, algorithm.oid) ||
      !std::ranges::equal(algorithm.parameters, kNullParameters)) {
    return fail(FailureCode::signature_algorithm_refused);
  }
  const bool strong = key.kind() == crypto::KeyKind::rsa && key.bits() >= kMinimumRsaBits &&
                      key.rsa_exponent() >= kMinimumRsaExponent && key.rsa_exponent() % 2 == 1;
  if (!strong) return fail(FailureCode::certificate_weak_key, index);
  return {};
}

Result<void> check_validity(const Certificate& certificate, base::UtcTime now, std::uint32_t index) {
  if (now < certificate.not_before) return fail(FailureCode::certificate_not_yet_valid, index);
  if (now > certificate.not_after) return fail(FailureCode::certificate_expired, index);
  return {};
}

}  // namespace kazashi::pki
