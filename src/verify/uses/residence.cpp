#include "verify/uses/residence.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "card/residence.h"
#include "card/residence_files.h"
#include "crypto/signature.h"
#include "crypto/signed_digest.h"
#include "der/reader.h"
#include "pki/certificate.h"
#include "verify/uses/number_prompt.h"

namespace kazashi::verify {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::FindingSource;
using base::Outcome;
using card::ResidenceGeneration;
using card::ResidenceKind;
using card::ResidenceReading;

constexpr std::string_view kFrom = "residence-card";
constexpr std::string_view kTiff = "image/tiff";
constexpr std::string_view kJpeg2000 = "image/jp2";
constexpr der::TlvTag kTypeTag = 0xC1;

constexpr EvidencePart field_part(std::string_view name, std::string_view place, std::size_t limit) {
  return {name, place, limit, false};
}

constexpr std::array kParts{
    EvidencePart{"C1", "/parts/C1", 4},      field_part("C0", "/parts/C0", 4),
    field_part("C2", "/parts/C2", 12),       field_part("C5", "/parts/C5", 8),
    field_part("C6", "/parts/C6", 8),        field_part("C7", "/parts/C7", 1),
    field_part("C8", "/parts/C8", 3),        field_part("C9", "/parts/C9", 10),
    field_part("CA", "/parts/CA", 2),        field_part("CB", "/parts/CB", 8),
    field_part("CC", "/parts/CC", 1),        field_part("CD", "/parts/CD", 8),
    field_part("CE", "/parts/CE", 4),        field_part("D0", "/parts/D0", 7000),
    field_part("D1", "/parts/D1", 3000),     field_part("D2", "/parts/D2", 8),
    field_part("D3", "/parts/D3", 6),        field_part("D4", "/parts/D4", 320),
    field_part("D5", "/parts/D5", 120),      field_part("D6", "/parts/D6", 120),
    field_part("D7", "/parts/D7", 1),        field_part("D8", "/parts/D8", 1),
    field_part("D9", "/parts/D9", 1),        field_part("DA", "/parts/DA", 256),
    field_part("DB", "/parts/DB", 1200),     field_part("DC", "/parts/DC", 96),
    field_part("DD", "/parts/DD", 602),      field_part("DE", "/parts/DE", 200),
    field_part("DFD1", "/parts/DFD1", 2500),
};

constexpr unsigned digit_of(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'A' + 10); }

/// The part's name is its tag in hexadecimal.
constexpr der::TlvTag tag_of(std::string_view name) {
  unsigned tag = 0;
  for (const char c : name) tag = tag * 16 + digit_of(c);
  return static_cast<der::TlvTag>(tag);
}

/// File EF02 of the master file, as parse_residence_type reads it.
Bytes type_file(card::ResidenceType type) {
  const bool special = type.kind == ResidenceKind::special_permanent_resident;
  if (type.generation == ResidenceGeneration::first) {
    return {kTypeTag, 1, static_cast<std::uint8_t>(special ? '2' : '1')};
  }
  return {kTypeTag, 2, '0', static_cast<std::uint8_t>(special ? '6' : '5')};
}

base::CardDialogue<Reading> read(Visit visit) {
  KAZASHI_CO_TRY(number, co_await ask_for_residence_card_number());
  KAZASHI_CO_TRY(card, co_await card::read_residence_card(std::move(number.value), visit.random,
                                                          visit.options.residence));
  Evidence evidence(Use::residence, kParts);
  evidence.put("C1", type_file(card.type));
  for (const EvidencePart& part : kParts) {
    const auto* value = card.find(tag_of(part.name));
    if (value != nullptr) evidence.put(part.name, value->reveal());
  }
  co_return Reading{.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

/// Whether cards of this type have the field at all.
bool has_field(card::ResidenceType type, der::TlvTag tag) {
  return std::ranges::any_of(card::residence_files(type), [tag](const card::ResidenceFile& file) {
    return std::ranges::find(file.fields, tag, &card::ResidenceFieldRule::tag) != file.fields.end();
  });
}

/// A field that such cards do not have is refused: their signature does not cover it, and it would be shown
/// and claimed as if it did.
base::Result<ResidenceReading> card_of(const Evidence& evidence) {
  KAZASHI_TRY(type, card::parse_residence_type(evidence.part("C1")));
  ResidenceReading card{.type = type, .fields = {}};
  for (const EvidencePart& part : kParts) {
    const auto tag = tag_of(part.name);
    if (tag == kTypeTag || !evidence.has(part.name)) continue;
    if (!has_field(type, tag)) return base::fail(FailureCode::card_file_malformed);
    card.fields.push_back({tag, card::Personal(evidence.part(part.name))});
  }
  return std::move(card);
}

/// Whether the issuer's key signed the certificate. The profile of these certificates is not published, so no
/// extension is asked for: a name and a signature of today's strength is what there is.
base::Result<void> check_issued(base::ByteView der, const pki::Certificate& issuer) {
  der::Reader whole(der);
  KAZASHI_TRY(fields, whole.enter(der::kSequence));
  KAZASHI_TRY(to_be_signed, fields.read(der::kSequence));
  KAZASHI_TRY(algorithm, fields.read(der::kSequence));
  KAZASHI_TRY(signature, fields.read_bit_string());
  KAZASHI_TRY(parameters, crypto::read_signature_algorithm(algorithm.encoding));
  if (parameters.hash == crypto::Hash::sha1) return base::fail(FailureCode::certificate_weak_signature);
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(issuer.public_key));
  const auto verified = crypto::verify_signature(key, parameters, to_be_signed.encoding, signature.octets);
  if (!verified) return base::fail(FailureCode::certificate_signature_invalid);
  return {};
}

struct Issued {
  const trust::ResidenceIssuer* issuer = nullptr;  ///< null: none of this name
  base::Result<void> outcome;
};

/// Several generations of an authority may have one name: the one whose key signed counts.
Issued find_issuer(base::ByteView der, const pki::Certificate& signer, const trust::TrustBundle& trust) {
  Issued found{.issuer = nullptr, .outcome = base::fail(FailureCode::card_issuer_not_configured)};
  for (const trust::ResidenceIssuer& issuer : trust.residence_issuers) {
    const auto certificate = pki::parse_certificate(issuer.certificate);
    if (!certificate || certificate->subject != signer.issuer) continue;
    found = {.issuer = &issuer, .outcome = check_issued(der, *certificate)};
    if (found.outcome) break;
  }
  return found;
}

Finding certificate_finding(base::ByteView der, const trust::TrustBundle& trust, base::UtcTime now) {
  constexpr auto kId = FindingId::residence_certificate;
  const auto signer = pki::parse_certificate(der);
  if (!signer) return with_reason(kId, Outcome::failed, signer.error());
  const auto [issuer, outcome] = find_issuer(der, *signer, trust);
  Finding finding = finding_of(kId, outcome);
  if (issuer == nullptr) finding.outcome = Outcome::indeterminate;
  // The end of its validity says nothing: cards outlive it, and what they say was signed before.
  if (outcome && now < signer->not_before) {
    finding = with_reason(kId, Outcome::failed, {FailureCode::certificate_not_yet_valid});
  }
  finding.source = FindingSource{.name = trust.anchors.source, .issued = trust.anchors.issued};
  if (issuer != nullptr) {
    finding.source->name += ' ' + issuer->name + ' ';
    finding.source->name += confidence_text(issuer->provenance.confidence);
    finding.source->name += issuer->official ? " official" : " unofficial";
  }
  return finding;
}

Finding signature_finding(const ResidenceReading& card, base::ByteView der) {
  const auto verified = [&]() -> base::Result<void> {
    KAZASHI_TRY(certificate, pki::parse_certificate(der));
    KAZASHI_TRY(key, crypto::PublicKey::from_spki(certificate.public_key));
    return card::verify_residence_signature(card, key);
  }();
  if (!verified && verified.error().code == FailureCode::prerequisite_failed) {
    return not_checked(FindingId::residence_signature, FailureCode::prerequisite_failed);
  }
  return finding_of(FindingId::residence_signature, verified);
}

struct Shown {
  der::TlvTag tag;
  std::string_view name;
  std::string_view media;
  bool is_signed;  ///< the card's signature covers it
  Disclosure disclosure;
};

constexpr Shown kFirstGeneration[] = {{0xD0, "frontImage", kTiff, true, Disclosure::name},
                                      {0xD1, "photo", kJpeg2000, true, Disclosure::photo},
                                      {0xD2, "addressDate", {}, false, Disclosure::address},
                                      {0xD3, "municipality", {}, false, Disclosure::address},
                                      {0xD4, "address", {}, false, Disclosure::address},
                                      {0xD5, "comprehensivePermission", {}, false, Disclosure::other},
                                      {0xD6, "individualPermission", {}, false, Disclosure::other},
                                      {0xD7, "renewalPending", {}, false, Disclosure::other}};
constexpr Shown kSecondGeneration[] = {{0xC2, "cardNumber", {}, false, Disclosure::other},
                                       {0xC5, "expiry", {}, true, Disclosure::other},
                                       {0xC6, "birthDate", {}, true, Disclosure::birth_date},
                                       {0xC7, "sex", {}, true, Disclosure::sex},
                                       {0xC8, "nationality", {}, true, Disclosure::other},
                                       {0xC9, "status", {}, true, Disclosure::other},
                                       {0xCA, "permission", {}, true, Disclosure::other},
                                       {0xCB, "permissionDate", {}, true, Disclosure::other},
                                       {0xCC, "work", {}, true, Disclosure::other},
                                       {0xCD, "stayExpiry", {}, true, Disclosure::other},
                                       {0xCE, "stay", {}, true, Disclosure::other},
                                       {0xD0, "nameImage", kTiff, true, Disclosure::name},
                                       {0xD1, "photo", kJpeg2000, true, Disclosure::photo},
                                       {0xDFD1, "addressImage", kTiff, false, Disclosure::address},
                                       {0xD5, "permissionNote", {}, false, Disclosure::other},
                                       {0xD6, "permissionExpiry", {}, false, Disclosure::other},
                                       {0xD7, "permissionKind", {}, false, Disclosure::other},
                                       {0xD8, "renewalPending", {}, false, Disclosure::other},
                                       {0xD9, "noteKind", {}, false, Disclosure::other},
                                       {0xDE, "note", {}, false, Disclosure::other}};

std::span<const Shown> shown_of(card::ResidenceType type) {
  return type.generation == ResidenceGeneration::first ? std::span<const Shown>(kFirstGeneration)
                                                       : kSecondGeneration;
}

void show(const ResidenceReading& card, bool is_signed, Judgement& judgement) {
  for (const Shown& field : shown_of(card.type)) {
    const auto* value = card.find(field.tag);
    if (value == nullptr) continue;
    const bool good = is_signed && field.is_signed;
    if (!field.media.empty()) {
      judgement.data.push_back(
          picture_item(std::string(field.name), value->reveal(), field.media, kFrom, good, field.disclosure));
      continue;
    }
    const auto text = card::residence_text(*value);
    if (!text) continue;  // not shown rather than shown wrongly
    const bool is_date = field.name.ends_with("Date") || field.name.ends_with("xpiry");
    const std::string shown = is_date ? dashed_date(text->reveal_text()) : std::string(text->reveal_text());
    judgement.data.push_back(
        text_item(std::string(field.name), base::as_bytes(shown), kFrom, good, field.disclosure));
  }
}

Judgement judge(const Evidence& evidence, const Challenge&, const Arguments& arguments) {
  Judgement judgement;
  judgement.proof = kFrom;
  auto& findings = judgement.findings;
  const auto card = card_of(evidence);
  const auto der = card ? card::residence_certificate(*card)
                        : base::Result<Bytes>(base::fail(FailureCode::prerequisite_failed));
  const auto form = card ? base::Result<void>() : std::unexpected(card.error());
  findings.push_back(finding_of(FindingId::residence_form, form));
  if (der) {
    findings.push_back(certificate_finding(*der, *arguments.trust, arguments.time));
    findings.push_back(signature_finding(*card, *der));
  } else {
    const bool missing = der.error().code == FailureCode::prerequisite_failed;
    findings.push_back(missing ? not_checked(FindingId::residence_certificate, der.error().code)
                               : with_reason(FindingId::residence_certificate, Outcome::failed, der.error()));
    findings.push_back(not_checked(FindingId::residence_signature, FailureCode::prerequisite_failed));
  }
  const bool is_signed = has_passed(findings, FindingId::residence_certificate) &&
                         has_passed(findings, FindingId::residence_signature);
  findings.push_back(not_checked(FindingId::card_presence, FailureCode::card_presence_not_shown));
  findings.push_back(revocation_finding());
  if (card) {
    show(*card, is_signed, judgement);
    const bool special = card->type.kind == ResidenceKind::special_permanent_resident;
    judgement.facts["card.kind"] =
        std::string(special ? "special_permanent_resident_certificate" : "residence_card");
    const auto* birth = card->find(0xC6);
    if (birth != nullptr) claim_ages(birth->reveal_text(), kFrom, is_signed, arguments, judgement.claims);
  }
  return judgement;
}

}  // namespace

const UseEntry kResidence{.use = Use::residence, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify
