// Status words of ISO/IEC 7816-4 section 5.1.3, as My Number Cards use them, and the failures they mean.
#pragma once

#include <cstdint>
#include <optional>

#include "base/failure.h"

namespace kazashi::card {

inline constexpr std::uint16_t kDone = 0x9000;
inline constexpr std::uint16_t kEndOfFile = 0x6282;      ///< fewer octets than asked for: the file ends here
inline constexpr std::uint16_t kAccessDenied = 0x6982;   ///< security status not satisfied
inline constexpr std::uint16_t kMethodBlocked = 0x6983;  ///< what ISO/IEC 7816-4 calls a blocked PIN
inline constexpr std::uint16_t kReferenceBlocked = 0x6984;  ///< what this family of cards answers for one
inline constexpr std::uint16_t kNoCurrentFile = 0x6986;
inline constexpr std::uint16_t kFunctionUnsupported = 0x6A81;
inline constexpr std::uint16_t kNotFound = 0x6A82;  ///< file or application
inline constexpr std::uint16_t kWrongParameters = 0x6A86;
inline constexpr std::uint16_t kReferenceMissing = 0x6A88;  ///< the key that P2 names
inline constexpr std::uint16_t kOffsetBeyondEnd = 0x6B00;

/// The x of 63Cx: tries left.
[[nodiscard]] std::optional<std::uint8_t> tries_in(std::uint16_t status);

/// 61xx: how many more octets wait for GET RESPONSE, 1 to 256.
[[nodiscard]] std::optional<std::uint32_t> waiting_octets(std::uint16_t status);

/// 6Cxx: how many octets the command must ask for instead, 1 to 256.
[[nodiscard]] std::optional<std::uint32_t> right_length(std::uint16_t status);

/// Why a command other than VERIFY was not carried out, for any status but kDone; the status word is the
/// detail. Never a failure about a PIN: none was presented, whatever the card says.
[[nodiscard]] base::Failure failure_of(std::uint16_t status);

/// Why VERIFY was not carried out: pin_wrong with the tries left, pin_blocked, or as failure_of().
[[nodiscard]] base::Failure verify_failure_of(std::uint16_t status);

}  // namespace kazashi::card
