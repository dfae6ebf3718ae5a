#include "verify/conclusion.h"

#include <algorithm>
#include <iterator>

namespace kazashi::verify {
namespace {

using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;
using base::SubIndication;
using base::Verdict;

/// Gravest first: what shows forgery comes before what shows a mistake, and both before what time brings by
/// itself.
constexpr SubIndication kByGravity[] = {
    SubIndication::format_failure,
    SubIndication::certificate_chain_general_failure,
    SubIndication::sig_crypto_failure,
    SubIndication::hash_failure,
    SubIndication::revoked,
    SubIndication::sig_constraints_failure,
    SubIndication::chain_constraints_failure,
    SubIndication::crypto_constraints_failure,
    SubIndication::not_yet_valid,
    SubIndication::expired,
    SubIndication::no_signing_certificate_found,
    SubIndication::no_certificate_chain_found,
    SubIndication::signed_data_not_found,
    SubIndication::policy_processing_error,
    SubIndication::try_later,
};

bool graver(SubIndication left, SubIndication right) {
  const auto rank = [](SubIndication indication) {
    return std::distance(std::begin(kByGravity), std::ranges::find(kByGravity, indication));
  };
  return rank(left) < rank(right);
}

/// What no card lets anybody check. It is told so that nobody takes it for checked, and it decides nothing.
bool is_notice(const Finding& finding) {
  const auto tells = [&](FindingId id, FailureCode reason) {
    return finding.id == id && finding.reason && finding.reason->code == reason;
  };
  return tells(FindingId::person_number_hash, FailureCode::card_data_not_read) ||
         tells(FindingId::face_unsigned, FailureCode::card_data_not_signed);
}

bool leaves_open(const Finding& finding, const Policy& policy) {
  if (finding.outcome == Outcome::indeterminate) return true;
  if (finding.outcome != Outcome::not_checked || is_notice(finding)) return false;
  return finding.id != FindingId::revocation_status || policy.revocation == RevocationPolicy::require;
}

template <class Counts>
std::optional<SubIndication> gravest(std::span<const Finding> findings, Counts counts) {
  std::optional<SubIndication> found;
  for (const Finding& finding : findings) {
    if (!counts(finding)) continue;
    const auto indication =
        finding.reason ? sub_indication_of(finding.reason->code) : SubIndication::policy_processing_error;
    if (!found || graver(indication, *found)) found = indication;
  }
  return found;
}

}  // namespace

SubIndication sub_indication_of(FailureCode code) {
  switch (code) {
    case FailureCode::signature_invalid:
      return SubIndication::sig_crypto_failure;
    case FailureCode::certificate_signature_invalid:
    case FailureCode::path_issuer_mismatch:
    case FailureCode::path_invalid:
    case FailureCode::path_too_long:
    case FailureCode::certificate_self_issued:
      return SubIndication::certificate_chain_general_failure;
    case FailureCode::card_data_altered:
    case FailureCode::cms_message_digest_mismatch:
    case FailureCode::cms_content_differs:
      return SubIndication::hash_failure;
    case FailureCode::cms_attributes_missing:
    case FailureCode::cms_attributes_not_der:
    case FailureCode::cms_attribute_missing:
    case FailureCode::cms_attribute_repeated:
    case FailureCode::cms_attribute_misplaced:
    case FailureCode::cms_content_type_mismatch:
    case FailureCode::cms_signing_certificate_missing:
      return SubIndication::sig_constraints_failure;
    case FailureCode::cms_signer_certificate_missing:
    case FailureCode::cms_signer_certificate_ambiguous:
    case FailureCode::cms_signing_certificate_mismatch:
      return SubIndication::no_signing_certificate_found;
    case FailureCode::cms_content_missing:
      return SubIndication::signed_data_not_found;
    case FailureCode::cms_digest_refused:
    case FailureCode::cms_algorithms_differ:
    case FailureCode::signature_algorithm_refused:
    case FailureCode::certificate_weak_signature:
    case FailureCode::certificate_weak_key:
      return SubIndication::crypto_constraints_failure;
    case FailureCode::document_other_challenge:
      return SubIndication::sig_constraints_failure;
    case FailureCode::certificate_unknown_critical_extension:
    case FailureCode::certificate_key_usage_missing:
    case FailureCode::certificate_key_usage_not_critical:
    case FailureCode::certificate_key_usage_wrong:
    case FailureCode::certificate_extended_key_usage_wrong:
    case FailureCode::certificate_is_authority:
    case FailureCode::certificate_is_not_authority:
    case FailureCode::certificate_not_understood:
    case FailureCode::certificate_policy_missing:
    case FailureCode::certificate_policy_not_critical:
    case FailureCode::certificate_policy_wrong:
    case FailureCode::path_anchor_wrong_purpose:
    case FailureCode::path_test_authority:
    case FailureCode::path_names_refused:
    case FailureCode::path_policy_missing:
    case FailureCode::certificate_name_mismatch:
    case FailureCode::certificate_extension_misused:
    case FailureCode::certificate_bad_name:
      return SubIndication::chain_constraints_failure;
    case FailureCode::path_anchor_not_configured:
    case FailureCode::path_anchor_missing:
    case FailureCode::path_not_found:
    case FailureCode::card_issuer_not_configured:
    case FailureCode::certificate_key_identifier_missing:
      return SubIndication::no_certificate_chain_found;
    case FailureCode::certificate_not_yet_valid:
      return SubIndication::not_yet_valid;
    case FailureCode::certificate_expired:
      return SubIndication::expired;
    case FailureCode::revocation_revoked:
      return SubIndication::revoked;
    case FailureCode::revocation_not_checked:
    case FailureCode::revocation_unknown:
    case FailureCode::revocation_stale:
      return SubIndication::try_later;
    case FailureCode::prerequisite_failed:
    case FailureCode::procedure_proof_missing:
    case FailureCode::card_presence_not_shown:
    case FailureCode::card_data_not_read:
    case FailureCode::card_data_not_signed:
    case FailureCode::evidence_other_use:
    case FailureCode::internal_error:
    case FailureCode::path_too_complex:
    case FailureCode::member_unknown:
    case FailureCode::option_malformed:
    case FailureCode::envelope_expired:
    case FailureCode::envelope_not_yet_valid:
      return SubIndication::policy_processing_error;
    default:  // what cannot be read: DER, evidence and certificate forms
      return SubIndication::format_failure;
  }
}

Conclusion conclude(std::span<const Finding> findings, const Policy& policy) {
  if (findings.empty()) return {Verdict::indeterminate, SubIndication::policy_processing_error};
  const auto failed = [](const Finding& finding) { return finding.outcome == Outcome::failed; };
  if (const auto reason = gravest(findings, failed)) return {Verdict::total_failed, reason};
  const auto open = [&](const Finding& finding) { return leaves_open(finding, policy); };
  if (const auto reason = gravest(findings, open)) return {Verdict::indeterminate, reason};
  return {Verdict::total_passed, std::nullopt};
}

}  // namespace kazashi::verify
