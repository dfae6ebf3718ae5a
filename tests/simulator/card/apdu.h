// Command and response APDUs as the card reads and writes them (ISO/IEC 7816-4, 5.1).
#pragma once

#include <optional>

#include "simulator/bytes.h"

namespace kazashi_simulator {

struct Command {
  std::uint8_t cla = 0;
  std::uint8_t ins = 0;
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  Bytes data;
  // How many bytes may come back at most: 256 for a short 00, 65,536 for an extended 0000; nothing when
  // absent.
  std::optional<std::size_t> le;
  bool extended = false;

  // All seven cases, short and extended. Nothing when the lengths do not add up.
  [[nodiscard]] static std::optional<Command> parse(View apdu);
};

// Status words the card family uses.
namespace status {
constexpr std::uint16_t kDone = 0x9000;
constexpr std::uint16_t kEndReached = 0x6282;
constexpr std::uint16_t kMismatch = 0x6300;
constexpr std::uint16_t kTriesLeft = 0x63C0;  // plus the count
constexpr std::uint16_t kWrongLength = 0x6700;
constexpr std::uint16_t kNoSecureMessaging = 0x6882;
constexpr std::uint16_t kWrongFileType = 0x6981;
constexpr std::uint16_t kNotAuthorised = 0x6982;
constexpr std::uint16_t kBlocked = 0x6984;
constexpr std::uint16_t kConditionsNotMet = 0x6985;
constexpr std::uint16_t kNoCurrentFile = 0x6986;
constexpr std::uint16_t kWrongSecureMessage = 0x6988;
constexpr std::uint16_t kNotFound = 0x6A82;
constexpr std::uint16_t kWrongParameters = 0x6A86;
constexpr std::uint16_t kKeyNotSet = 0x6A88;
constexpr std::uint16_t kPastTheEnd = 0x6B00;
constexpr std::uint16_t kUnknownInstruction = 0x6D00;
constexpr std::uint16_t kUnknownClass = 0x6E00;
}  // namespace status

struct Response {
  Bytes data;
  std::uint16_t sw = status::kDone;

  [[nodiscard]] Bytes to_bytes() const {
    Bytes out = data;
    out.push_back(low_byte(sw >> 8));
    out.push_back(low_byte(sw));
    return out;
  }
};

inline Response refuse(std::uint16_t sw) { return {{}, sw}; }

}  // namespace kazashi_simulator
