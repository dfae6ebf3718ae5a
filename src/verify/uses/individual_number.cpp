#include "verify/uses/individual_number.h"

#include <optional>
#include <utility>

#include "card/attributes.h"
#include "card/attributes_data.h"
#include "card/individual_number.h"
#include "card/object_reader.h"
#include "card/presence.h"

namespace kazashi::verify {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Finding;
using base::FindingId;

constexpr std::string_view kFrom = "attributes";
constexpr card::ObjectFile kPresenceKey{.file = 0x0007, .tag = card::kPresenceKeyTag, .limit = 536};

constexpr EvidencePart kParts[] = {{"number", "/parts/number", 17},
                                   {"hashes", "/parts/hashes", card::kAttributeHashesSize},
                                   {"certificate", "/parts/certificate", card::kCardCertificateSize},
                                   {"presenceKey", "/parts/presenceKey", 1024, false},
                                   {"presence", "/parts/presence", 256, false}};

/// The application is open. What the card refuses is left out: the Report then says that nothing shows it.
base::CardDialogue<base::Done> prove_presence(card::Sha256Digest challenge, card::CardAbilities& abilities,
                                              Evidence& evidence) {
  const auto key_file = co_await card::read_object(kPresenceKey, abilities);
  if (!key_file && card::is_refusal(key_file.error())) co_return base::Done{};
  if (!key_file) co_return std::unexpected(key_file.error());
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::signing});
  const auto signature = co_await card::sign_presence(challenge);
  if (!signature && card::is_refusal(signature.error())) co_return base::Done{};
  if (!signature) co_return std::unexpected(signature.error());
  evidence.put("presenceKey", *key_file);
  evidence.put("presence", *signature);
  co_return base::Done{};
}

base::CardDialogue<Reading> read(Visit visit) {
  if (!visit.options.purpose) co_return base::fail(FailureCode::purpose_missing);
  KAZASHI_CO_TRY(files, co_await card::read_individual_number(*visit.options.purpose, visit.abilities));
  Evidence evidence(Use::individual_number, kParts);
  evidence.put("number", files.number.reveal());
  evidence.put("hashes", files.hashes.reveal());
  evidence.put("certificate", files.certificate);
  KAZASHI_CO_CHECK(co_await prove_presence(visit.challenge.digest(), visit.abilities, evidence));
  co_return Reading{.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

Finding presence(const Evidence& evidence, const CardCertificateCheck& issuer, const Challenge& challenge) {
  constexpr auto kId = FindingId::card_presence;
  if (!evidence.has("presenceKey")) return presence_finding(nullptr, challenge.digest(), {});
  const auto key = card::parse_presence_key(evidence.part("presenceKey"));
  if (!key) return finding_of(kId, std::unexpected(key.error()));
  if (!issuer.certificate) return not_checked(kId, FailureCode::prerequisite_failed);
  const auto signed_key = card::verify_presence_key(*key, *issuer.certificate);
  if (!signed_key) return finding_of(kId, signed_key);
  return presence_finding(&key->key, challenge.digest(), evidence.part("presence"));
}

Judgement judge(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments) {
  Judgement judgement;
  judgement.proof = "individual-number";
  auto& findings = judgement.findings;
  const auto number = card::parse_individual_number(evidence.part("number"));
  const auto hashes = card::parse_attribute_hashes(evidence.part("hashes"));
  const auto form = !number   ? base::Result<void>(std::unexpected(number.error()))
                    : !hashes ? std::unexpected(hashes.error())
                              : base::Result<void>();
  findings.push_back(finding_of(FindingId::attributes_form, form));
  const auto issuer =
      check_card_certificate(evidence.part("certificate"), card::IssuerPurpose::attributes, *arguments.trust);
  findings.push_back(issuer.finding);
  findings.push_back(hashes && issuer.certificate
                         ? finding_of(FindingId::attributes_signature,
                                      card::verify_attribute_hashes(*hashes, *issuer.certificate))
                         : not_checked(FindingId::attributes_signature, FailureCode::prerequisite_failed));
  findings.push_back(hashes ? finding_of(FindingId::person_number_hash,
                                         card::check_individual_number_hash(evidence.part("number"), *hashes))
                            : not_checked(FindingId::person_number_hash, FailureCode::prerequisite_failed));
  const bool is_signed = has_passed(findings, FindingId::card_certificate) &&
                         has_passed(findings, FindingId::attributes_signature) &&
                         has_passed(findings, FindingId::person_number_hash);
  findings.push_back(presence(evidence, issuer, challenge));
  findings.push_back(revocation_finding());
  if (number) {
    judgement.data.push_back(
        text_item("individualNumber", number->reveal(), kFrom, is_signed, Disclosure::other));
  }
  return judgement;
}

}  // namespace

const UseEntry kIndividualNumber{
    .use = Use::individual_number, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify
