#include "base/utf8.h"

#include <cstddef>
#include <cstdint>

namespace kazashi::base {
namespace {

struct Lead {
  std::size_t followers;
  std::uint8_t
      first_low;  ///< the range of the first follower, which keeps out long forms, surrogates and the beyond
  std::uint8_t first_high;
};

/// The rows of RFC 3629 section 4; `followers` 0 for an octet that starts nothing.
constexpr Lead lead_of(std::uint8_t octet) {
  if (octet >= 0xC2 && octet <= 0xDF) return {1, 0x80, 0xBF};
  if (octet == 0xE0) return {2, 0xA0, 0xBF};
  if (octet == 0xED) return {2, 0x80, 0x9F};
  if (octet >= 0xE1 && octet <= 0xEF) return {2, 0x80, 0xBF};
  if (octet == 0xF0) return {3, 0x90, 0xBF};
  if (octet >= 0xF1 && octet <= 0xF3) return {3, 0x80, 0xBF};
  if (octet == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

bool is_utf8(std::string_view text) {
  std::size_t at = 0;
  const auto octet = [text](std::size_t place) { return static_cast<std::uint8_t>(text[place]); };
  while (at < text.size()) {
    if (octet(at) < 0x80) {
      ++at;
      continue;
    }
    const Lead lead = lead_of(octet(at));
    if (lead.followers == 0 || text.size() - at <= lead.followers) return false;
    if (octet(at + 1) < lead.first_low || octet(at + 1) > lead.first_high) return false;
    for (std::size_t follower = 2; follower <= lead.followers; ++follower) {
      if ((octet(at + follower) & 0xC0) != 0x80) return false;
    }
    at += lead.followers + 1;
  }
  return true;
}

}  // namespace kazashi::base
