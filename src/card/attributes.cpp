#include "card/attributes.h"

#include <array>
#include <utility>

#include "card/key_reference.h"
#include "card/object_reader.h"
#include "card/presence.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::Progress;
using base::Result;
using base::Stage;

constexpr std::array<std::uint8_t, 10> kAid{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08};
constexpr std::uint16_t kAttributesFile = 0x0002;
constexpr std::uint16_t kHashesFile = 0x0003;
constexpr std::uint16_t kCertificateFile = 0x0004;
constexpr std::uint16_t kPresenceKeyFile = 0x0007;
constexpr std::uint16_t kNumberB = 0x0015;

// Names and addresses have up to 200 characters of up to four octets each; twice both.
constexpr std::size_t kAttributesLimit = 4 * 1024;
// A key of 265 octets and a signature of 256 in three headers.
constexpr std::size_t kPresenceKeySize = 536;

CardDialogue<AttributesPresence> prove_presence(Sha256Digest challenge, CardAbilities& abilities) {
  KAZASHI_CO_CHECK(co_await Progress{Stage::signing});
  KAZASHI_CO_TRY(key_file, co_await read_object({.file = kPresenceKeyFile,
                                                 .tag = kPresenceKeyTag,
                                                 .limit = kPresenceKeySize,
                                                 .expected = kPresenceKeySize},
                                                abilities));
  KAZASHI_CO_TRY(signature, co_await sign_presence(challenge));
  co_return AttributesPresence{std::move(key_file), std::move(signature)};
}

CardDialogue<AttributesReading> read_opened(std::optional<Sha256Digest> challenge, CardAbilities& abilities) {
  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_data});
  AttributesReading reading;
  KAZASHI_CO_TRY(attributes,
                 co_await read_object(
                     {.file = kAttributesFile, .tag = kAttributesTag, .limit = kAttributesLimit}, abilities));
  reading.attributes = Personal(attributes);
  KAZASHI_CO_TRY(hashes, co_await read_attribute_hashes(abilities));
  reading.hashes = std::move(hashes);
  KAZASHI_CO_TRY(certificate, co_await read_card_certificate(abilities));
  reading.certificate = std::move(certificate);
  if (challenge) {
    auto presence = co_await prove_presence(*challenge, abilities);
    if (!presence && !is_refusal(presence.error())) co_return std::unexpected(presence.error());
    reading.presence = std::move(presence);
  }
  co_return std::move(reading);
}

}  // namespace

Bytes attributes_aid() { return {kAid.begin(), kAid.end()}; }

CardDialogue<Personal> read_attribute_hashes(CardAbilities& abilities) {
  KAZASHI_CO_TRY(hashes, co_await read_object({.file = kHashesFile,
                                               .tag = kAttributeHashesTag,
                                               .limit = kAttributeHashesSize,
                                               .expected = kAttributeHashesSize},
                                              abilities));
  co_return Personal(hashes);
}

CardDialogue<Bytes> read_card_certificate(CardAbilities& abilities) {
  return read_object({.file = kCertificateFile,
                      .tag = kCardCertificateTag,
                      .limit = kCardCertificateSize,
                      .expected = kCardCertificateSize},
                     abilities);
}

CardDialogue<AttributesReading> read_attributes_with_pin(std::optional<Sha256Digest> challenge,
                                                         CardAbilities abilities) {
  KAZASHI_CO_TRY(key, co_await open_with_key(attributes_aid(), kAttributesPin, abilities));
  KAZASHI_CO_CHECK(co_await verify_pin(key, base::PinKind::attributes));
  co_return co_await read_opened(challenge, abilities);
}

CardDialogue<AttributesReading> read_attributes_with_number(MatchingNumberB number, bool last_try_accepted,
                                                            std::optional<Sha256Digest> challenge,
                                                            CardAbilities abilities) {
  KAZASHI_CO_TRY(key, co_await open_with_key(attributes_aid(), kNumberB, abilities));
  KAZASHI_CO_CHECK(co_await verify_number(key, base::Secret(number.reveal()), last_try_accepted));
  co_return co_await read_opened(challenge, abilities);
}

}  // namespace kazashi::card
