#include "card/jpki.h"

#include <utility>

#include "card/digest_info.h"
#include "card/key_reference.h"
#include "card/object_reader.h"
#include "card/status.h"
#include "crypto/rsa.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::fail;
using base::FailureCode;
using base::Progress;
using base::ResponseApdu;
using base::Stage;

constexpr std::array<std::uint8_t, 10> kAid{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};
constexpr std::uint16_t kCertificate = 0x000A;
constexpr std::uint16_t kAuthority = 0x000B;
constexpr std::uint16_t kKey = 0x0017;
constexpr std::uint16_t kPin = 0x0018;

constexpr std::uint8_t kCurrentFile = 0x80;

CardDialogue<ResponseApdu> sign(std::uint8_t p2, base::ByteView info) {
  return send_for_data({.cla = 0x80,
                        .ins = 0x2A,
                        .p1 = 0x00,
                        .p2 = p2,
                        .data = {info.begin(), info.end()},
                        .le = crypto::kRsa2048Size},
                       crypto::kRsa2048Size);
}

/// Besides what reading is answered, the statuses for a key that is not found under this name.
bool refuses_key_by_short_id(std::uint16_t status) {
  return refuses_short_id(status) || status == kNotFound || status == kReferenceMissing;
}

}  // namespace

Bytes jpki_aid() { return {kAid.begin(), kAid.end()}; }

CardDialogue<std::optional<Bytes>> read_authority(std::uint16_t file, CardAbilities& abilities) {
  auto authority = co_await read_object(x509_file(file), abilities);
  if (authority) co_return std::optional{std::move(*authority)};
  if (authority.error().code == FailureCode::card_file_missing) co_return std::optional<Bytes>{};
  co_return std::unexpected(authority.error());
}

CardDialogue<Bytes> sign_digest_info(std::uint16_t key_file, Bytes info, CardAbilities abilities) {
  ResponseApdu answer{.data = {}, .status = kWrongParameters};
  if (abilities.short_file_ids) {
    KAZASHI_CO_TRY(by_short_id, co_await sign(static_cast<std::uint8_t>(kCurrentFile | key_file), info));
    answer = std::move(by_short_id);
  }
  if (refuses_key_by_short_id(answer.status)) {
    KAZASHI_CO_CHECK(co_await select_file(key_file));
    KAZASHI_CO_TRY(selected, co_await sign(kCurrentFile, info));
    answer = std::move(selected);
  }
  if (answer.status != kDone) co_return std::unexpected(failure_of(answer.status));
  if (answer.data.size() != crypto::kRsa2048Size) co_return fail(FailureCode::card_answer_malformed);
  co_return std::move(answer.data);
}

CardDialogue<JpkiAuthentication> authenticate(Sha256Digest digest, JpkiRequest request) {
  KAZASHI_CO_TRY(key, co_await open_with_key(jpki_aid(), kPin, request.abilities));
  KAZASHI_CO_CHECK(co_await verify_pin(key, base::PinKind::authentication));

  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_certificate});
  KAZASHI_CO_TRY(certificate, co_await read_object(x509_file(kCertificate), request.abilities));
  std::optional<Bytes> authority;
  if (request.authority) {
    KAZASHI_CO_TRY(read, co_await read_authority(kAuthority, request.abilities));
    authority = std::move(read);
  }

  KAZASHI_CO_CHECK(co_await Progress{Stage::signing});
  KAZASHI_CO_TRY(signature, co_await sign_digest_info(kKey, digest_info(digest), request.abilities));
  co_return JpkiAuthentication{.certificate = std::move(certificate),
                               .authority = std::move(authority),
                               .signature = std::move(signature),
                               .tries_left_before = key.tries_left};
}

}  // namespace kazashi::card
