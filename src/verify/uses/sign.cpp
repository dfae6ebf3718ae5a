#include "verify/uses/sign.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "card/jpki_signature.h"
#include "cms/assemble.h"
#include "cms/check.h"
#include "cms/digest_algorithm.h"
#include "cms/signed_attributes.h"
#include "pki/check.h"
#include "pki/person_claims.h"
#include "verify/document.h"
#include "verify/uses/certificate_claims.h"

namespace kazashi::verify {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;

constexpr std::string_view kFrom = "signature-certificate";
constexpr auto kDigest = cms::DigestAlgorithm::sha256;  // the only one that every card of today signs

// The document, two certificates, a signature and what is around them.
constexpr EvidencePart kParts[] = {
    {"signedData", "/parts/signedData", kLargestDocument + 2 * kCertificateLimit + 2 * 1024}};

base::CardDialogue<Reading> read(Visit visit) {
  // What goes to the card was built here from what was checked here, whoever called.
  KAZASHI_CO_CHECK(check_document(visit.options.document, visit.challenge));
  KAZASHI_CO_TRY(
      card, co_await card::open_signature({.authority = visit.authorities, .abilities = visit.abilities}));
  const auto content = base::as_bytes(visit.options.document);
  const Bytes content_digest = cms::digest(kDigest, content);
  KAZASHI_CO_TRY(attributes, cms::signed_attributes({.certificate = card.certificate,
                                                     .algorithm = kDigest,
                                                     .content_digest = content_digest,
                                                     .signing_time = visit.time}));
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::signing});
  KAZASHI_CO_TRY(signature,
                 co_await card::sign_with_signature_key(
                     attributes.digest, crypto::SignatureAlgorithm::rsa_pkcs1_sha256, card.abilities));
  std::vector<Bytes> authorities;
  if (card.authority) authorities.push_back(*card.authority);
  KAZASHI_CO_TRY(signed_data, cms::assemble({.attributes = attributes,
                                             .signature = signature,
                                             .content = content,
                                             .authorities = authorities}));
  Evidence evidence(Use::sign, kParts);
  evidence.put("signedData", signed_data);
  co_return Reading{.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

/// One signer, whom the document's own form allows: several would be several people's documents.
const cms::SignerCheck* only_signer(const cms::SignedDataCheck& document) {
  return document.signers.size() == 1 ? &document.signers.front() : nullptr;
}

Finding document_finding(const cms::SignedDataCheck& document, const Challenge& challenge) {
  constexpr auto kId = FindingId::document_form;
  if (!document.content) return not_checked(kId, FailureCode::prerequisite_failed);
  if (only_signer(document) == nullptr) {
    return with_reason(kId, Outcome::failed, {FailureCode::document_malformed});
  }
  return finding_of(kId, check_document(base::as_text(*document.content), challenge));
}

/// The certificate that came along besides the signer's.
std::optional<base::ByteView> authority_in(const cms::SignedDataCheck& document,
                                           const pki::Certificate& signer) {
  const auto other =
      std::ranges::find_if(document.certificates, [&](const Bytes& der) { return der != signer.der; });
  return other == document.certificates.end() ? std::nullopt : std::optional<base::ByteView>(*other);
}

std::string_view sex_digit(pki::Sex sex) {
  switch (sex) {
    case pki::Sex::male:
      return "1";
    case pki::Sex::female:
      return "2";
    case pki::Sex::other:
      break;
  }
  return "9";
}

void show_person(const pki::Certificate& certificate, bool is_signed, const Arguments& arguments,
                 Judgement& judgement) {
  const auto person = pki::read_person_claims(certificate);
  if (!person) return;
  const auto show = [&](std::string_view name, std::string_view text, Disclosure disclosure) {
    judgement.data.push_back(
        text_item(std::string(name), base::as_bytes(text), kFrom, is_signed, disclosure));
  };
  const std::string birth = base::format_date(person->birth_date);
  show("name", person->name.text, Disclosure::name);
  show("nameFlags", person->name.flags, Disclosure::name);
  show("address", person->address.text, Disclosure::address);
  show("addressFlags", person->address.flags, Disclosure::address);
  show("birthDate", birth, Disclosure::birth_date);
  show("sex", sex_digit(person->sex), Disclosure::sex);
  judgement.facts["signature-certificate.birth-date"] = person->birth_date;
  claim_ages(birth, kFrom, is_signed, arguments, judgement.claims);
}

Judgement judge(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments) {
  const auto document =
      cms::check_signed_data(evidence.part("signedData"), std::nullopt, cms::Level::cades_bes);
  Judgement judgement;
  judgement.proof = kFrom;
  auto& findings = judgement.findings;
  findings.push_back(document_finding(document, challenge));
  std::ranges::transform(document.all_findings(), std::back_inserter(findings), judged);

  const auto* signer = only_signer(document);
  if (signer != nullptr && signer->certificate) {
    const auto& certificate = *signer->certificate;
    const auto check =
        pki::check_certificate(certificate.der, authority_in(document, certificate),
                               pki::CertificateKind::signature, arguments.trust->anchors, arguments.time);
    add_certificate(check, kFrom, judgement);
    if (check.certificate) show_person(*check.certificate, vouched_for(check), arguments, judgement);
  }
  if (document.content) {
    const bool is_signed = std::ranges::all_of(
        findings, [](const Finding& finding) { return finding.outcome == Outcome::passed; });
    judgement.data.push_back(
        text_item("document", *document.content, "document", is_signed, Disclosure::card));
  }
  findings.push_back(revocation_finding());
  return judgement;
}

}  // namespace

const UseEntry kSign{.use = Use::sign, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify
