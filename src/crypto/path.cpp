#include "crypto/path.h"

#include "crypto/openssl.h"

namespace kazashi::crypto {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr int kSecurityLevel = 2;  // 112 bits, no less than RSA of 2048 bits and SHA-224

FailureCode code_of(int openssl_error) {
  switch (openssl_error) {
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return FailureCode::certificate_signature_invalid;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return FailureCode::path_issuer_mismatch;
    case X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER:
    case X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER:
      return FailureCode::certificate_key_identifier_missing;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_CA_BCONS_NOT_CRITICAL:
      return FailureCode::certificate_is_not_authority;
    case X509_V_ERR_CA_CERT_MISSING_KEY_USAGE:
      return FailureCode::certificate_key_usage_missing;
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA:
      return FailureCode::certificate_key_usage_wrong;
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      return FailureCode::certificate_unknown_critical_extension;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
      return FailureCode::certificate_weak_key;
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return FailureCode::certificate_weak_signature;
    default:
      return FailureCode::path_invalid;
  }
}

}  // namespace

Result<void> validate_path(base::ByteView end_entity, base::ByteView anchor) {
  const ErrorQueueGuard guard;
  const auto leaf = decode_whole<OwnedCertificate>(d2i_X509, end_entity);
  if (!leaf) return fail(FailureCode::certificate_not_understood, 0);
  const auto issuer = decode_whole<OwnedCertificate>(d2i_X509, anchor);
  if (!issuer) return fail(FailureCode::certificate_not_understood, 1);

  const OwnedStore store(X509_STORE_new());
  const OwnedPathContext context(X509_STORE_CTX_new());
  if (!store || !context || X509_STORE_add_cert(store.get(), issuer.get()) != 1 ||
      X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr) != 1) {
    return fail(FailureCode::internal_error);
  }
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT | X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_auth_level(parameters, kSecurityLevel);
  X509_VERIFY_PARAM_set_depth(parameters, 0);  // of intermediate authorities

  if (X509_verify_cert(context.get()) == 1) {
    // one step, not the anchor vouching for itself
    const bool one_step = sk_X509_num(X509_STORE_CTX_get0_chain(context.get())) == 2;
    if (!one_step) return fail(FailureCode::path_issuer_mismatch, 0);
    return {};
  }
  return fail(code_of(X509_STORE_CTX_get_error(context.get())),
              static_cast<std::uint32_t>(X509_STORE_CTX_get_error_depth(context.get())));
}

}  // namespace kazashi::crypto
