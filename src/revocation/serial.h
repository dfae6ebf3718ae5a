// Serial numbers as numbers: what identifies a certificate among those of its issuer (RFC 5280
// section 4.1.2.2).
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::revocation {

/// The longest number kept, in octets without a sign octet.
inline constexpr std::size_t kMaxSerialSize = 20;
/// Numbers of up to four octets are kept together: JPKI's are all of four.
inline constexpr std::size_t kMinSerialWidth = 4;
/// What a serial's first part holds; the rest is the suffix.
inline constexpr std::size_t kPrefixSize = 8;

/// A serial number, exact to the last bit. Its width says in which group of a set it lies: 4 for numbers of
/// one to four octets, else their size.
struct Serial {
  std::size_t width = kMinSerialWidth;
  std::uint64_t prefix = 0;  ///< the whole number up to eight octets, the first eight of a longer one
  std::array<std::uint8_t, kMaxSerialSize - kPrefixSize> suffix{};  ///< width - 8 octets of it, then zeros

  friend bool operator==(const Serial&, const Serial&) = default;
};

[[nodiscard]] constexpr std::size_t suffix_size(std::size_t width) {
  return width > kPrefixSize ? width - kPrefixSize : 0;
}

/// Reads the content octets of a DER INTEGER. False where it is empty, not minimal, negative, or longer than
/// kMaxSerialSize. Zero is taken: authorities have used it.
[[nodiscard]] inline bool read_serial(base::ByteView content, Serial& serial) {
  if (content.empty() || content[0] >= 0x80) return false;
  if (content[0] == 0 && content.size() > 1) {
    if (content[1] < 0x80) return false;
    content = content.subspan(1);
  }
  if (content.size() > kMaxSerialSize) return false;
  serial.width = std::max(content.size(), kMinSerialWidth);
  std::uint64_t prefix = 0;
  for (const std::uint8_t octet : content.first(std::min(content.size(), kPrefixSize)))
    prefix = prefix << 8 | octet;
  serial.prefix = prefix;
  serial.suffix = {};
  if (content.size() > kPrefixSize) std::ranges::copy(content.subspan(kPrefixSize), serial.suffix.begin());
  return true;
}

/// Why a certificate was revoked (RFC 5280 section 5.3.1); 7 is not used there.
enum class Reason : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10
};

}  // namespace kazashi::revocation
