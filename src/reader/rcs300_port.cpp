#include "reader/rcs300_port.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "reader/rcs300_frame.h"

namespace kazashi::reader {
namespace {

using base::Bytes;
using base::Done;
using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using base::SensitiveBytes;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// data objects of the PC/SC pseudo-APDU for transparent sessions
constexpr std::uint8_t kStartSession = 0x81;
constexpr std::uint8_t kEndSession = 0x82;
constexpr std::uint8_t kFieldOff = 0x83;
constexpr std::uint8_t kFieldOn = 0x84;
constexpr std::uint8_t kTypeB = 0x01;

// inner status when the reader did its work and no card answered
constexpr std::uint32_t kNoCardAnswer = 0x01'6A81;
constexpr std::uint32_t kRadioTimeOut = 0x01'6301;
bool nobody_answered(std::uint32_t status) { return status == kNoCardAnswer || status == kRadioTimeOut; }

// 96: PC/SC part 3 tells CRC, collision, parity and framing faults apart; which bit is which has not been
// seen on this reader, so all of them are "garbled".

/// Public drivers read 290 to 4,096 octets at once, and on Android an answer must come in one read. No answer
/// of ours is longer than 300 octets; always the same length, so that a read that is still pending after its
/// time-out serves the next one as well.
constexpr std::size_t kReadLength = 1024;

/// Settings take the reader a few milliseconds, activating a card some tens.
constexpr milliseconds kSettingWait{1000};
/// What a page may lose between the reader's answer and its own timer.
constexpr milliseconds kUsbMargin{1000};

/// Answers read for one command: its own, and what commands that were cut off left.
constexpr std::size_t kReads = 8;

void put_two(SensitiveBytes& to, std::size_t value) {
  to.push_back(static_cast<std::uint8_t>(value >> 8));
  to.push_back(static_cast<std::uint8_t>(value));
}

/// FF 50 00 01 00 | length (2) | 5F46 04 microseconds (4, little endian) | 95 82 length (2) frame | 00 00 00
SensitiveBytes exchange_command(base::ByteView frame, microseconds wait) {
  constexpr auto kLongest = std::int64_t{std::numeric_limits<std::uint32_t>::max()};
  const auto timer = static_cast<std::uint32_t>(std::clamp<std::int64_t>(wait.count(), 0, kLongest));
  constexpr std::size_t kTimerObject = 7;
  constexpr std::size_t kFrameHeader = 4;
  SensitiveBytes command;
  command.reserve(frame.size() + 21);
  base::append(command, std::to_array<std::uint8_t>({0xFF, 0x50, 0x00, 0x01, 0x00}));
  put_two(command, kTimerObject + kFrameHeader + frame.size());
  base::append(command, std::to_array<std::uint8_t>({0x5F, 0x46, 0x04}));
  for (unsigned shift = 0; shift < 32; shift += 8)
    command.push_back(static_cast<std::uint8_t>(timer >> shift));
  base::append(command, std::to_array<std::uint8_t>({0x95, 0x82}));
  put_two(command, frame.size());
  base::append(command, frame);
  base::append(command, std::to_array<std::uint8_t>({0x00, 0x00, 0x00}));
  return command;
}

}  // namespace

ReaderDialogue<Done> Rcs300Port::start_session() { return control(kStartSession); }
ReaderDialogue<Done> Rcs300Port::end_session() { return control(kEndSession); }
ReaderDialogue<Done> Rcs300Port::switch_field(bool on) { return control(on ? kFieldOn : kFieldOff); }

ReaderDialogue<Rcs300Port::Switched> Rcs300Port::switch_to_type_b(Layer layer) {
  SensitiveBytes command{0xFF, 0x50, 0x00, 0x02, 0x04, 0x8F, 0x02, kTypeB, static_cast<std::uint8_t>(layer),
                         0x00};
  KAZASHI_CO_TRY(data, co_await run({std::move(command)}, kSettingWait));
  KAZASHI_CO_TRY(said, parse_objects(data));
  if (nobody_answered(said.status)) co_return Switched{.done = false, .card_said = {}};
  if (said.status != kReaderDone) co_return fail(FailureCode::reader_rf_failed, said.status);
  Switched switched{.done = true, .card_said = {}};
  if (said.answer_to_reset) switched.card_said = base::to_bytes(*said.answer_to_reset);
  co_return std::move(switched);
}

ReaderDialogue<AirAnswer> Rcs300Port::exchange(AirFrame frame, microseconds wait) {
  AirFrame command{exchange_command(frame.octets, wait), frame.secret};
  KAZASHI_CO_TRY(data, co_await run(std::move(command), std::chrono::ceil<milliseconds>(wait) + kUsbMargin));
  KAZASHI_CO_TRY(said, parse_objects(data));
  if (nobody_answered(said.status)) co_return AirAnswer{std::unexpected(AirFault::silence)};
  if (said.status != kReaderDone) co_return fail(FailureCode::reader_rf_failed, said.status);
  if (said.card_answer && !said.card_answer->empty()) co_return AirAnswer{base::to_bytes(*said.card_answer)};
  co_return AirAnswer{std::unexpected(said.reception == 0 ? AirFault::silence : AirFault::garbled)};
}

ReaderDialogue<Done> Rcs300Port::control(std::uint8_t object) {
  SensitiveBytes command{0xFF, 0x50, 0x00, 0x00, 0x02, object, 0x00, 0x00};
  KAZASHI_CO_TRY(data, co_await run({std::move(command)}, kSettingWait));
  KAZASHI_CO_TRY(said, parse_objects(data));
  if (said.status != kReaderDone) co_return fail(FailureCode::reader_command_failed, said.status);
  co_return Done{};
}

ReaderDialogue<Bytes> Rcs300Port::run(AirFrame command, milliseconds wait) {
  using State = EscapeAnswer::State;
  const milliseconds patience = wait + std::exchange(owed_, wait);
  const std::uint8_t sequence = ++sequence_;
  KAZASHI_CO_CHECK((co_await base::TransferOut{encode_escape(sequence, command.octets), command.secret}));
  for (std::size_t read = 0; read < kReads; ++read) {
    const base::TransferIn wanted{kReadLength, patience};
    KAZASHI_CO_TRY(octets, co_await wanted);
    KAZASHI_CO_TRY(answer, decode_escape(octets));
    if (answer.sequence != sequence || answer.state == State::more_time) continue;
    owed_ = milliseconds{0};
    if (answer.state == State::failed) co_return fail(FailureCode::reader_command_failed, answer.error);
    co_return std::move(answer.data);
  }
  co_return fail(FailureCode::reader_wrong_answer);
}

}  // namespace kazashi::reader
