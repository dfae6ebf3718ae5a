// A sorted, immutable group of serial numbers of one width in a few bits each, looked up where it lies.
//
// The first eight octets of each number, relative to the smallest, are held by Elias-Fano: the low bits
// packed, the high ones as a sequence of unary gaps, with the place of every 256th one and of every 256th
// zero beside it. What follows the eighth octet stands beside them octet by octet. docs/revocation.md has the
// layout and its sizes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "revocation/bits.h"
#include "revocation/serial.h"

namespace kazashi::revocation {

/// What a CRL says of one revoked certificate.
struct Details {
  base::UtcTime revoked;
  std::optional<base::UtcTime> invalid_since = {};  ///< invalidityDate (RFC 5280 section 5.3.2)
  Reason reason = Reason::unspecified;

  friend bool operator==(const Details&, const Details&) = default;
};

/// The numbers that fix a group's layout, all of them exact: a group has one encoding.
struct GroupShape {
  std::size_t width = kMinSerialWidth;
  std::uint32_t count = 0;  ///< at least 1
  std::uint64_t min = 0;    ///< of prefixes
  std::uint64_t max = 0;
  bool has_details = false;
  bool has_invalidity = false;  ///< whether any details have invalid_since
  std::int64_t first_revoked = 0, last_revoked = 0;
  std::int64_t first_invalid = 0, last_invalid = 0;

  friend bool operator==(const GroupShape&, const GroupShape&) = default;
};

/// More than any authority has issued; keeps every place in a group within 32 bits.
inline constexpr std::uint32_t kMaxGroupCount = 1U << 30;

/// Where the parts of a group lie, counted from its start.
struct GroupLayout {
  explicit GroupLayout(const GroupShape& shape);

  unsigned low_bits = 0;
  unsigned revoked_bits = 0;
  unsigned invalid_bits = 0;
  std::uint64_t zeros = 0;
  std::uint64_t upper_bits = 0;
  // 64 bits, because a hostile header asks for anything
  std::uint64_t zero_samples = 0, one_samples = 0, upper = 0, lows = 0, suffixes = 0, details = 0;
  std::uint64_t size = 0;

  [[nodiscard]] unsigned detail_bits() const { return 4 + revoked_bits + invalid_bits; }
};

/// A group where it lies. Aliases its octets.
class GroupView {
 public:
  /// Reads the group at the start of `octets`; more may follow. Everything in it is checked, in one pass:
  /// that it is what GroupWriter makes of its content and nothing else. Failures: revocation_set_malformed.
  [[nodiscard]] static base::Result<GroupView> open(base::ByteView octets);

  /// A group that a GroupWriter of this very program made; nothing is checked.
  [[nodiscard]] static GroupView made(base::ByteView octets);

  [[nodiscard]] const GroupShape& shape() const { return shape_; }
  [[nodiscard]] base::ByteView octets() const { return octets_; }
  /// The place of a serial of this group's width among the others, none where it is not in the group.
  [[nodiscard]] std::optional<std::uint32_t> find(const Serial& serial) const;
  /// Of the entry at a place; none where the group keeps serials only.
  [[nodiscard]] std::optional<Details> details(std::uint32_t place) const;

 private:
  friend class GroupCursor;
  friend class GroupWriter;
  struct Range {
    std::uint32_t begin, end;
  };

  GroupView(const GroupShape& shape, base::ByteView octets);
  [[nodiscard]] base::Result<void> check() const;
  [[nodiscard]] std::uint64_t low(std::uint32_t place) const {
    return load_bits(octets_.subspan(static_cast<std::size_t>(layout_.lows)),
                     std::uint64_t{place} * layout_.low_bits, layout_.low_bits);
  }
  [[nodiscard]] base::ByteView suffix(std::uint32_t place) const {
    const std::size_t size = suffix_size(shape_.width);
    return octets_.subspan(static_cast<std::size_t>(layout_.suffixes) + place * size, size);
  }
  [[nodiscard]] std::uint32_t sample(std::uint64_t samples, std::uint64_t index) const {
    return load<std::uint32_t>(octets_, static_cast<std::size_t>(samples + 4 * index));
  }
  [[nodiscard]] std::uint64_t zero_position(std::uint64_t zero) const;
  [[nodiscard]] Range bucket(std::uint64_t high) const;

  GroupShape shape_;
  GroupLayout layout_;
  base::ByteView octets_;
};

/// Walks a group from its smallest number to its largest.
class GroupCursor {
 public:
  explicit GroupCursor(const GroupView& group);

  [[nodiscard]] bool at_end() const { return place_ == group_.shape_.count; }
  [[nodiscard]] std::uint32_t place() const { return place_; }
  [[nodiscard]] std::uint64_t prefix() const { return prefix_; }
  [[nodiscard]] base::ByteView suffix() const { return group_.suffix(place_); }
  [[nodiscard]] std::optional<Details> details() const { return group_.details(place_); }
  void next() {
    ++place_;
    if (!at_end()) read();
  }

 private:
  void read();

  GroupView group_;
  const std::uint8_t* words_;
  const std::uint8_t* lows_;
  std::uint64_t word_ = 0;  ///< what is left of the word of upper bits under way
  std::uint64_t word_index_ = 0;
  std::uint64_t prefix_ = 0;
  std::uint32_t place_ = 0;
};

/// Makes a group from serials in ascending order, as many as the shape says.
class GroupWriter {
 public:
  explicit GroupWriter(const GroupShape& shape);

  void add(std::uint64_t prefix) {
    const std::uint64_t relative = prefix - shape_.min;
    const std::uint64_t high = relative >> layout_.low_bits;
    if (high > next_zero_) sample_zeros(high);
    const std::uint64_t position = high + place_;
    if (place_ % kSampleEvery == 0) {
      store(std::span(octets_), static_cast<std::size_t>(layout_.one_samples + place_ / kSampleEvery * 4),
            static_cast<std::uint32_t>(position));
    }
    octets_[static_cast<std::size_t>(layout_.upper + position / 8)] |=
        static_cast<std::uint8_t>(1U << (position % 8));
    store_bits(std::span(octets_).subspan(static_cast<std::size_t>(layout_.lows)),
               std::uint64_t{place_} * layout_.low_bits, relative & low_mask(layout_.low_bits));
    ++place_;
  }
  void add(std::uint64_t prefix, base::ByteView suffix, const std::optional<Details>& details);
  /// Once, after the last.
  [[nodiscard]] base::Bytes finish();

  static constexpr std::uint32_t kSampleEvery =
      256;  // 0.03 octets an entry, at most eight words to look through

 private:
  void sample_zeros(std::uint64_t below);

  GroupShape shape_;
  GroupLayout layout_;
  base::Bytes octets_;
  std::uint32_t place_ = 0;
  std::uint64_t next_zero_ = 0;  ///< the next zero whose place is a sample
};

}  // namespace kazashi::revocation
