#include "reader/t1_block.h"

#include <numeric>

namespace kazashi::reader {
namespace {

using base::ByteView;
using base::SensitiveBytes;
using Kind = T1Block::Kind;
using Parsed = std::expected<T1Block, T1Complaint>;

// protocol control bytes, ISO/IEC 7816-3 section 11.3.2.2
constexpr std::uint8_t kMore = 0x20;
constexpr std::uint8_t kInformationNumber = 0x40;
constexpr std::uint8_t kRequest = 0x80;
constexpr std::uint8_t kRequestNumber = 0x10;
constexpr std::uint8_t kSupervisory = 0xC0;
constexpr std::uint8_t kFieldSizeRequest = 0xC1;
constexpr std::uint8_t kFieldSizeAnswer = 0xE1;
constexpr std::uint8_t kAbortRequest = 0xC2;
constexpr std::uint8_t kWaitingRequest = 0xC3;
constexpr std::uint8_t kWaitingAnswer = 0xE3;

std::uint8_t check(ByteView octets) {
  return std::accumulate(octets.begin(), octets.end(), std::uint8_t{0},
                         [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a ^ b); });
}

SensitiveBytes block_of(std::uint8_t control, ByteView data) {
  SensitiveBytes block{0x00, control, static_cast<std::uint8_t>(data.size())};
  block.reserve(data.size() + kT1Overhead);
  base::append(block, data);
  block.push_back(check(block));
  return block;
}

SensitiveBytes block_of(std::uint8_t control, std::uint8_t value) {
  return block_of(control, ByteView(&value, 1));
}

Parsed wrong() { return std::unexpected(T1Complaint::other); }

Parsed parse_supervisory(std::uint8_t control, ByteView data) {
  if (control == kAbortRequest) return data.empty() ? Parsed(T1Block{.kind = Kind::abort}) : wrong();
  if (data.size() != 1 || data[0] == 0) return wrong();
  const bool size = control == kFieldSizeRequest || control == kFieldSizeAnswer;
  if (size && data[0] > kT1LongestField) return wrong();
  if (!size && control != kWaitingRequest) return wrong();
  T1Block block{.kind = Kind::waiting_extension};
  if (control == kFieldSizeRequest) block.kind = Kind::field_size;
  if (control == kFieldSizeAnswer) block.kind = Kind::field_size_answer;
  block.value = data[0];
  return block;
}

}  // namespace

SensitiveBytes t1_information_block(std::uint8_t number, bool more, ByteView data) {
  return block_of(static_cast<std::uint8_t>((number != 0 ? kInformationNumber : 0) | (more ? kMore : 0)),
                  data);
}

SensitiveBytes t1_request_block(std::uint8_t number, T1Complaint complaint) {
  return block_of(static_cast<std::uint8_t>(kRequest | (number != 0 ? kRequestNumber : 0) |
                                            static_cast<std::uint8_t>(complaint)),
                  ByteView{});
}

SensitiveBytes t1_waiting_answer(std::uint8_t multiplier) { return block_of(kWaitingAnswer, multiplier); }
SensitiveBytes t1_field_size_request(std::uint8_t size) { return block_of(kFieldSizeRequest, size); }
SensitiveBytes t1_field_size_answer(std::uint8_t size) { return block_of(kFieldSizeAnswer, size); }

bool is_t1_information_block(ByteView block) { return block.size() > 1 && (block[1] & kRequest) == 0; }

Parsed parse_t1_block(ByteView octets) {
  if (octets.size() < kT1Overhead) return wrong();
  if (check(octets) != 0) return std::unexpected(T1Complaint::checksum);
  const std::uint8_t control = octets[1];
  const auto data = octets.subspan(3, octets.size() - kT1Overhead);
  if (octets[0] != 0 || octets[2] != data.size() || data.size() > kT1LongestField) return wrong();
  if ((control & kRequest) == 0) {
    const bool more = (control & kMore) != 0;
    if ((control & 0x1F) != 0 || (more && data.empty())) return wrong();
    T1Block block{.kind = Kind::information};
    block.number = (control & kInformationNumber) != 0 ? 1 : 0;
    block.more = more;
    block.data = base::to_bytes(data);
    return block;
  }
  if ((control & kSupervisory) == kSupervisory) return parse_supervisory(control, data);
  if (!data.empty() || (control & 0x2C) != 0) return wrong();
  T1Block block{.kind = Kind::request};
  block.number = (control & kRequestNumber) != 0 ? 1 : 0;
  return block;
}

}  // namespace kazashi::reader
