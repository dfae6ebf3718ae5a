#include "crypto/path_judge.h"

#include <algorithm>

namespace kazashi::crypto {
namespace {

using base::FailureCode;
using Reason = PathAnswer::Reason;

using OwnedCertificates = std::unique_ptr<STACK_OF(X509), FreeWith<[](auto* list) { sk_X509_free(list); }>>;
using OwnedCrls = std::unique_ptr<STACK_OF(X509_CRL), FreeWith<[](auto* list) { sk_X509_CRL_free(list); }>>;

FailureCode code_of(int openssl_error) {
  switch (openssl_error) {
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
      return FailureCode::certificate_signature_invalid;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return FailureCode::path_not_found;
    case X509_V_ERR_INVALID_CA:
      return FailureCode::certificate_is_not_authority;
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
      return FailureCode::certificate_key_usage_wrong;
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      return FailureCode::certificate_unknown_critical_extension;
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
      return FailureCode::path_too_long;
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
      return FailureCode::path_names_refused;
    case X509_V_ERR_NO_EXPLICIT_POLICY:
    case X509_V_ERR_INVALID_POLICY_EXTENSION:
      return FailureCode::path_policy_missing;
    case X509_V_ERR_CERT_REVOKED:
      return FailureCode::revocation_revoked;
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CRL_NOT_YET_VALID:
      return FailureCode::revocation_stale;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD:
    case X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
    case X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
      return FailureCode::revocation_unknown;
    default:
      return FailureCode::path_invalid;
  }
}

/// Of one judgement, reached from OpenSSL's callbacks.
struct Judgement {
  const PathPool& pool;
  std::span<const std::size_t> path;
  AnchorRule anchor_rule;
  std::vector<Reason> reasons;

  [[nodiscard]] const X509* certificate(std::size_t depth) const {
    return depth < path.size() ? pool.nodes[path[depth]].x509.get() : nullptr;
  }
  [[nodiscard]] std::size_t anchor_depth() const { return path.size() - 1; }

  /// Whether this is said of what the question does not ask about.
  [[nodiscard]] bool beside_the_question(FailureCode code, int openssl_error, std::size_t depth) const {
    switch (openssl_error) {
      case X509_V_ERR_CERT_NOT_YET_VALID:  // own_fault has compared
      case X509_V_ERR_CERT_HAS_EXPIRED:
        return true;
      default:
        break;
    }
    // The path search asked names_allowed() of each authority whose constraints count.
    const bool unbound = !extensions_bind(anchor_rule);
    if (unbound && code == FailureCode::path_names_refused) {
      return pool.nodes[path.back()].form.names_constrained;
    }
    if (depth != anchor_depth() || depth == 0) return false;
    // nobody revokes an anchor by a list that the anchor itself signs
    if (code == FailureCode::revocation_unknown || code == FailureCode::revocation_stale) return true;
    return unbound && (code == FailureCode::certificate_is_not_authority ||
                       code == FailureCode::certificate_key_usage_wrong ||
                       code == FailureCode::certificate_unknown_critical_extension ||
                       code == FailureCode::path_too_long || code == FailureCode::path_invalid);
  }

  void add(FailureCode code, std::optional<std::size_t> depth) {
    Reason reason{.failure = {.code = code, .detail = 0}, .certificate = {}};
    if (depth && *depth < path.size()) {
      reason.certificate = static_cast<std::uint32_t>(path[*depth]);
      if (base::detail_kind(code) == base::DetailKind::certificate_index) {
        reason.failure.detail = *reason.certificate;
      }
    }
    reasons.push_back(reason);
  }
};

/// Of the judgement itself; null inside the path of a CRL's issuer, which is OpenSSL's to build.
Judgement* judgement_of(X509_STORE_CTX* context) {
  if (X509_STORE_CTX_get0_parent_ctx(context) != nullptr) return nullptr;
  return static_cast<Judgement*>(X509_STORE_CTX_get_app_data(context));
}

/// Keeps OpenSSL to the path that is judged.
int issued_along_the_path(X509_STORE_CTX* context, X509* subject, X509* issuer) {
  const Judgement* judgement = judgement_of(context);
  if (judgement == nullptr) return X509_check_issued(issuer, subject) == X509_V_OK ? 1 : 0;
  if (judgement->path.size() == 1) return subject == issuer ? 1 : 0;
  for (std::size_t depth = 0; depth + 1 < judgement->path.size(); ++depth) {
    if (judgement->certificate(depth) == subject) return judgement->certificate(depth + 1) == issuer ? 1 : 0;
  }
  return 0;
}

/// Inside the path of a CRL's issuer: whether all that OpenSSL objects to is that the issuer's own status
/// stands in the CRL that it signs. It asks for a path to that issuer then, which is the path being judged
/// (PKITS 4.14.30). The signature and the serials of that CRL are looked at all the same.
bool lists_itself(X509_STORE_CTX* context) {
  if (X509_STORE_CTX_get_error(context) != X509_V_ERR_CRL_PATH_VALIDATION_ERROR) return false;
  const X509* issuer = X509_STORE_CTX_get0_current_issuer(context);
  const X509* end_of_path = X509_STORE_CTX_get0_cert(context);
  return issuer != nullptr && X509_STORE_CTX_get_error_depth(context) == 0 &&
         X509_cmp(issuer, end_of_path) == 0;
}

/// Notes each objection and goes on, so that the most telling one can be chosen.
int note_objection(int accepted, X509_STORE_CTX* context) {
  if (accepted != 0) return accepted;
  Judgement* judgement = judgement_of(context);
  if (judgement == nullptr) return lists_itself(context) ? 1 : 0;  // else its CRL does not count
  const int error = X509_STORE_CTX_get_error(context);
  const auto depth = static_cast<std::size_t>(std::max(X509_STORE_CTX_get_error_depth(context), 0));
  const FailureCode code = code_of(error);
  if (!judgement->beside_the_question(code, error, depth)) {
    const bool of_the_path = code == FailureCode::path_policy_missing;
    judgement->add(code, of_the_path ? std::nullopt : std::optional(depth));
  }
  return 1;
}

/// OpenSSL leaves an anchor's own policy extensions out; RFC 5937 section 3.2 lets them set the initial
/// values.
unsigned long flags_of(const PathQuestion& question, const CertificateForm& anchor) {
  const bool bound = extensions_bind(question.anchor_rule);
  unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_POLICY_CHECK;
  if (question.explicit_policy || (bound && anchor.requires_explicit_policy))
    flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (question.inhibit_policy_mapping || (bound && anchor.inhibits_policy_mapping))
    flags |= X509_V_FLAG_INHIBIT_MAP;
  if (question.inhibit_any_policy || (bound && anchor.inhibits_any_policy)) flags |= X509_V_FLAG_INHIBIT_ANY;
  if (!question.crls.empty()) {
    flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_EXTENDED_CRL_SUPPORT |
             X509_V_FLAG_USE_DELTAS;
  }
  return flags;
}

bool set_parameters(X509_STORE_CTX* context, const PathQuestion& question, const CertificateForm& anchor) {
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(parameters, flags_of(question, anchor));
  X509_VERIFY_PARAM_set_time(parameters, question.time.time_since_epoch().count());
  X509_VERIFY_PARAM_set_depth(parameters, static_cast<int>(path_limits::kIntermediates));
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  // an empty set would be one that nothing is in
  const std::vector<std::string> any_policy = {"2.5.29.32.0"};
  for (const std::string& policy : question.policies.empty() ? any_policy : question.policies) {
    ASN1_OBJECT* object = OBJ_txt2obj(policy.c_str(), 1);
    if (object == nullptr || X509_VERIFY_PARAM_add0_policy(parameters, object) != 1) return false;
  }
  return true;
}

/// Whether OpenSSL judged the path that it was given and no other.
bool is_the_path(X509_STORE_CTX* context, const Judgement& judgement) {
  const auto* chain = X509_STORE_CTX_get0_chain(context);
  if (chain == nullptr || sk_X509_num(chain) != static_cast<int>(judgement.path.size())) return false;
  for (std::size_t depth = 0; depth < judgement.path.size(); ++depth) {
    if (sk_X509_value(chain, static_cast<int>(depth)) != judgement.certificate(depth)) return false;
  }
  return true;
}

}  // namespace

std::vector<Reason> judge_path(const PathPool& pool, std::span<const std::size_t> path,
                               const PathQuestion& question) {
  const ErrorQueueGuard guard;
  Judgement judgement{.pool = pool, .path = path, .anchor_rule = question.anchor_rule, .reasons = {}};
  const auto fault = [&](FailureCode code) {
    judgement.add(code, std::nullopt);
    return judgement.reasons;
  };

  const OwnedStore store(X509_STORE_new());
  const OwnedPathContext context(X509_STORE_CTX_new());
  const OwnedCertificates untrusted(sk_X509_new_null());
  const OwnedCrls crls(sk_X509_CRL_new_null());
  if (!store || !context || !untrusted || !crls) return fault(FailureCode::internal_error);
  X509_STORE_set_check_issued(store.get(), issued_along_the_path);
  if (X509_STORE_add_cert(store.get(), pool.nodes[path.back()].x509.get()) != 1) {
    return fault(FailureCode::internal_error);
  }
  // beyond the path's own: CRLs may have other issuers
  for (std::size_t place = 1; place < pool.nodes.size(); ++place) {
    if (pool.nodes[place].anchor) continue;
    const bool in_path = std::ranges::find(path, place) != path.end();
    if (!in_path && (question.crls.empty() || !may_vouch_for_crls(pool.nodes[place], question))) continue;
    if (sk_X509_push(untrusted.get(), pool.nodes[place].x509.get()) <= 0) {
      return fault(FailureCode::internal_error);
    }
  }
  for (const OwnedCrl& crl : pool.crls) {
    if (sk_X509_CRL_push(crls.get(), crl.get()) <= 0) return fault(FailureCode::internal_error);
  }
  if (X509_STORE_CTX_init(context.get(), store.get(), pool.nodes[path.front()].x509.get(), untrusted.get()) !=
      1) {
    return fault(FailureCode::internal_error);
  }
  X509_STORE_CTX_set_app_data(context.get(), &judgement);
  X509_STORE_CTX_set_verify_cb(context.get(), note_objection);
  X509_STORE_CTX_set0_crls(context.get(), crls.get());
  if (!set_parameters(context.get(), question, pool.nodes[path.back()].form))
    return fault(FailureCode::option_malformed);

  const bool finished = X509_verify_cert(context.get()) == 1;
  if (judgement.reasons.empty() && (!finished || !is_the_path(context.get(), judgement))) {
    return fault(FailureCode::path_invalid);
  }
  return judgement.reasons;
}

bool signed_by(const PathNode& subject, const PathNode& issuer) {
  const ErrorQueueGuard guard;
  EVP_PKEY* key = X509_get0_pubkey(issuer.x509.get());
  return key != nullptr && X509_verify(subject.x509.get(), key) == 1;
}

}  // namespace kazashi::crypto
