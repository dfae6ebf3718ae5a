#include "reader/port100.h"

#include <algorithm>
#include <array>
#include <utility>

#include "reader/port100_frame.h"

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

constexpr std::uint8_t kToReader = 0xD6;
constexpr std::uint8_t kFromReader = 0xD7;

/// Every frame fits: Linux bounds the reader's data at 1,001 octets. A multiple of the endpoint's 64-octet
/// packets, so that a reader that sends more than it should is no babble, and always the same, so that a read
/// that is still pending after its time-out serves the next one as well.
constexpr std::size_t kReadLength = 1024;

/// The reader acknowledges within a few milliseconds; the rest is for a busy page.
constexpr milliseconds kAcknowledgeWait{1000};
/// Settings take the reader a few milliseconds.
constexpr milliseconds kSettingWait{1000};
/// What a page may lose between the reader's answer and its own timer.
constexpr milliseconds kUsbMargin{1000};

/// After giving up a command the reader sends at most the acknowledgement and the answer it had ready, and a
/// third frame if the user before us left one; nfcpy waits 10 ms for them, a page's timers need more.
constexpr std::size_t kStaleFrames = 3;
constexpr milliseconds kStaleWait{50};

/// nfcpy adds 1 ms to every waiting time: the reader counts its own turn-around.
constexpr microseconds kRadioMargin{1000};
constexpr microseconds kRadioUnit{100};
constexpr std::int64_t kLongestRadioWait = 0xFFFF;

/// 106 kbit/s type B for sending and receiving.
constexpr std::array<std::uint8_t, 4> kRadioTypeB{0x03, 0x07, 0x0F, 0x07};

/// (setting, value) pairs that every use of the reader starts from, as nfcpy sends them; the meaning of most
/// is not published. 01 and 02 have the reader add and check the CRC.
constexpr std::array<std::uint8_t, 38> kProtocolDefaults{
    0x00, 0x18, 0x01, 0x01, 0x02, 0x01, 0x03, 0x00, 0x04, 0x00, 0x05, 0x00, 0x06,
    0x00, 0x07, 0x08, 0x08, 0x00, 0x09, 0x00, 0x0A, 0x00, 0x0B, 0x00, 0x0C, 0x00,
    0x0E, 0x04, 0x0F, 0x00, 0x10, 0x00, 0x11, 0x00, 0x12, 0x00, 0x13, 0x06};

/// What type B changes: initial guard time 14h; SOF and EOF are sent and checked.
constexpr std::array<std::uint8_t, 10> kProtocolTypeB{0x00, 0x14, 0x09, 0x01, 0x0A,
                                                      0x01, 0x0B, 0x01, 0x0C, 0x01};

// bits of InCommRF's status
constexpr std::uint32_t kProtocolError = 0x01;
constexpr std::uint32_t kParityError = 0x02;
constexpr std::uint32_t kCrcError = 0x04;
constexpr std::uint32_t kCollision = 0x08;
constexpr std::uint32_t kOverflow = 0x10;
constexpr std::uint32_t kTooHot = 0x40;
constexpr std::uint32_t kReceiveTimeout = 0x80;
constexpr std::uint32_t kForeignField = 0x200;  // RFCA: somebody else's field stood in the way
constexpr std::uint32_t kFieldOff = 0x400;
constexpr std::uint32_t kAirFaults =
    kProtocolError | kParityError | kCrcError | kCollision | kOverflow | kReceiveTimeout;

AirFault air_fault(std::uint32_t status) {
  if ((status & kCollision) != 0) return AirFault::collision;
  return status == kReceiveTimeout ? AirFault::silence : AirFault::garbled;
}

FailureCode radio_failure(std::uint32_t status) {
  if ((status & kTooHot) != 0) return FailureCode::reader_too_hot;
  if ((status & kForeignField) != 0) return FailureCode::reader_foreign_field;
  if ((status & kFieldOff) != 0) return FailureCode::reader_field_lost;
  return FailureCode::reader_rf_failed;  // 800 sending took too long, 80000000 length
}

/// Of every command but InCommRF. 2 (PB), 5 (PWD) and 6 (receive) have published names and no meaning.
FailureCode command_failure(std::uint8_t status) {
  switch (status) {
    case 1:
      return FailureCode::reader_refused_parameter;
    case 3:
      return FailureCode::reader_foreign_field;
    case 4:
      return FailureCode::reader_too_hot;
    case 7:
      return FailureCode::reader_wrong_mode;
    default:
      return FailureCode::reader_command_failed;
  }
}

std::int64_t radio_units(microseconds wait) {
  const auto units =
      std::chrono::ceil<std::chrono::duration<std::int64_t, std::ratio<1, 10'000>>>(wait + kRadioMargin);
  static_assert(kRadioUnit == decltype(units){1});
  return std::min(units.count(), kLongestRadioWait);
}

SensitiveBytes sensitive(base::ByteView octets) { return {octets.begin(), octets.end()}; }

/// The next frame from the reader, whatever it is but an error frame.
ReaderDialogue<Port100Frame> read_frame(milliseconds wait) {
  const base::TransferIn read{kReadLength, wait};
  KAZASHI_CO_TRY(octets, co_await read);
  KAZASHI_CO_TRY(frame, decode_frame(octets));
  if (frame.kind == Port100Frame::Kind::error) co_return fail(FailureCode::reader_refused_frame);
  co_return std::move(frame);
}

}  // namespace

enum class Port100::Command : std::uint8_t {
  in_set_rf = 0x00,
  in_set_protocol = 0x02,
  in_comm_rf = 0x04,
  switch_rf = 0x06,
  set_command_type = 0x2A,
};

ReaderDialogue<Done> Port100::choose_command_type() { return set(Command::set_command_type, {0x01}); }

ReaderDialogue<Done> Port100::switch_field(bool on) {
  return set(Command::switch_rf, {static_cast<std::uint8_t>(on ? 0x01 : 0x00)});
}

ReaderDialogue<Done> Port100::configure_type_b() {
  KAZASHI_CO_CHECK(co_await set(Command::in_set_rf, sensitive(kRadioTypeB)));
  KAZASHI_CO_CHECK(co_await set(Command::in_set_protocol, sensitive(kProtocolDefaults)));
  KAZASHI_CO_CHECK(co_await set(Command::in_set_protocol, sensitive(kProtocolTypeB)));
  co_return Done{};
}

ReaderDialogue<AirAnswer> Port100::exchange(AirFrame frame, microseconds wait) {
  const std::int64_t units = radio_units(wait);
  SensitiveBytes payload{static_cast<std::uint8_t>(units), static_cast<std::uint8_t>(units >> 8)};
  base::append(payload, frame.octets);
  const auto usb_wait = std::chrono::ceil<milliseconds>(units * kRadioUnit) + kUsbMargin;
  KAZASHI_CO_TRY(answer, co_await run(Command::in_comm_rf, {std::move(payload), frame.secret}, usb_wait));

  // status (4, little endian), and when it is 0: valid bits of the last octet (whole octets in type B), frame
  if (answer.size() < 4) co_return fail(FailureCode::reader_wrong_answer);
  const std::uint32_t status = answer[0] | std::uint32_t{answer[1]} << 8 | std::uint32_t{answer[2]} << 16 |
                               std::uint32_t{answer[3]} << 24;
  if (status == 0) {
    if (answer.size() < 5) co_return fail(FailureCode::reader_wrong_answer);
    co_return AirAnswer{Bytes{answer.begin() + 5, answer.end()}};
  }
  if ((status & ~kAirFaults) != 0) co_return fail(radio_failure(status), status);
  co_return AirAnswer{std::unexpected(air_fault(status))};
}

ReaderDialogue<Done> Port100::set(Command command, SensitiveBytes payload) {
  KAZASHI_CO_TRY(answer, co_await run(command, {std::move(payload)}, kSettingWait));
  if (answer.size() != 1) co_return fail(FailureCode::reader_wrong_answer);
  if (answer[0] != 0) co_return fail(command_failure(answer[0]), answer[0]);
  co_return Done{};
}

ReaderDialogue<Bytes> Port100::run(Command command, AirFrame payload, milliseconds wait) {
  if (!in_step_) KAZASHI_CO_CHECK(co_await resynchronise());
  in_step_ = false;

  const auto code = static_cast<std::uint8_t>(command);
  SensitiveBytes data{kToReader, code};
  base::append(data, payload.octets);
  KAZASHI_CO_CHECK((co_await base::TransferOut{encode_frame(data), payload.secret}));

  KAZASHI_CO_TRY(acknowledgement, co_await read_frame(kAcknowledgeWait));
  if (acknowledgement.kind != Port100Frame::Kind::acknowledgement)
    co_return fail(FailureCode::reader_wrong_answer);

  KAZASHI_CO_TRY(answer, co_await read_frame(wait));
  if (answer.data.size() < 2 || answer.data[0] != kFromReader || answer.data[1] != code + 1) {
    co_return fail(FailureCode::reader_wrong_answer);
  }
  in_step_ = true;
  co_return Bytes{answer.data.begin() + 2, answer.data.end()};
}

ReaderDialogue<Done> Port100::resynchronise() {
  KAZASHI_CO_CHECK(co_await base::TransferOut{sensitive(kAcknowledgeFrame)});
  for (std::size_t frame = 0; frame <= kStaleFrames; ++frame) {
    const auto stale = co_await base::TransferIn{kReadLength, kStaleWait};
    if (stale) continue;
    if (stale.error().code != FailureCode::reader_no_answer) co_return std::unexpected(stale.error());
    in_step_ = true;
    co_return Done{};
  }
  co_return fail(FailureCode::reader_wrong_answer);
}

}  // namespace kazashi::reader
