#include "verify/uses/certificate_claims.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/hex.h"

namespace kazashi::verify {

using base::FindingId;

bool vouched_for(const pki::CertificateCheck& check) {
  return has_passed(check.findings, FindingId::path_anchor) &&
         has_passed(check.findings, FindingId::path_signature);
}

void add_certificate(const pki::CertificateCheck& check, std::string_view from, Judgement& judgement) {
  std::ranges::transform(check.findings, std::back_inserter(judgement.findings), judged);
  if (!check.certificate) return;
  const auto& certificate = *check.certificate;
  const bool vouched = vouched_for(check);
  const auto claim = [&](const char* name, std::string value) {
    judgement.claims.push_back({.name = name, .value = std::move(value), .from = from, .is_signed = vouched});
  };
  claim("certificateFingerprint", base::to_hex(certificate.fingerprint));
  claim("certificateSerial", base::to_hex(certificate.serial));
  claim("certificateNotBefore", base::format_utc(certificate.not_before));
  claim("certificateNotAfter", base::format_utc(certificate.not_after));
  const std::string fact(from);
  judgement.facts[fact + ".not-before"] = base::tokyo_date(certificate.not_before);
  judgement.facts[fact + ".not-after"] = base::tokyo_date(certificate.not_after);
}

}  // namespace kazashi::verify
