#include "reader/ccid.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace kazashi::reader {
namespace {

using base::Done;
using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using std::chrono::milliseconds;

/// A look at the slot costs the reader a few milliseconds.
constexpr milliseconds kPollPause{220};

/// Attempts to have the card's power off. One fault of any kind costs one attempt.
constexpr std::size_t kCloseAttempts = 4;

/// T=1 starts with fields of 32 octets both ways.
constexpr std::size_t kUsualField = 32;

/// What a card does that is not yet, or no longer, well on the reader.
bool may_still_come(FailureCode code) {
  return code == FailureCode::card_removed || code == FailureCode::card_transmission ||
         code == FailureCode::card_protocol;
}

}  // namespace

ReaderDialogue<Done> CcidReader::open() {
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::preparing_reader});
  active_ = false;
  field_off_ = false;
  co_return co_await power_off();
}

ReaderDialogue<Done> CcidReader::wait_for_card(std::size_t polls) {
  active_ = false;
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::waiting_for_card});
  base::Failure heard{FailureCode::card_not_found};
  for (std::size_t poll = 0; poll < polls; ++poll) {
    if (poll > 0) KAZASHI_CO_CHECK(co_await base::Pause{kPollPause});
    KAZASHI_CO_TRY(slot, co_await port_.slot_status());
    if (slot == SlotState::empty) {
      heard = {FailureCode::card_not_found};
      continue;
    }
    const auto activated = co_await activate();
    if (activated) co_return Done{};
    if (!may_still_come(activated.error().code)) co_return std::unexpected(activated.error());
    const bool gone = activated.error().code == FailureCode::card_removed;
    heard = {gone ? FailureCode::card_not_found : FailureCode::card_transmission};
  }
  co_return std::unexpected(heard);
}

ReaderDialogue<Done> CcidReader::activate() {
  field_off_ = false;  // before it is asked for: the command may arrive although its answer does not
  KAZASHI_CO_TRY(atr, co_await port_.power_on());
  if (description_.level == ExchangeLevel::tpdu) {
    KAZASHI_CO_TRY(card, parse_answer_to_reset(atr));
    const std::size_t room = description_.message_size - kCcidHeader - kT1Overhead;
    card.card_block = std::min(card.card_block, room);
    if ((description_.features & (kSetsParametersByAtr | kNegotiatesParameters)) == 0)
      KAZASHI_CO_CHECK(co_await port_.set_parameters(card));
    blocks_.activate(card);
    const std::size_t field = std::min({description_.card_block, kT1LongestField, room});
    if ((description_.features & kExchangesIfsd) == 0 && field > kUsualField)
      KAZASHI_CO_CHECK(co_await blocks_.announce_field_size(static_cast<std::uint8_t>(field)));
  }
  active_ = true;
  co_return Done{};
}

ReaderDialogue<base::ResponseApdu> CcidReader::transmit(base::CommandApdu command) {
  if (!std::exchange(active_, false)) co_return fail(FailureCode::card_removed);
  const bool secret = command.carries_secret();
  const bool blocks = description_.level == ExchangeLevel::tpdu;
  KAZASHI_CO_TRY(answer, blocks ? co_await blocks_.exchange(command.encode(), secret)
                                : co_await port_.exchange_apdu({command.encode(), secret}));
  KAZASHI_CO_TRY(response, base::ResponseApdu::parse(answer));
  active_ = true;
  co_return std::move(response);
}

ReaderDialogue<bool> CcidReader::card_present() {
  if (!std::exchange(active_, false)) co_return false;
  KAZASHI_CO_TRY(slot, co_await port_.slot_status());
  // a card without power is another one, or the same that was away: nothing holds any more that was verified
  active_ = slot == SlotState::active;
  co_return active_;
}

ReaderDialogue<Done> CcidReader::close() {
  static_cast<void>(co_await base::Progress{base::Stage::releasing_reader});
  active_ = false;
  base::Result<Done> off;
  for (std::size_t attempt = 0; attempt < kCloseAttempts; ++attempt) {
    off = co_await power_off();
    if (field_off_) co_return Done{};
  }
  co_return off;
}

ReaderDialogue<Done> CcidReader::power_off() {
  const auto off = co_await port_.power_off();
  // an empty slot powers nobody, and neither does a reader that is gone
  const bool gone = !off && (off.error().code == FailureCode::reader_disconnected ||
                             off.error().code == FailureCode::card_removed);
  field_off_ = field_off_ || off || gone;
  if (!off && off.error().code == FailureCode::card_removed) co_return Done{};
  co_return off;
}

}  // namespace kazashi::reader
