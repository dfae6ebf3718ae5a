// Messages of the CCID class over bulk endpoints, both ways: USB CCID 1.1 sections 6.1 and 6.2. Pure
// functions.
//
//   command   type | length (4, little endian) | slot 00 | sequence | three octets of the command's own |
//   data answer    type | length (4, little endian) | slot 00 | sequence | status | error | one of its own |
//   data
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::reader {

inline constexpr std::size_t kCcidHeader = 10;

enum class CcidCommand : std::uint8_t {
  set_parameters = 0x61,
  power_on = 0x62,
  power_off = 0x63,
  slot_status = 0x65,
  transfer = 0x6F
};

enum class CcidAnswerType : std::uint8_t { data_block = 0x80, slot_status = 0x81, parameters = 0x82 };

/// Who is in the slot, as the reader sees it.
enum class SlotState : std::uint8_t { active = 0, inactive = 1, empty = 2 };

struct CcidAnswer {
  enum class State : std::uint8_t {
    done,
    failed,
    more_time  ///< the card works on; the answer is still to come
  };
  CcidAnswerType type;
  std::uint8_t sequence;
  SlotState slot;
  State state;
  std::uint8_t error;  ///< bError
  std::uint8_t own;    ///< the last octet of the header: bChainParameter of data blocks
  base::Bytes data;
};

/// The result may carry a PIN and wipes itself.
[[nodiscard]] base::SensitiveBytes encode_ccid(CcidCommand command, std::uint8_t sequence,
                                               std::array<std::uint8_t, 3> own, base::ByteView data = {});

/// Exactly one answer of slot 0 and nothing after it. Refuses with reader_frame_malformed (detail: where).
[[nodiscard]] base::Result<CcidAnswer> decode_ccid(base::ByteView octets);

/// What a failed answer means: bError of USB CCID 1.1 table 6.2-2. Of the reader (detail: bError):
/// reader_command_unknown, reader_refused_parameter, reader_busy, reader_hardware, reader_command_failed. Of
/// the card: card_removed (mute or gone), card_transmission (parity), card_protocol, card_unsupported.
[[nodiscard]] base::Failure ccid_failure(std::uint8_t error);

}  // namespace kazashi::reader
