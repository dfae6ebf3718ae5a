#include "verify/uses/info.h"

#include <optional>
#include <string>
#include <utility>

#include "card/attributes.h"
#include "card/jpki.h"
#include "card/key_reference.h"
#include "card/object_reader.h"
#include "card/presence.h"
#include "pki/check.h"
#include "verify/uses/certificate_claims.h"

namespace kazashi::verify {
namespace {

using base::FailureCode;
using base::FindingId;

constexpr std::string_view kFrom = "authentication-certificate";
constexpr std::uint16_t kAuthenticationCertificate = 0x000A;
constexpr std::uint16_t kAuthenticationAuthority = 0x000B;
constexpr std::uint16_t kAuthenticationPin = 0x0018;
constexpr std::uint16_t kSignaturePin = 0x001B;

constexpr EvidencePart kParts[] = {{"certificate", "/parts/certificate", kCertificateLimit},
                                   {"authority", "/parts/authority", kCertificateLimit, false}};

DataItem tries_item(std::string_view name, std::uint8_t tries) {
  return text_item(std::string(name), base::as_bytes(std::to_string(tries)), "card", false, Disclosure::card);
}

/// Tells a key's tries, unless the card refuses to: then nothing is told of it.
base::CardDialogue<base::Done> note_tries(base::CardDialogue<card::KeyReference> asked, std::string_view name,
                                          Data& told) {
  const auto key = co_await std::move(asked);
  if (key) told.push_back(tries_item(name, key->tries_left));
  if (!key && !card::is_refusal(key.error()) && key.error().code != FailureCode::card_application_missing) {
    co_return std::unexpected(key.error());
  }
  co_return base::Done{};
}

base::CardDialogue<Reading> read(Visit visit) {
  auto& abilities = visit.abilities;
  Reading reading{.evidence = Evidence(Use::info, kParts), .tries_left = {}, .told = {}};
  KAZASHI_CO_TRY(key, co_await card::open_with_key(card::jpki_aid(), kAuthenticationPin, abilities));
  reading.told.push_back(tries_item("authenticationTries", key.tries_left));
  KAZASHI_CO_CHECK(
      co_await note_tries(card::next_key(kSignaturePin, abilities), "signatureTries", reading.told));
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::reading_certificate});
  KAZASHI_CO_TRY(certificate,
                 co_await card::read_object(card::x509_file(kAuthenticationCertificate), abilities));
  reading.evidence.put("certificate", certificate);
  if (visit.authorities) {
    KAZASHI_CO_TRY(authority, co_await card::read_authority(kAuthenticationAuthority, abilities));
    if (authority) reading.evidence.put("authority", *authority);
  }
  KAZASHI_CO_CHECK(
      co_await note_tries(card::open_with_key(card::attributes_aid(), card::kAttributesPin, abilities),
                          "attributesTries", reading.told));
  co_return std::move(reading);
}

Judgement judge(const Evidence& evidence, const Challenge&, const Arguments& arguments) {
  const auto authority = evidence.has("authority") ? std::optional(evidence.part("authority")) : std::nullopt;
  const auto check =
      pki::check_certificate(evidence.part("certificate"), authority, pki::CertificateKind::authentication,
                             arguments.trust->anchors, arguments.time);
  Judgement judgement;
  judgement.proof = "none";
  add_certificate(check, kFrom, judgement);
  judgement.facts["card.kind"] = std::string("my_number_card");
  judgement.findings.push_back(not_checked(FindingId::card_presence, FailureCode::card_presence_not_shown));
  judgement.findings.push_back(revocation_finding());
  return judgement;
}

}  // namespace

const UseEntry kInfo{.use = Use::info, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify
