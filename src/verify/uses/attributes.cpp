#include "verify/uses/attributes.h"

#include <optional>
#include <string>
#include <utility>

#include "card/attributes.h"
#include "card/attributes_data.h"
#include "verify/uses/number_prompt.h"

namespace kazashi::verify {
namespace {

using base::FailureCode;
using base::FindingId;

constexpr std::string_view kFrom = "attributes";

constexpr EvidencePart kParts[] = {{"attributes", "/parts/attributes", 4 * 1024},
                                   {"hashes", "/parts/hashes", card::kAttributeHashesSize},
                                   {"certificate", "/parts/certificate", card::kCardCertificateSize},
                                   {"presenceKey", "/parts/presenceKey", 1024, false},
                                   {"presence", "/parts/presence", 256, false}};

base::CardDialogue<card::AttributesReading> read_card(Visit visit) {
  if (visit.options.opening == Opening::pin) {
    co_return co_await card::read_attributes_with_pin(visit.challenge.digest(), visit.abilities);
  }
  KAZASHI_CO_TRY(number, co_await ask_for_matching_number());
  co_return co_await card::read_attributes_with_number(std::move(number.value), number.last_try_accepted,
                                                       visit.challenge.digest(), visit.abilities);
}

base::CardDialogue<Reading> read(Visit visit) {
  KAZASHI_CO_TRY(files, co_await read_card(std::move(visit)));
  Evidence evidence(Use::attributes, kParts);
  evidence.put("attributes", files.attributes.reveal());
  evidence.put("hashes", files.hashes.reveal());
  evidence.put("certificate", files.certificate);
  if (files.presence && *files.presence) {
    evidence.put("presenceKey", (*files.presence)->key_file);
    evidence.put("presence", (*files.presence)->signature);
  }
  co_return Reading{.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

/// The parts of the card that could be read at all.
struct Parsed {
  std::optional<card::Attributes> attributes;
  std::optional<card::AttributeHashes> hashes;
  std::optional<card::PresenceKey> presence_key;
};

base::Result<void> parse(const Evidence& evidence, Parsed& parsed) {
  KAZASHI_TRY(attributes, card::parse_attributes(evidence.part("attributes")));
  parsed.attributes = std::move(attributes);
  KAZASHI_TRY(hashes, card::parse_attribute_hashes(evidence.part("hashes")));
  parsed.hashes = std::move(hashes);
  if (!evidence.has("presenceKey")) return {};
  KAZASHI_TRY(key, card::parse_presence_key(evidence.part("presenceKey")));
  parsed.presence_key = std::move(key);
  return {};
}

base::Finding signature_finding(const Parsed& parsed, const CardCertificateCheck& issuer) {
  constexpr auto kId = FindingId::attributes_signature;
  if (!parsed.hashes || !issuer.certificate) return not_checked(kId, FailureCode::prerequisite_failed);
  return finding_of(kId, card::verify_attribute_hashes(*parsed.hashes, *issuer.certificate));
}

base::Finding hashes_finding(const Parsed& parsed) {
  constexpr auto kId = FindingId::attributes_hashes;
  if (!parsed.attributes || !parsed.hashes) return not_checked(kId, FailureCode::prerequisite_failed);
  return finding_of(kId, card::check_attributes_hash(*parsed.attributes, *parsed.hashes));
}

/// The presence key is a file of its own: it counts only where the card's certificate signed it.
base::Finding presence(const Evidence& evidence, const Parsed& parsed, const CardCertificateCheck& issuer,
                       const Challenge& challenge) {
  if (parsed.presence_key && issuer.certificate) {
    const auto signed_key = card::verify_presence_key(*parsed.presence_key, *issuer.certificate);
    if (!signed_key) return finding_of(FindingId::card_presence, signed_key);
  }
  const auto* key = parsed.presence_key && issuer.certificate ? &parsed.presence_key->key : nullptr;
  return presence_finding(key, challenge.digest(), evidence.part("presence"));
}

void show(const card::Attributes& attributes, bool is_signed, Judgement& judgement) {
  const auto show_text = [&](std::string_view name, base::ByteView text, Disclosure disclosure) {
    judgement.data.push_back(text_item(std::string(name), text, kFrom, is_signed, disclosure));
  };
  const auto birth = attributes.birth_date.reveal_text();
  show_text("name", attributes.name.reveal(), Disclosure::name);
  show_text("address", attributes.address.reveal(), Disclosure::address);
  show_text("birthDate", base::as_bytes(dashed_date(birth)), Disclosure::birth_date);
  show_text("sex", attributes.sex.reveal(), Disclosure::sex);
  if (const auto date = exact_date(birth)) judgement.facts["attributes.birth-date"] = *date;
}

Judgement judge(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments) {
  Judgement judgement;
  judgement.proof = kFrom;
  auto& findings = judgement.findings;
  Parsed parsed;
  findings.push_back(finding_of(FindingId::attributes_form, parse(evidence, parsed)));
  const auto issuer =
      check_card_certificate(evidence.part("certificate"), card::IssuerPurpose::attributes, *arguments.trust);
  findings.push_back(issuer.finding);
  findings.push_back(signature_finding(parsed, issuer));
  findings.push_back(hashes_finding(parsed));
  const bool is_signed = has_passed(findings, FindingId::card_certificate) &&
                         has_passed(findings, FindingId::attributes_signature) &&
                         has_passed(findings, FindingId::attributes_hashes);
  findings.push_back(not_checked(FindingId::person_number_hash, FailureCode::card_data_not_read));
  findings.push_back(presence(evidence, parsed, issuer, challenge));
  findings.push_back(revocation_finding());
  if (parsed.attributes) {
    show(*parsed.attributes, is_signed, judgement);
    claim_ages(parsed.attributes->birth_date.reveal_text(), kFrom, is_signed, arguments, judgement.claims);
  }
  return judgement;
}

}  // namespace

const UseEntry kAttributes{.use = Use::attributes, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify
