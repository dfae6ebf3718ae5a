#include "crypto/path_names.h"

#include <cstdlib>
#include <string_view>

namespace kazashi::crypto {
namespace {

std::string_view text_of(const ASN1_IA5STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// Whether `host` is one of those that "*." before `base` stands for.
bool stands_for(std::string_view base, std::string_view host) {
  const std::size_t dot = host.find('.');
  if (dot == 0 || dot == std::string_view::npos || host.size() - dot - 1 != base.size()) return false;
  return OPENSSL_strncasecmp(host.data() + dot + 1, base.data(), base.size()) == 0;
}

/// OpenSSL takes the name *.example.com for a host of that name. It is all hosts one label below, so an
/// authority that must not certify one of these must not certify it.
bool wildcard_meets_exclusion(const X509* subject, const STACK_OF(GENERAL_SUBTREE) * excluded) {
  if (excluded == nullptr) return false;
  const OwnedGeneralNames names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(subject, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_DNS || !text_of(name->d.dNSName).starts_with("*.")) continue;
    for (int k = 0; k < sk_GENERAL_SUBTREE_num(excluded); ++k) {
      const GENERAL_NAME* base = sk_GENERAL_SUBTREE_value(excluded, k)->base;
      if (base->type == GEN_DNS && stands_for(text_of(name->d.dNSName).substr(2), text_of(base->d.dNSName))) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

bool names_allowed(const PathNode& subject, const PathNode& issuer) {
  const ErrorQueueGuard guard;
  if (!issuer.constraints) return true;
  if (NAME_CONSTRAINTS_check(subject.x509.get(), issuer.constraints.get()) != X509_V_OK) return false;
  return !wildcard_meets_exclusion(subject.x509.get(), issuer.constraints->excludedSubtrees);
}

bool has_name(const PathNode& end_entity, const ExpectedName& name) {
  const ErrorQueueGuard guard;
  constexpr unsigned kNeverTheSubject =
      X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  X509* certificate = end_entity.x509.get();
  const std::string& value = name.value;
  switch (name.kind) {
    case ExpectedName::Kind::dns:
      return X509_check_host(certificate, value.data(), value.size(), kNeverTheSubject, nullptr) == 1;
    case ExpectedName::Kind::ip:
      return X509_check_ip_asc(certificate, value.c_str(), kNeverTheSubject) == 1;
    case ExpectedName::Kind::email:
      return X509_check_email(certificate, value.data(), value.size(), kNeverTheSubject) == 1;
  }
  std::abort();  // the switch is complete
}

}  // namespace kazashi::crypto
