#include "verify/uses/authenticate.h"

#include <optional>
#include <utility>

#include "card/jpki.h"
#include "crypto/signature.h"
#include "pki/check.h"
#include "verify/uses/certificate_claims.h"

namespace kazashi::verify {
namespace {

using base::FailureCode;
using base::FindingId;

constexpr std::string_view kFrom = "authentication-certificate";

constexpr EvidencePart kParts[] = {{"certificate", "/token/unverifiedCertificate", kCertificateLimit},
                                   {"signature", "/token/signature", kSignatureLimit},
                                   {"authority", "/caCertificate", kCertificateLimit, false}};

base::CardDialogue<Reading> read(Visit visit) {
  KAZASHI_CO_TRY(answer,
                 co_await card::authenticate(visit.challenge.digest(),
                                             {.authority = visit.authorities, .abilities = visit.abilities}));
  Evidence evidence(Use::authenticate, kParts);
  evidence.put("certificate", answer.certificate);
  evidence.put("signature", answer.signature);
  if (answer.authority) evidence.put("authority", *answer.authority);
  co_return Reading{.evidence = std::move(evidence), .tries_left = answer.tries_left_before, .told = {}};
}

base::Finding token_finding(const Evidence& evidence, const Challenge& challenge,
                            const pki::CertificateCheck& check) {
  if (!check.key) return not_checked(FindingId::token_signature, FailureCode::prerequisite_failed);
  return finding_of(FindingId::token_signature,
                    crypto::verify_signature(*check.key, crypto::SignatureAlgorithm::rsa_pkcs1_sha256,
                                             challenge.message(), evidence.part("signature")));
}

Judgement judge(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments) {
  const auto authority = evidence.has("authority") ? std::optional(evidence.part("authority")) : std::nullopt;
  const auto check =
      pki::check_certificate(evidence.part("certificate"), authority, pki::CertificateKind::authentication,
                             arguments.trust->anchors, arguments.time);
  Judgement judgement;
  judgement.proof = kFrom;
  add_certificate(check, kFrom, judgement);
  judgement.findings.push_back(token_finding(evidence, challenge, check));
  judgement.findings.push_back(revocation_finding());
  return judgement;
}

}  // namespace

const UseEntry kAuthenticate{.use = Use::authenticate, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify
