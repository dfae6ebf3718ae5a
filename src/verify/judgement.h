// What a use makes of its evidence, and the findings that several uses have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/failure.h"
#include "base/finding.h"
#include "base/time.h"
#include "card/card_verifiable_certificate.h"
#include "card/jpki.h"
#include "verify/data.h"
#include "verify/procedure.h"

namespace kazashi::trust {
struct TrustBundle;
}

namespace kazashi::verify {

struct Arguments;

/// One thing that the evidence says. `is_signed` is whether somebody whom the trust bundle names vouches for
/// it; until then these are a stranger's words.
struct Claim {
  std::string name;
  std::variant<std::string, bool> value;
  std::string_view from;
  bool is_signed = false;
};

struct Judgement {
  std::vector<base::Finding> findings;
  std::vector<Claim> claims;
  CardFacts facts;  ///< by the names that procedures use
  Data data;
  std::string_view proof;  ///< what was shown, in procedures' words
};

[[nodiscard]] base::Finding passed(base::FindingId id);
[[nodiscard]] base::Finding with_reason(base::FindingId id, base::Outcome outcome, base::Failure reason);
[[nodiscard]] base::Finding not_checked(base::FindingId id, base::FailureCode reason);
/// Passed or failed. The core's own fault says nothing about the evidence and leaves it indeterminate.
[[nodiscard]] base::Finding finding_of(base::FindingId id, const base::Result<void>& outcome);
[[nodiscard]] base::Finding judged(base::Finding finding);

/// trust.bundle: a bundle is opened once and may be used long after, so whether it still counts is asked for
/// each verdict.
[[nodiscard]] base::Finding trust_finding(const trust::TrustBundle& trust, base::UtcTime now);
/// revocation.status: always not-checked, because no revocation data is among the arguments.
[[nodiscard]] base::Finding revocation_finding();

[[nodiscard]] bool has_passed(const std::vector<base::Finding>& findings, base::FindingId id);

/// The certificate that signs what an application of a My Number Card holds.
struct CardCertificateCheck {
  base::Finding finding;                                       ///< card.certificate
  std::optional<card::CardVerifiableCertificate> certificate;  ///< where its form is right
};

/// card.certificate: passed, naming bundle, issuer, confidence and whether the issuer's key is official;
/// indeterminate with card_issuer_not_configured; failed with path_anchor_wrong_purpose, path_test_authority
/// (a test issuer under a production bundle), signature_invalid, or for its form.
[[nodiscard]] CardCertificateCheck check_card_certificate(base::ByteView file, card::IssuerPurpose purpose,
                                                          const trust::TrustBundle& trust);

/// card.presence: whether the key that the card's signed record names has signed the challenge. No signature
/// leaves it indeterminate: a copy of the files looks the same.
[[nodiscard]] base::Finding presence_finding(const crypto::PublicKey* key,
                                             const card::Sha256Digest& challenge, base::ByteView signature);

/// over15 and so on: the ages that a procedure names, or those that law names most (15, 18, 20) where there
/// is none. Nothing where the date of birth is not known exactly.
void claim_ages(std::string_view birth_digits, std::string_view from, bool is_signed,
                const Arguments& arguments, std::vector<Claim>& claims);

}  // namespace kazashi::verify
