#include "card/jpki.h"

#include <algorithm>
#include <utility>

#include "card/digest_info.h"
#include "card/file_reader.h"
#include "card/status.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::CommandApdu;
using base::Done;
using base::fail;
using base::FailureCode;
using base::Progress;
using base::Stage;

constexpr std::array<std::uint8_t, 10> kJpkiAid{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};
constexpr std::uint16_t kAuthenticationCertificate = 0x000A;
constexpr std::uint16_t kAuthenticationAuthority = 0x000B;
constexpr std::uint16_t kAuthenticationKey = 0x0017;
constexpr std::uint16_t kAuthenticationPin = 0x0018;

constexpr std::size_t kPinLength = 4;
constexpr std::size_t kSignatureSize = 256;  // RSA-2048

/// VERIFY of ISO/IEC 7816-4 section 7.5.6 for the PIN file that is selected. Without data it asks for the
/// tries left.
CommandApdu verify_command(base::ByteView pin) {
  return {.cla = 0x00, .ins = 0x20, .p1 = 0x00, .p2 = 0x80, .data = {pin.begin(), pin.end()}, .le = {}};
}

/// PERFORM SECURITY OPERATION in the card's own class: the card pads the DigestInfo as RSASSA-PKCS1-v1_5 asks
/// and signs it with the key file that is selected.
CommandApdu sign_command(base::ByteView info) {
  return {.cla = 0x80, .ins = 0x2A, .p1 = 0x00, .p2 = 0x80, .data = {info.begin(), info.end()}, .le = 256};
}

bool is_authentication_pin(base::ByteView pin) {
  return pin.size() == kPinLength &&
         std::ranges::all_of(pin, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
}

/// Tries left, of a card that counts its PIN as not verified.
CardDialogue<std::uint8_t> tries_left_of_fresh_card() {
  KAZASHI_CO_CHECK(co_await Progress{Stage::asking_tries_left});
  for (int round = 0; round < 2; ++round) {
    KAZASHI_CO_CHECK(co_await select_jpki());
    KAZASHI_CO_TRY(tries, co_await authentication_tries_left());
    if (tries) co_return *tries;
  }
  co_return fail(FailureCode::card_status, kDone);
}

CardDialogue<std::optional<Bytes>> read_authority() {
  auto authority = co_await read_der_file(kAuthenticationAuthority);
  if (authority) co_return std::optional{std::move(*authority)};
  if (authority.error().code == FailureCode::card_file_missing) co_return std::optional<Bytes>{};
  co_return std::unexpected(authority.error());
}

}  // namespace

CardDialogue<Done> select_jpki() { return select_application({kJpkiAid.begin(), kJpkiAid.end()}); }

CardDialogue<std::optional<std::uint8_t>> authentication_tries_left() {
  KAZASHI_CO_CHECK(co_await select_file(kAuthenticationPin));
  KAZASHI_CO_TRY(answer, co_await base::Transmit{verify_command({})});
  if (answer.status == kDone) co_return std::optional<std::uint8_t>{};
  if (const auto tries = tries_in(answer.status)) co_return tries;
  const auto failure = verify_failure_of(answer.status);
  if (failure.code == FailureCode::pin_blocked) co_return std::optional<std::uint8_t>{0};
  co_return std::unexpected(failure);
}

CardDialogue<Done> verify_authentication_pin(std::uint8_t tries_left) {
  if (tries_left == 0) co_return fail(FailureCode::pin_blocked);
  KAZASHI_CO_CHECK(co_await select_file(kAuthenticationPin));
  const base::PinPrompt prompt{base::PinKind::authentication, tries_left};
  KAZASHI_CO_TRY(entry, co_await prompt);
  if (!is_authentication_pin(entry.pin.reveal())) co_return fail(FailureCode::pin_format);
  if (tries_left == 1 && !entry.last_try_accepted) co_return fail(FailureCode::pin_last_try_refused);

  KAZASHI_CO_CHECK(co_await Progress{Stage::verifying_pin});
  const auto answer = co_await base::Transmit{verify_command(entry.pin.reveal()), true};
  if (!answer) co_return fail(FailureCode::pin_outcome_unknown);
  if (answer->status != kDone) co_return std::unexpected(verify_failure_of(answer->status));
  co_return Done{};
}

CardDialogue<Bytes> sign_with_authentication_key(Sha256Digest digest) {
  KAZASHI_CO_CHECK(co_await select_file(kAuthenticationKey));
  KAZASHI_CO_TRY(answer, co_await send(sign_command(digest_info(digest)), kSignatureSize));
  if (answer.status != kDone) co_return std::unexpected(failure_of(answer.status));
  if (answer.data.size() != kSignatureSize) co_return fail(FailureCode::card_answer_malformed);
  co_return std::move(answer.data);
}

CardDialogue<JpkiAuthentication> authenticate(Sha256Digest digest) {
  KAZASHI_CO_TRY(tries_left, co_await tries_left_of_fresh_card());
  if (tries_left == 0) co_return fail(FailureCode::pin_blocked);

  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_certificate});
  KAZASHI_CO_TRY(certificate, co_await read_der_file(kAuthenticationCertificate));
  KAZASHI_CO_TRY(authority, co_await read_authority());

  KAZASHI_CO_CHECK(co_await verify_authentication_pin(tries_left));

  KAZASHI_CO_CHECK(co_await Progress{Stage::signing});
  KAZASHI_CO_TRY(signature, co_await sign_with_authentication_key(digest));
  co_return JpkiAuthentication{.certificate = std::move(certificate),
                               .authority = std::move(authority),
                               .signature = std::move(signature),
                               .tries_left_before = tries_left};
}

}  // namespace kazashi::card
