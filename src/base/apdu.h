// Command and response APDUs of ISO/IEC 7816-4: what readers carry and what cards understand.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::base {

/// One command to a card, not yet encoded. Its data may be a PIN, so every copy of it is wiped.
struct CommandApdu {
  std::uint8_t cla = 0;
  std::uint8_t ins = 0;
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  SensitiveBytes data;              ///< at most 65,535 octets
  std::optional<std::uint32_t> le;  ///< octets expected, 1 to 65,536; none: no response data wanted

  /// ISO/IEC 7816-4 section 5.1: short form where data and Le fit it, extended form otherwise.
  [[nodiscard]] SensitiveBytes encode() const;

  /// Whether the data are a PIN, a password or its like in the clear: VERIFY, CHANGE REFERENCE DATA and RESET
  /// RETRY COUNTER of ISO/IEC 7816-4 section 11.6. Nobody may record such a command.
  [[nodiscard]] bool carries_secret() const;
};

/// ISO/IEC 7816-4: the longest response has 65,536 octets and two of status.
inline constexpr std::size_t kLongestResponse = 65'536 + 2;

/// What a card answered: data and the two status bytes.
struct ResponseApdu {
  Bytes data;
  std::uint16_t status = 0;  ///< SW1 SW2

  [[nodiscard]] bool ok() const { return status == 0x9000; }

  /// Refuses fewer than the two status bytes (card_answer_malformed).
  [[nodiscard]] static Result<ResponseApdu> parse(ByteView octets);
};

}  // namespace kazashi::base
