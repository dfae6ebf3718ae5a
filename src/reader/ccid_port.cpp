#include "reader/ccid_port.h"

#include <algorithm>
#include <utility>

#include "base/apdu.h"

namespace kazashi::reader {
namespace {

using base::Bytes;
using base::Done;
using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using base::SensitiveBytes;
using std::chrono::milliseconds;
using State = CcidAnswer::State;

/// Powering a card takes the reader half a second, more where it negotiates; while a card works, the reader
/// says so at least once a block waiting time. The rest is for a busy page.
constexpr milliseconds kAnswerWait{5'000};

/// How often a reader may ask for time in one command: once a block waiting time, which is about a second,
/// and a minute is as long as a person waits.
constexpr std::size_t kTimeExtensions = 60;
/// Answers of other commands that are passed over.
constexpr std::size_t kStaleAnswers = 8;

/// Readers name messages of up to half a megabyte; ours are an APDU at most. A multiple of the packet size,
/// and a read never shorter than the answer.
constexpr std::size_t kLongestRead = 66'048;
constexpr std::size_t kPacket = 512;
std::size_t read_length(const CcidDescriptor& reader) {
  const std::size_t wanted = std::max<std::size_t>(reader.message_size, kPacket);
  return std::min((wanted + kPacket - 1) / kPacket * kPacket, kLongestRead);
}

// wLevelParameter and bChainParameter
constexpr std::uint16_t kWhole = 0x00;
constexpr std::uint16_t kBegin = 0x01;
constexpr std::uint16_t kEnd = 0x02;
constexpr std::uint16_t kMiddle = 0x03;
constexpr std::uint16_t kContinue = 0x10;

/// An empty piece is allowed, and could be sent for ever: no answer needs more pieces than this, as no
/// message is shorter than a packet of 64 octets.
constexpr std::size_t kAnswerPieces = base::kLongestResponse / 32;

constexpr std::size_t kShortApdu = 261;

/// ISO/IEC 7816-4 section 5.2: the extended form writes 00 where the short one has Lc or Le.
bool is_extended(base::ByteView apdu) { return apdu.size() >= 7 && apdu[4] == 0; }

/// By what the first octet of a failed data block says, on TPDU level: a fault that the block protocol
/// recovers.
constexpr std::uint8_t kMute = 0xFE;
constexpr std::uint8_t kParity = 0xFD;

}  // namespace

ReaderDialogue<SlotState> CcidPort::slot_status() {
  KAZASHI_CO_TRY(answer, co_await run({CcidCommand::slot_status, {}, {}}, CcidAnswerType::slot_status));
  // a slot without a card may well be told as a failure; who is in it stands there all the same
  if (answer.state == State::failed && answer.slot != SlotState::empty && answer.error != kMute)
    co_return std::unexpected(ccid_failure(answer.error));
  co_return answer.slot;
}

ReaderDialogue<Bytes> CcidPort::power_on() {
  constexpr std::uint8_t kAutomatic = 0;
  std::array<std::uint8_t, 3> selections{};
  std::size_t count = 0;
  if ((reader_.features & kChoosesVoltage) != 0) {
    selections[count++] = kAutomatic;
  } else {  // 3: 1.8 V, 2: 3 V, 1: 5 V
    for (std::uint8_t selection = 3; selection > 0; --selection)
      if ((reader_.voltages & (1U << (selection - 1))) != 0) selections[count++] = selection;
    if (count == 0) selections[count++] = kAutomatic;
  }
  base::Failure last{FailureCode::card_unsupported};
  for (std::size_t i = 0; i < count; ++i) {
    KAZASHI_CO_TRY(
        answer, co_await run({CcidCommand::power_on, {selections[i], 0, 0}, {}}, CcidAnswerType::data_block));
    if (answer.state == State::done) co_return std::move(answer.data);
    last = ccid_failure(answer.error);
    if (answer.slot == SlotState::empty) last = {FailureCode::card_removed};
  }
  co_return std::unexpected(last);
}

ReaderDialogue<Done> CcidPort::power_off() {
  KAZASHI_CO_TRY(answer, co_await ask({CcidCommand::power_off, {}, {}}, CcidAnswerType::slot_status));
  if (answer.slot == SlotState::active) co_return fail(FailureCode::reader_wrong_answer);
  co_return Done{};
}

ReaderDialogue<Done> CcidPort::set_parameters(const T1Parameters& card) {
  constexpr std::uint8_t kProtocolT1 = 0x01;
  constexpr std::uint8_t kChecksums = 0x10;  // LRC
  const auto convention = static_cast<std::uint8_t>(kChecksums | (card.inverse ? 0x02 : 0x00));
  SensitiveBytes data{card.rate,
                      convention,
                      card.guard_time,
                      card.waiting_integers,
                      0x00,  // the clock is not stopped
                      static_cast<std::uint8_t>(card.card_block),
                      0x00};  // no node addresses
  KAZASHI_CO_CHECK(co_await ask({CcidCommand::set_parameters, {kProtocolT1, 0, 0}, {std::move(data)}},
                                CcidAnswerType::parameters));
  co_return Done{};
}

ReaderDialogue<Bytes> CcidPort::exchange_apdu(AirFrame command) {
  const bool pieces_allowed = reader_.level == ExchangeLevel::extended_apdu;
  const std::size_t room = reader_.message_size - kCcidHeader;
  if (!pieces_allowed && (command.octets.size() > std::min(room, kShortApdu) || is_extended(command.octets)))
    co_return fail(FailureCode::reader_level_unsupported);
  base::ByteView rest = command.octets;
  std::uint16_t level = rest.size() > room ? kBegin : kWhole;
  Bytes answer;
  for (bool sent = false; !sent;) {
    const auto part = rest.first(std::min(rest.size(), room));
    rest = rest.subspan(part.size());
    sent = rest.empty();
    KAZASHI_CO_TRY(piece, co_await transfer({{part.begin(), part.end()}, command.secret}, 0, level));
    level = rest.size() > room ? kMiddle : kEnd;
    if (sent) {
      answer = std::move(piece.data);
      level = piece.own;
    } else if (piece.own != kContinue || !piece.data.empty()) {
      co_return fail(FailureCode::reader_wrong_answer);
    }
  }
  // 0 whole; 1 begins, 3 goes on, 2 ends
  if (level == kWhole) co_return std::move(answer);
  if (!pieces_allowed || level != kBegin) co_return fail(FailureCode::reader_wrong_answer);
  for (std::size_t pieces = 1; level != kEnd; ++pieces) {
    if (pieces == kAnswerPieces) co_return fail(FailureCode::card_answer_too_long);
    KAZASHI_CO_TRY(piece, co_await transfer({}, 0, kContinue));
    level = piece.own;
    if (level != kMiddle && level != kEnd) co_return fail(FailureCode::reader_wrong_answer);
    if (piece.data.size() > base::kLongestResponse - answer.size())
      co_return fail(FailureCode::card_answer_too_long);
    base::append(answer, piece.data);
  }
  co_return std::move(answer);
}

ReaderDialogue<AirAnswer> CcidPort::exchange_block(AirFrame block, std::uint8_t multiplier) {
  Message message{CcidCommand::transfer, {multiplier, 0, 0}, std::move(block)};
  KAZASHI_CO_TRY(answer, co_await run(std::move(message), CcidAnswerType::data_block));
  if (answer.state == State::done) co_return AirAnswer{std::move(answer.data)};
  if (answer.slot == SlotState::empty) co_return fail(FailureCode::card_removed);
  if (answer.error == kMute) co_return AirAnswer{std::unexpected(AirFault::silence)};
  if (answer.error == kParity) co_return AirAnswer{std::unexpected(AirFault::garbled)};
  co_return std::unexpected(ccid_failure(answer.error));
}

ReaderDialogue<CcidAnswer> CcidPort::transfer(AirFrame data, std::uint8_t multiplier, std::uint16_t level) {
  Message message{CcidCommand::transfer,
                  {multiplier, static_cast<std::uint8_t>(level), static_cast<std::uint8_t>(level >> 8)},
                  std::move(data)};
  co_return co_await ask(std::move(message), CcidAnswerType::data_block);
}

/// As run(), where a failure of the reader's is the dialogue's.
ReaderDialogue<CcidAnswer> CcidPort::ask(Message message, CcidAnswerType expected) {
  KAZASHI_CO_TRY(answer, co_await run(std::move(message), expected));
  if (answer.state == State::done) co_return std::move(answer);
  if (answer.slot == SlotState::empty) co_return fail(FailureCode::card_removed);
  co_return std::unexpected(ccid_failure(answer.error));
}

ReaderDialogue<CcidAnswer> CcidPort::run(Message message, CcidAnswerType expected) {
  const milliseconds patience = kAnswerWait + std::exchange(owed_, kAnswerWait);
  const std::uint8_t sequence = ++sequence_;
  KAZASHI_CO_CHECK((co_await base::TransferOut{
      encode_ccid(message.command, sequence, message.own, message.data.octets), message.data.secret}));
  std::size_t stale_left = kStaleAnswers;
  std::size_t extensions_left = kTimeExtensions;
  while (true) {
    const base::TransferIn wanted{read_length(reader_), patience};
    KAZASHI_CO_TRY(octets, co_await wanted);
    KAZASHI_CO_TRY(answer, decode_ccid(octets));
    if (answer.sequence != sequence) {
      if (stale_left-- == 0) co_return fail(FailureCode::reader_wrong_answer);
      continue;
    }
    if (answer.state == State::more_time) {
      if (extensions_left-- == 0) co_return fail(FailureCode::card_too_slow);
      continue;
    }
    owed_ = milliseconds{0};
    // a failed command may be answered by the status of the slot alone
    const bool status_of_a_failure =
        answer.state == State::failed && answer.type == CcidAnswerType::slot_status;
    if (answer.type != expected && !status_of_a_failure) co_return fail(FailureCode::reader_wrong_answer);
    co_return std::move(answer);
  }
}

}  // namespace kazashi::reader
