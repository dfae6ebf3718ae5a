#include "base/apdu.h"

namespace kazashi::base {
namespace {

constexpr std::size_t kShortDataLimit = 255;
constexpr std::uint32_t kShortExpectedLimit = 256;

void put_two(SensitiveBytes& to, std::size_t value) {
  to.push_back(static_cast<std::uint8_t>(value >> 8));
  to.push_back(static_cast<std::uint8_t>(value));
}

}  // namespace

SensitiveBytes CommandApdu::encode() const {
  const bool extended = data.size() > kShortDataLimit || le.value_or(0) > kShortExpectedLimit;
  SensitiveBytes octets{cla, ins, p1, p2};
  octets.reserve(data.size() + 9);
  if (extended) octets.push_back(0);
  if (!data.empty()) {
    if (extended) {
      put_two(octets, data.size());
    } else {
      octets.push_back(static_cast<std::uint8_t>(data.size()));
    }
    append(octets, data);
  }
  if (le) {  // the largest value of either form is written as zeros
    if (extended) {
      put_two(octets, *le);
    } else {
      octets.push_back(static_cast<std::uint8_t>(*le));
    }
  }
  return octets;
}

bool CommandApdu::carries_secret() const {
  constexpr std::uint8_t kVerify = 0x20;
  constexpr std::uint8_t kVerifyTlv = 0x21;
  constexpr std::uint8_t kChangeReferenceData = 0x24;
  constexpr std::uint8_t kResetRetryCounter = 0x2C;
  return !data.empty() &&
         (ins == kVerify || ins == kVerifyTlv || ins == kChangeReferenceData || ins == kResetRetryCounter);
}

Result<ResponseApdu> ResponseApdu::parse(ByteView octets) {
  if (octets.size() < 2) return fail(FailureCode::card_answer_malformed);
  const auto status = octets.last(2);
  return ResponseApdu{.data = to_bytes(octets.first(octets.size() - 2)),
                      .status = static_cast<std::uint16_t>(status[0] << 8 | status[1])};
}

}  // namespace kazashi::base
