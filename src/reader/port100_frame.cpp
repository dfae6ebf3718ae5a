#include "reader/port100_frame.h"

#include <algorithm>
#include <numeric>

namespace kazashi::reader {
namespace {

using base::fail;
using base::FailureCode;

constexpr std::array<std::uint8_t, 5> kStart{0x00, 0x00, 0xFF, 0xFF, 0xFF};  // alone, it is the error frame
constexpr std::size_t kHeader = 8;                                           // start, LEN, LCS
constexpr std::size_t kTrailer = 2;                                          // DCS, postamble
static_assert(kHeader + kTrailer == kFrameOverhead);

std::uint8_t sum(base::ByteView octets) {
  return std::accumulate(octets.begin(), octets.end(), std::uint8_t{0},
                         [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a + b); });
}

std::uint8_t checksum(base::ByteView octets) { return static_cast<std::uint8_t>(-sum(octets)); }

std::unexpected<base::Failure> malformed(std::size_t at) {
  return fail(FailureCode::reader_frame_malformed, static_cast<std::uint32_t>(at));
}

}  // namespace

base::SensitiveBytes encode_frame(base::ByteView data) {
  base::SensitiveBytes frame;
  frame.reserve(data.size() + kFrameOverhead);
  base::append(frame, kStart);
  frame.push_back(static_cast<std::uint8_t>(data.size()));
  frame.push_back(static_cast<std::uint8_t>(data.size() >> 8));
  frame.push_back(checksum(base::ByteView(frame).subspan(kStart.size(), 2)));
  base::append(frame, data);
  frame.push_back(checksum(data));
  frame.push_back(0x00);
  return frame;
}

base::Result<Port100Frame> decode_frame(base::ByteView octets) {
  if (std::ranges::equal(octets, kAcknowledgeFrame)) {
    return Port100Frame{.kind = Port100Frame::Kind::acknowledgement, .data = {}};
  }
  const auto differs = std::ranges::mismatch(octets, kStart);
  if (differs.in2 != kStart.end()) {
    return malformed(static_cast<std::size_t>(differs.in2 - kStart.begin()));
  }
  if (octets.size() == kStart.size()) return Port100Frame{.kind = Port100Frame::Kind::error, .data = {}};
  if (octets.size() < kHeader) return malformed(octets.size());
  if (sum(octets.subspan(kStart.size(), 3)) != 0) return fail(FailureCode::reader_frame_checksum);

  const std::size_t length = octets[5] | static_cast<std::size_t>(octets[6]) << 8;
  if (length == 0) return malformed(kStart.size());
  if (octets.size() != kHeader + length + kTrailer)
    return malformed(std::min(octets.size(), kHeader + length + kTrailer));
  if (sum(octets.subspan(kHeader, length + 1)) != 0) return fail(FailureCode::reader_frame_checksum);
  if (octets.back() != 0x00) return malformed(octets.size() - 1);
  return Port100Frame{.kind = Port100Frame::Kind::data,
                      .data = base::to_bytes(octets.subspan(kHeader, length))};
}

}  // namespace kazashi::reader
