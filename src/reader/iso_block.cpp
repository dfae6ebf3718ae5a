#include "reader/iso_block.h"

namespace kazashi::reader {
namespace {

using base::fail;
using base::FailureCode;

// protocol control bytes, ISO/IEC 14443-4 section 7.1.1.1
constexpr std::uint8_t kInformation = 0x02;
constexpr std::uint8_t kMore = 0x10;
constexpr std::uint8_t kAcknowledge = 0xA2;
constexpr std::uint8_t kNotAcknowledge = 0xB2;
constexpr std::uint8_t kWaitingExtension = 0xF2;
constexpr std::uint8_t kDeselect = 0xC2;
constexpr std::uint8_t kNumber = 0x01;

constexpr std::uint8_t kMultiplier = 0x3F;  // the two bits above are a power level, for the reader to ignore
constexpr std::uint8_t kLargestMultiplier = 59;

constexpr std::uint8_t with(std::uint8_t control, std::uint8_t number) {
  return static_cast<std::uint8_t>(control | (number & kNumber));
}

std::unexpected<base::Failure> violated() { return fail(FailureCode::card_protocol); }

base::Result<Block> parse_information(std::uint8_t control, base::ByteView data) {
  const bool more = (control & kMore) != 0;
  if (more && data.empty())
    return violated();  // without this, a card could keep a conversation going for ever
  Block block{.kind = Block::Kind::information};
  block.number = control & kNumber;
  block.more = more;
  block.data = base::to_bytes(data);
  return block;
}

base::Result<Block> parse_waiting_extension(base::ByteView data) {
  if (data.size() != 1) return violated();
  const auto multiplier = static_cast<std::uint8_t>(data[0] & kMultiplier);
  if (multiplier == 0 || multiplier > kLargestMultiplier) return violated();
  Block block{.kind = Block::Kind::waiting_extension};
  block.multiplier = multiplier;
  return block;
}

}  // namespace

base::SensitiveBytes information_block(std::uint8_t number, bool more, base::ByteView data) {
  base::SensitiveBytes block;
  block.reserve(data.size() + 1);
  block.push_back(with(more ? kInformation | kMore : kInformation, number));
  base::append(block, data);
  return block;
}

base::SensitiveBytes acknowledge_block(std::uint8_t number) { return {with(kAcknowledge, number)}; }
base::SensitiveBytes not_acknowledge_block(std::uint8_t number) { return {with(kNotAcknowledge, number)}; }
base::SensitiveBytes waiting_extension_block(std::uint8_t multiplier) {
  return {kWaitingExtension, multiplier};
}
base::SensitiveBytes deselect_block() { return {kDeselect}; }

bool is_information_block(base::ByteView block) {
  return !block.empty() && (block[0] & ~(kMore | kNumber)) == kInformation;
}

base::Result<Block> parse_block(base::ByteView frame) {
  if (frame.empty()) return violated();
  const std::uint8_t control = frame[0];
  const auto data = frame.subspan(1);
  if (is_information_block(frame)) return parse_information(control, data);
  if (control == kWaitingExtension) return parse_waiting_extension(data);
  if (!data.empty()) return violated();
  if ((control & ~kNumber) == kAcknowledge) {
    Block block{.kind = Block::Kind::acknowledge};
    block.number = control & kNumber;
    return block;
  }
  if (control == kDeselect) return Block{.kind = Block::Kind::deselect};
  return violated();
}

}  // namespace kazashi::reader
