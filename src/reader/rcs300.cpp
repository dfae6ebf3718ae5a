#include "reader/rcs300.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <utility>

namespace kazashi::reader {
namespace {

using base::Done;
using base::FailureCode;
using base::ReaderDialogue;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// Field off and field on, each until the card has certainly noticed: the shortest times of a driver that
/// spoke ISO/IEC 14443-4 through this reader.
constexpr milliseconds kFieldDown{250};
constexpr milliseconds kFieldRise{250};

/// Between two looks. A look takes the reader some 30 ms.
constexpr milliseconds kPollPause{220};

/// The longest block that a log shows passing has 250 octets of data. FSC counts three more.
constexpr std::size_t kLongestFrame = 250 + kBlockOverhead;

/// What a My Number Card says of itself, for when the reader does not hand it on: FSC 256, FWI 10.
constexpr LinkParameters kUsualCard{.frame_size = 256, .waiting_time = microseconds{309'315}};

/// Attempts to have the field off. One fault of any kind costs one attempt.
constexpr std::size_t kCloseAttempts = 4;

/// PC/SC part 3 section 3.1.3.2.3.2, the ATR of a type B card: 3B 88 80 01, application data (4), protocol
/// info (3), MBLI, check octet. Whether the reader's object 5F51 is one is not known, so it is believed only
/// if all of that is right.
LinkParameters parameters_of(const std::optional<base::Bytes>& card_said) {
  constexpr std::array<std::uint8_t, 4> kTypeBAtr{0x3B, 0x88, 0x80, 0x01};
  constexpr std::size_t kAtrSize = 13;
  constexpr std::size_t kProtocolInfo = 8;
  if (!card_said || card_said->size() != kAtrSize) return kUsualCard;
  const base::ByteView atr(*card_said);
  const auto check =
      std::accumulate(atr.begin() + 1, atr.end(), std::uint8_t{0},
                      [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a ^ b); });
  if (!std::ranges::equal(atr.first(kTypeBAtr.size()), kTypeBAtr) || check != 0) return kUsualCard;
  return parse_protocol_info(atr.subspan<kProtocolInfo, 3>()).value_or(kUsualCard);
}

LinkParameters fitting(LinkParameters card) {
  card.frame_size = std::min(card.frame_size, kLongestFrame);
  return card;
}

}  // namespace

ReaderDialogue<Done> Rcs300::open() {
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::preparing_reader});
  card_.forget();
  field_off_ = false;
  // a session that an earlier user left open; without one the reader refuses, and rightly
  const auto ended = co_await port_.end_session();
  if (!ended && ended.error().code != FailureCode::reader_command_failed)
    co_return std::unexpected(ended.error());
  KAZASHI_CO_CHECK(co_await port_.start_session());
  co_return co_await switch_field_off();
}

ReaderDialogue<Done> Rcs300::wait_for_card(std::size_t polls) {
  card_.forget();
  KAZASHI_CO_CHECK(co_await restart_field());
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::waiting_for_card});
  layer_4_ = true;
  AirFault heard = AirFault::silence;
  for (std::size_t poll = 0; poll < polls; ++poll) {
    if (poll > 0) KAZASHI_CO_CHECK(co_await base::Pause{kPollPause});
    // in turn, because a reader that hears no card at layer 4 may not know how to
    const bool by_reader = layer_4_ && poll % 2 == 0;
    KAZASHI_CO_TRY(look, by_reader ? co_await look_at_layer_4() : co_await look_at_layer_3());
    if (look) {
      card_.activate(*look);
      co_return Done{};
    }
    heard = look.error();
  }
  co_return std::unexpected(nothing_found(heard));
}

ReaderDialogue<CardLook> Rcs300::look_at_layer_4() {
  const auto switched = co_await port_.switch_to_type_b(Rcs300Port::Layer::four);
  if (switched && !switched->done) co_return CardLook{std::unexpected(AirFault::silence)};
  if (!switched && switched.error().code != FailureCode::reader_rf_failed)
    co_return std::unexpected(switched.error());
  layer_4_ = false;
  if (switched) {
    // a card that the reader activated and that hears our blocks answers this one and is none the wiser
    const LinkParameters parameters = fitting(parameters_of(switched->card_said));
    card_.activate(parameters);
    const auto hears_us = co_await card_.present();
    card_.forget();
    if (hears_us && *hears_us) co_return CardLook{parameters};
    if (!hears_us && hears_us.error().code != FailureCode::card_transmission &&
        hears_us.error().code != FailureCode::card_protocol &&
        hears_us.error().code != FailureCode::reader_rf_failed)
      co_return std::unexpected(hears_us.error());
    KAZASHI_CO_CHECK(co_await restart_field());  // the card may be activated, and would not answer REQB
  }
  co_return co_await look_at_layer_3();
}

ReaderDialogue<CardLook> Rcs300::look_at_layer_3() {
  KAZASHI_CO_CHECK(co_await port_.switch_to_type_b(Rcs300Port::Layer::three));
  KAZASHI_CO_TRY(look, co_await look_for_type_b_card(port_));
  if (!look) co_return std::move(look);
  co_return CardLook{fitting(*look)};
}

ReaderDialogue<base::ResponseApdu> Rcs300::transmit(base::CommandApdu command) {
  KAZASHI_CO_TRY(answer, co_await card_.exchange(command.encode(), command.carries_secret()));
  co_return base::ResponseApdu::parse(answer);
}

ReaderDialogue<Done> Rcs300::close() {
  static_cast<void>(co_await base::Progress{base::Stage::releasing_reader});
  // a courtesy to a card that is well; without it the field's end does the same
  static_cast<void>(co_await card_.deselect());
  base::Result<Done> off;
  for (std::size_t attempt = 0; attempt < kCloseAttempts; ++attempt) {
    // a reader that was cut off in open() may have no session yet
    if (attempt > 0) static_cast<void>(co_await port_.start_session());
    off = co_await switch_field_off();
    if (field_off_) break;
  }
  // only now, because after a session the reader looks for cards by itself: the one on it has lost its power
  // before, and with it every verified PIN
  static_cast<void>(co_await port_.end_session());
  if (field_off_) co_return Done{};
  co_return off;
}

ReaderDialogue<Done> Rcs300::restart_field() {
  KAZASHI_CO_CHECK(co_await switch_field_off());
  KAZASHI_CO_CHECK(co_await base::Pause{kFieldDown});
  field_off_ = false;  // before it is asked for: the command may arrive although its answer does not
  KAZASHI_CO_CHECK(co_await port_.switch_field(true));
  KAZASHI_CO_CHECK(co_await base::Pause{kFieldRise});
  co_return Done{};
}

ReaderDialogue<Done> Rcs300::switch_field_off() {
  const auto off = co_await port_.switch_field(false);
  field_off_ = field_off_ || off || off.error().code == FailureCode::reader_disconnected;
  co_return off;
}

}  // namespace kazashi::reader
