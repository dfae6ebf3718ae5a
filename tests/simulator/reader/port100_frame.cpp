#include "simulator/reader/port100_frame.h"

#include <algorithm>
#include <numeric>

namespace kazashi_simulator::port100 {
namespace {

const Bytes kStart{0x00, 0x00, 0xFF, 0xFF, 0xFF};
constexpr std::size_t kLengthAt = 5;
constexpr std::size_t kDataAt = 8;
constexpr std::size_t kTrailer = 2;

std::uint8_t sum(View data) { return low_byte(std::accumulate(data.begin(), data.end(), 0u)); }

}  // namespace

Bytes ack_frame() { return {0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00}; }

Bytes error_frame() { return {0x00, 0x00, 0xFF, 0xFF, 0xFF}; }

bool is_ack(View frame) { return std::ranges::equal(frame, ack_frame()); }

Bytes encode(View data) {
  Bytes frame = kStart;
  frame.push_back(low_byte(data.size()));
  frame.push_back(low_byte(data.size() >> 8));
  frame.push_back(low_byte(0u - sum(View(frame).subspan(kLengthAt))));
  append(frame, data);
  frame.push_back(low_byte(0u - sum(data)));
  frame.push_back(0x00);
  return frame;
}

std::optional<Bytes> decode(View frame) {
  if (frame.size() < kDataAt + kTrailer || !std::ranges::equal(frame.first(kLengthAt), kStart)) {
    return std::nullopt;
  }
  const std::size_t length = big_endian16(frame[kLengthAt + 1], frame[kLengthAt]);
  const bool length_sums_up = sum(frame.subspan(kLengthAt, 3)) == 0;
  if (!length_sums_up || frame.size() != kDataAt + length + kTrailer || frame.back() != 0x00) {
    return std::nullopt;
  }
  if (sum(frame.subspan(kDataAt, length + 1)) != 0) {
    return std::nullopt;
  }
  return copy(frame.subspan(kDataAt, length));
}

}  // namespace kazashi_simulator::port100
