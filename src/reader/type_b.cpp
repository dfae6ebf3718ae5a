#include "reader/type_b.h"

#include <algorithm>
#include <chrono>

namespace kazashi::reader {
namespace {

using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using base::SensitiveBytes;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// REQB: all application families, one slot, extended ATQB welcome. Cards that halted do not answer it; ours
/// come out of a field that was off.
constexpr std::array<std::uint8_t, 3> kReqb{0x05, 0x00, 0x10};
constexpr std::uint8_t kAttrib = 0x1D;
/// Param 1: default timing, SOF and EOF. Param 2: 106 kbit/s both ways, frames of up to 256 octets to us.
/// Param 3: ISO/IEC 14443-4. Param 4: CID 0.
constexpr std::array<std::uint8_t, 4> kAttribParameters{0x00, 0x08, 0x01, 0x00};

/// A card answers REQB within a millisecond; the Pause makes four looks a second of it.
constexpr milliseconds kReqbWait{30};
constexpr milliseconds kPollPause{220};
static_assert(kReqbWait + kPollPause <= milliseconds(300));

// ATQB: 50, PUPI (4), application data (4), protocol info (3, or 4 in the extended form)
constexpr std::uint8_t kAtqb = 0x50;
constexpr std::size_t kAtqbSize = 12;
constexpr std::size_t kExtendedAtqbSize = 13;
constexpr std::size_t kProtocolInfo = 9;
constexpr std::uint8_t kProtocolSupported = 0x01;
constexpr std::uint8_t kProtocolReserved = 0x08;

/// FSC by code. The codes above name longer frames or are reserved; 256 is right for both, as that is all we
/// send.
constexpr std::array<std::size_t, 9> kFrameSizes{16, 24, 32, 40, 48, 64, 96, 128, 256};

/// FWT = 4,096 carrier cycles of 13.56 MHz times 2^FWI, rounded up. FWI 15 is reserved and read as 4.
microseconds waiting_time(unsigned code) {
  constexpr std::chrono::nanoseconds kUnit{302'065};
  return std::chrono::ceil<microseconds>(kUnit * (1U << (code == 15 ? 4U : code)));
}

ReaderDialogue<AirAnswer> send_attrib(FrameLink& link, Atqb card) {
  SensitiveBytes attrib{kAttrib};
  base::append(attrib, card.identifier);
  base::append(attrib, kAttribParameters);
  return link.exchange({std::move(attrib)}, card.parameters.waiting_time);
}

/// MBLI and CID, without an answer of a higher layer, as we sent none.
bool accepts(base::ByteView answer) { return answer.size() == 1 && (answer[0] & 0x0F) == 0; }

}  // namespace

base::Result<LinkParameters> parse_protocol_info(std::span<const std::uint8_t, 3> info) {
  if ((info[1] & kProtocolReserved) != 0) return fail(FailureCode::card_protocol);
  if ((info[1] & kProtocolSupported) == 0) return fail(FailureCode::card_unsupported);
  const std::size_t size_code = std::min<std::size_t>(info[1] >> 4, kFrameSizes.size() - 1);
  return LinkParameters{.frame_size = kFrameSizes[size_code],
                        .waiting_time = waiting_time(static_cast<unsigned>(info[2] >> 4))};
}

base::Result<Atqb> parse_atqb(base::ByteView frame) {
  const bool right_size = frame.size() == kAtqbSize || frame.size() == kExtendedAtqbSize;
  if (!right_size || frame[0] != kAtqb) return fail(FailureCode::card_protocol);
  KAZASHI_TRY(parameters, parse_protocol_info(frame.subspan<kProtocolInfo, 3>()));
  Atqb card{.identifier = {}, .parameters = parameters};
  std::ranges::copy(frame.subspan(1, card.identifier.size()), card.identifier.begin());
  return card;
}

ReaderDialogue<CardLook> look_for_type_b_card(FrameLink& link) {
  KAZASHI_CO_TRY(answer, co_await link.exchange({SensitiveBytes(kReqb.begin(), kReqb.end())}, kReqbWait));
  if (!answer) co_return CardLook{std::unexpected(answer.error())};
  const auto card = parse_atqb(*answer);
  // two cards in one slot can also read as a frame that is no ATQB
  const CardLook unreadable{std::unexpected(AirFault::garbled)};
  if (!card && card.error().code == FailureCode::card_protocol) co_return unreadable;
  if (!card) co_return std::unexpected(card.error());
  KAZASHI_CO_TRY(selected, co_await send_attrib(link, *card));
  if (!selected || !accepts(*selected)) co_return unreadable;
  co_return CardLook{card->parameters};
}

base::Failure nothing_found(AirFault heard) {
  switch (heard) {
    case AirFault::collision:
      return {FailureCode::card_collision};
    case AirFault::garbled:
      return {FailureCode::card_transmission};
    case AirFault::silence:
      break;
  }
  return {FailureCode::card_not_found};
}

ReaderDialogue<LinkParameters> find_type_b_card(FrameLink& link, std::size_t polls) {
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::waiting_for_card});
  AirFault heard = AirFault::silence;
  for (std::size_t poll = 0; poll < polls; ++poll) {
    if (poll > 0) KAZASHI_CO_CHECK(co_await base::Pause{kPollPause});
    KAZASHI_CO_TRY(look, co_await look_for_type_b_card(link));
    if (look) co_return *look;
    heard = look.error();
  }
  co_return std::unexpected(nothing_found(heard));
}

}  // namespace kazashi::reader
