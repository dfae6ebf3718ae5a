#include "card/key_reference.h"

#include <algorithm>
#include <utility>

#include "card/file_reader.h"
#include "card/status.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::CardDialogue;
using base::CommandApdu;
using base::Done;
using base::fail;
using base::Failure;
using base::FailureCode;
using base::Progress;
using base::Stage;

constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kCurrentFile = 0x80;
constexpr std::size_t kPinLength = 4;

CommandApdu verify_command(std::uint8_t p2, ByteView octets) {
  return {.ins = kVerify, .p2 = p2, .data = {octets.begin(), octets.end()}, .le = {}};
}

/// What an empty VERIFY was answered, where it was an answer to the question at all.
struct Tries {
  bool told = false;
  std::optional<std::uint8_t> left;  ///< none: the key counts as verified
};

Tries tries_told(std::uint16_t status) {
  if (status == kDone) return {.told = true, .left = {}};
  if (const auto tries = tries_in(status)) return {.told = true, .left = tries};
  if (status == kMethodBlocked || status == kReferenceBlocked) return {.told = true, .left = 0};
  return {};
}

struct Asked {
  std::uint8_t p2;
  std::optional<std::uint8_t> left;
};

CardDialogue<Asked> ask_tries(std::uint16_t key_file, CardAbilities& abilities) {
  if (abilities.short_file_ids) {
    const auto by_short_id = static_cast<std::uint8_t>(kCurrentFile | key_file);
    KAZASHI_CO_TRY(answer, co_await base::Transmit{verify_command(by_short_id, {})});
    if (const auto tries = tries_told(answer.status); tries.told) co_return Asked{by_short_id, tries.left};
    abilities.short_file_ids = false;
  }
  KAZASHI_CO_CHECK(co_await select_file(key_file));
  KAZASHI_CO_TRY(again, co_await base::Transmit{verify_command(kCurrentFile, {})});
  if (const auto tries = tries_told(again.status); tries.told) co_return Asked{kCurrentFile, tries.left};
  co_return std::unexpected(failure_of(again.status));
}

/// Sends VERIFY, once and whatever comes of it.
CardDialogue<Done> verify(std::uint8_t p2, ByteView octets) {
  const auto answer = co_await base::Transmit{verify_command(p2, octets), true};
  if (!answer) co_return fail(FailureCode::pin_outcome_unknown);
  if (answer->status != kDone) co_return std::unexpected(verify_failure_of(answer->status));
  co_return Done{};
}

Failure about_number(Failure failure) {
  if (failure.code == FailureCode::pin_wrong) return {FailureCode::matching_number_wrong, failure.detail};
  if (failure.code == FailureCode::pin_blocked) return {FailureCode::matching_number_blocked};
  return failure;
}

}  // namespace

CardDialogue<KeyReference> open_with_key(base::Bytes aid, std::uint16_t key_file, CardAbilities& abilities) {
  KAZASHI_CO_CHECK(co_await Progress{Stage::asking_tries_left});
  for (int round = 0; round < 2; ++round) {
    if (aid.empty()) {
      KAZASHI_CO_CHECK(co_await select_master_file());
    } else {
      KAZASHI_CO_CHECK(co_await select_application(aid));
    }
    KAZASHI_CO_TRY(asked, co_await ask_tries(key_file, abilities));
    if (asked.left) co_return KeyReference{asked.p2, *asked.left};
  }
  co_return fail(FailureCode::card_status, kDone);
}

CardDialogue<KeyReference> next_key(std::uint16_t key_file, CardAbilities& abilities) {
  KAZASHI_CO_TRY(asked, co_await ask_tries(key_file, abilities));
  if (!asked.left) co_return fail(FailureCode::card_status, kDone);
  co_return KeyReference{asked.p2, *asked.left};
}

CardDialogue<KeyReference> key_by_name(std::uint8_t p2) {
  KAZASHI_CO_TRY(answer, co_await base::Transmit{verify_command(p2, {})});
  const auto tries = tries_told(answer.status);
  if (!tries.told) co_return std::unexpected(failure_of(answer.status));
  if (!tries.left) co_return fail(FailureCode::card_status, kDone);
  co_return KeyReference{p2, *tries.left};
}

base::Result<base::Secret> four_digits(ByteView typed) {
  const bool digits = std::ranges::all_of(typed, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
  if (typed.size() != kPinLength || !digits) return fail(FailureCode::pin_format);
  return base::Secret(typed);
}

CardDialogue<Done> verify_pin(KeyReference key, base::PinKind kind, PinForm form) {
  if (key.tries_left == 0) co_return fail(FailureCode::pin_blocked);
  const base::PinPrompt prompt{kind, key.tries_left};
  KAZASHI_CO_TRY(entry, co_await prompt);
  KAZASHI_CO_TRY(pin, form(entry.pin.reveal()));
  if (key.tries_left == 1 && !entry.last_try_accepted) co_return fail(FailureCode::pin_last_try_refused);

  KAZASHI_CO_CHECK(co_await Progress{Stage::verifying_pin});
  co_return co_await verify(key.p2, pin.reveal());
}

CardDialogue<Done> verify_unset_pin(KeyReference key, ByteView value) {
  if (key.tries_left == 0) co_return fail(FailureCode::pin_blocked);
  if (key.tries_left == 1) co_return fail(FailureCode::pin_last_try_refused);
  KAZASHI_CO_CHECK(co_await Progress{Stage::verifying_pin});
  co_return co_await verify(key.p2, value);
}

CardDialogue<Done> verify_number(KeyReference key, base::Secret number, bool last_try_accepted) {
  if (key.tries_left == 0) co_return fail(FailureCode::matching_number_blocked);
  if (key.tries_left == 1 && !last_try_accepted) {
    co_return fail(FailureCode::matching_number_last_try_refused);
  }
  KAZASHI_CO_CHECK(co_await Progress{Stage::checking_number});
  const auto verified = co_await verify(key.p2, number.reveal());
  if (!verified) co_return std::unexpected(about_number(verified.error()));
  co_return Done{};
}

}  // namespace kazashi::card
