// Gathers the serials of a CRL in any order into sorted groups, in little more memory than the groups take.
//
// A run of entries is sorted and packed as soon as it is full; at the end the packed runs are merged. Ten
// million serials of four octets in random order never take more than about 40 MB on the way to 13 MB.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "revocation/serial.h"
#include "revocation/serial_group.h"

namespace kazashi::revocation {

/// What is kept of each entry beside its serial.
enum class Keep : std::uint8_t { serials, details };

/// One group of all the serials in `groups`, which are of one width, less those in `removed`. Where a serial
/// is in several, the first one's details count. Details are kept where all groups have them. Empty where
/// nothing is left.
[[nodiscard]] base::Bytes merge_groups(std::span<const GroupView> groups, const GroupView* removed = nullptr);

class SerialCollector {
 public:
  explicit SerialCollector(Keep keep) : keep_(keep) {}

  /// `details` are not looked at where serials alone are kept. A serial that comes twice keeps its first
  /// details.
  void add(const Serial& serial, const Details& details);
  /// The same for a number of up to four octets where serials alone are kept.
  void add_short(std::uint32_t serial) {
    if (short_.size() == kShortRun) flush_short();
    short_.push_back(serial);
  }
  /// The groups by ascending width. Once.
  [[nodiscard]] std::vector<base::Bytes> finish();

 private:
  // 4 MiB, and as much again while they are sorted; ten runs of them make ten million.
  static constexpr std::size_t kShortRun = 1U << 20;
  static constexpr std::size_t kLongRun = 1U << 16;  // 3.5 MiB

  struct Entry {
    std::uint64_t prefix;
    std::array<std::uint8_t, kMaxSerialSize - kPrefixSize> suffix;
    Details details;
  };
  struct Width {
    std::vector<Entry> entries;
    std::vector<base::Bytes> runs;
  };

  void flush_short();
  void flush(Width& width, std::size_t size);
  Width& of(std::size_t width) { return widths_[width - kMinSerialWidth]; }

  Keep keep_;
  std::vector<std::uint32_t> short_;
  std::array<Width, kMaxSerialSize - kMinSerialWidth + 1> widths_;
};

}  // namespace kazashi::revocation
