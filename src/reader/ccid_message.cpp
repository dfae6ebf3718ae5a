#include "reader/ccid_message.h"

namespace kazashi::reader {
namespace {

using base::FailureCode;

std::unexpected<base::Failure> malformed(std::size_t at) {
  return base::fail(FailureCode::reader_frame_malformed, static_cast<std::uint32_t>(at));
}

bool known(std::uint8_t type) {
  return type >= static_cast<std::uint8_t>(CcidAnswerType::data_block) &&
         type <= static_cast<std::uint8_t>(CcidAnswerType::parameters);
}

}  // namespace

base::SensitiveBytes encode_ccid(CcidCommand command, std::uint8_t sequence, std::array<std::uint8_t, 3> own,
                                 base::ByteView data) {
  base::SensitiveBytes message;
  message.reserve(kCcidHeader + data.size());
  message.push_back(static_cast<std::uint8_t>(command));
  for (unsigned shift = 0; shift < 32; shift += 8)
    message.push_back(static_cast<std::uint8_t>(data.size() >> shift));
  message.push_back(0x00);
  message.push_back(sequence);
  base::append(message, own);
  base::append(message, data);
  return message;
}

base::Result<CcidAnswer> decode_ccid(base::ByteView octets) {
  if (octets.size() < kCcidHeader) return malformed(octets.size());
  if (!known(octets[0])) return malformed(0);
  const std::uint64_t length = octets[1] | std::uint64_t{octets[2]} << 8 | std::uint64_t{octets[3]} << 16 |
                               std::uint64_t{octets[4]} << 24;
  if (octets.size() != kCcidHeader + length) return malformed(1);
  if (octets[5] != 0) return malformed(5);
  const std::uint8_t slot = octets[7] & 0x03;
  const auto state = static_cast<std::uint8_t>(octets[7] >> 6);
  if (slot > static_cast<std::uint8_t>(SlotState::empty) ||
      state > static_cast<std::uint8_t>(CcidAnswer::State::more_time))
    return malformed(7);
  return CcidAnswer{.type = static_cast<CcidAnswerType>(octets[0]),
                    .sequence = octets[6],
                    .slot = static_cast<SlotState>(slot),
                    .state = static_cast<CcidAnswer::State>(state),
                    .error = octets[8],
                    .own = octets[9],
                    .data = base::to_bytes(octets.subspan(kCcidHeader))};
}

base::Failure ccid_failure(std::uint8_t error) {
  if (error == 0x00) return {FailureCode::reader_command_unknown, error};
  if (error < 0x80) return {FailureCode::reader_refused_parameter, error};  // which one of the message
  switch (error) {
    case 0xFE:  // mute
      return {FailureCode::card_removed};
    case 0xFD:  // parity
      return {FailureCode::card_transmission};
    case 0xFC:  // overrun
    case 0xFB:  // hardware
      return {FailureCode::reader_hardware, error};
    case 0xF8:  // TS of the ATR
    case 0xF7:  // TCK of the ATR
    case 0xF4:  // procedure byte
    case 0xF3:  // protocol deactivated
      return {FailureCode::card_protocol};
    case 0xF6:  // protocol
    case 0xF5:  // class
      return {FailureCode::card_unsupported};
    case 0xF2:  // busy with its own sequence
    case 0xE0:  // slot busy
      return {FailureCode::reader_busy, error};
    default:
      return {FailureCode::reader_command_failed, error};
  }
}

}  // namespace kazashi::reader
