#include "revocation/serial_group.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace kazashi::revocation {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

// The header, all of it: count u32, width u8, flags u8, zero u16, min u64, max u64, then first and last i64
// of the revocation dates and of the invalidity dates.
constexpr std::size_t kCountAt = 0, kWidthAt = 4, kFlagsAt = 5, kZeroAt = 6, kMinAt = 8, kMaxAt = 16;
constexpr std::size_t kRevokedAt = 24, kInvalidAt = 40, kHeaderSize = 56;
constexpr std::uint8_t kHasDetails = 1, kHasInvalidity = 2;
constexpr std::size_t kPad = 8;  // after packed fields, so that every one is loaded by eight octets
constexpr unsigned kReasonBits = 4;
constexpr std::uint32_t kEvery = GroupWriter::kSampleEvery;
constexpr unsigned kWord = 64;

std::uint64_t blocks(std::uint64_t items, std::uint64_t size) { return (items + size - 1) / size; }
std::uint64_t packed(std::uint64_t count, unsigned bits) { return blocks(count * bits, 8) + kPad; }

unsigned low_bits_of(const GroupShape& shape) {
  const std::uint64_t gap = (shape.max - shape.min) / shape.count;
  if (gap == 0) return 0;
  return std::min(static_cast<unsigned>(std::bit_width(gap)) - 1, kMaxField);
}

/// How many bits hold each of 0 to `last` - `first`, and with `none` one value more.
unsigned range_bits(std::int64_t first, std::int64_t last, bool none) {
  const auto range = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + (none ? 1 : 0);
  return static_cast<unsigned>(std::bit_width(range));
}

std::int64_t seconds_of(base::UtcTime time) { return time.time_since_epoch().count(); }
base::UtcTime time_of(std::int64_t seconds) { return base::UtcTime{std::chrono::seconds{seconds}}; }

bool is_reason(std::uint64_t value) { return value <= 10 && value != 7; }

std::unexpected<base::Failure> malformed() { return fail(FailureCode::revocation_set_malformed); }

/// The times that RFC 5280 can write: years 0 to 9999.
constexpr std::int64_t kFirstTime = -62167219200, kLastTime = 253402300799;
bool is_range(std::int64_t first, std::int64_t last) {
  return kFirstTime <= first && first <= last && last <= kLastTime;
}

Result<GroupShape> read_shape(ByteView octets) {
  if (octets.size() < kHeaderSize) return malformed();
  const std::uint8_t flags = octets[kFlagsAt];
  GroupShape shape{.width = octets[kWidthAt],
                   .count = load<std::uint32_t>(octets, kCountAt),
                   .min = load<std::uint64_t>(octets, kMinAt),
                   .max = load<std::uint64_t>(octets, kMaxAt),
                   .has_details = (flags & kHasDetails) != 0,
                   .has_invalidity = (flags & kHasInvalidity) != 0};
  shape.first_revoked = load<std::int64_t>(octets, kRevokedAt);
  shape.last_revoked = load<std::int64_t>(octets, kRevokedAt + 8);
  shape.first_invalid = load<std::int64_t>(octets, kInvalidAt);
  shape.last_invalid = load<std::int64_t>(octets, kInvalidAt + 8);

  const bool sound = flags <= (kHasDetails | kHasInvalidity) && load<std::uint16_t>(octets, kZeroAt) == 0 &&
                     shape.width >= kMinSerialWidth && shape.width <= kMaxSerialSize && shape.count > 0 &&
                     shape.count <= kMaxGroupCount && shape.min <= shape.max &&
                     (shape.has_details || !shape.has_invalidity);
  if (!sound) return malformed();
  if (shape.width < kPrefixSize && shape.max >> (8 * shape.width) != 0) return malformed();
  const bool revoked = shape.has_details ? is_range(shape.first_revoked, shape.last_revoked)
                                         : shape.first_revoked == 0 && shape.last_revoked == 0;
  const bool invalid = shape.has_invalidity ? is_range(shape.first_invalid, shape.last_invalid)
                                            : shape.first_invalid == 0 && shape.last_invalid == 0;
  if (!revoked || !invalid) return malformed();
  return shape;
}

void write_shape(const GroupShape& shape, std::span<std::uint8_t> octets) {
  store(octets, kCountAt, shape.count);
  octets[kWidthAt] = static_cast<std::uint8_t>(shape.width);
  octets[kFlagsAt] = static_cast<std::uint8_t>((shape.has_details ? kHasDetails : 0) |
                                               (shape.has_invalidity ? kHasInvalidity : 0));
  store(octets, kMinAt, shape.min);
  store(octets, kMaxAt, shape.max);
  store(octets, kRevokedAt, shape.first_revoked);
  store(octets, kRevokedAt + 8, shape.last_revoked);
  store(octets, kInvalidAt, shape.first_invalid);
  store(octets, kInvalidAt + 8, shape.last_invalid);
}

/// Whether a packed field section is zero from the end of its last field on.
bool tail_is_zero(ByteView section, std::uint64_t bits) {
  const auto octet = static_cast<std::size_t>(bits / 8);
  if (bits % 8 != 0 && section[octet] >> (bits % 8) != 0) return false;
  const auto rest = section.subspan(static_cast<std::size_t>(blocks(bits, 8)));
  return std::ranges::all_of(rest, [](std::uint8_t value) { return value == 0; });
}

/// The place of the n-th one (counted from 0) in a word that has as many: by halves to an octet, then one by
/// one.
unsigned select(std::uint64_t word, std::uint64_t n) {
  unsigned place = 0;
  for (unsigned half = kWord / 2; half >= 8; half /= 2) {
    const auto ones = static_cast<unsigned>(std::popcount(word & low_mask(half)));
    if (n < ones) continue;
    n -= ones;
    word >>= half;
    place += half;
  }
  for (; n > 0; --n) word &= word - 1;
  return place + static_cast<unsigned>(std::countr_zero(word));
}

}  // namespace

GroupLayout::GroupLayout(const GroupShape& shape) : low_bits(low_bits_of(shape)) {
  zeros = ((shape.max - shape.min) >> low_bits) + 1;
  upper_bits = zeros + shape.count;
  zero_samples = kHeaderSize;
  one_samples = zero_samples + 4 * blocks(zeros, kEvery);
  upper = one_samples + 4 * blocks(shape.count, kEvery);
  lows = upper + 8 * blocks(upper_bits, kWord);
  suffixes = lows + packed(shape.count, low_bits);
  details = suffixes + std::uint64_t{shape.count} * suffix_size(shape.width);
  size = details;
  if (!shape.has_details) return;
  revoked_bits = range_bits(shape.first_revoked, shape.last_revoked, false);
  if (shape.has_invalidity) invalid_bits = range_bits(shape.first_invalid, shape.last_invalid, true);
  size += packed(shape.count, detail_bits());
}

GroupView::GroupView(const GroupShape& shape, ByteView octets)
    : shape_(shape), layout_(shape), octets_(octets.first(static_cast<std::size_t>(layout_.size))) {}

Result<GroupView> GroupView::open(ByteView octets) {
  KAZASHI_TRY(shape, read_shape(octets));
  if (GroupLayout(shape).size > octets.size()) return malformed();
  const GroupView group(shape, octets);
  KAZASHI_CHECK(group.check());
  return group;
}

GroupView GroupView::made(ByteView octets) { return {read_shape(octets).value_or(GroupShape{}), octets}; }

Result<void> GroupView::check() const {
  const ByteView upper = octets_.subspan(static_cast<std::size_t>(layout_.upper));
  std::uint64_t ones = 0;
  for (std::uint64_t word = 0; word < blocks(layout_.upper_bits, kWord); ++word) {
    ones +=
        static_cast<unsigned>(std::popcount(load<std::uint64_t>(upper, static_cast<std::size_t>(8 * word))));
  }
  // As many ones as entries, and the last bit and all after it zero: then the walk stays inside.
  const std::uint64_t last = layout_.upper_bits - 1;
  const auto last_word = load<std::uint64_t>(upper, static_cast<std::size_t>(last / kWord * 8));
  if (ones != shape_.count || last_word >> (last % kWord) != 0) return malformed();

  const auto section = [&](std::uint64_t from, std::uint64_t to) {
    return octets_.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
  };
  const std::uint64_t count = shape_.count;
  if (!tail_is_zero(section(layout_.lows, layout_.suffixes), count * layout_.low_bits)) return malformed();
  if (shape_.has_details &&
      !tail_is_zero(section(layout_.details, layout_.size), count * layout_.detail_bits())) {
    return malformed();
  }

  std::uint64_t next_zero = 0;
  const auto samples_until = [&](std::uint64_t high, std::uint32_t place) {
    for (; next_zero < high; next_zero += kEvery) {
      if (sample(layout_.zero_samples, next_zero / kEvery) != next_zero + place) return false;
    }
    return true;
  };
  std::uint64_t previous = 0;
  ByteView previous_suffix;
  GroupShape seen{.width = shape_.width, .count = shape_.count, .min = shape_.min, .max = shape_.max};
  seen.has_details = shape_.has_details;
  bool any_revoked = false;
  for (GroupCursor cursor(*this); !cursor.at_end(); cursor.next()) {
    const std::uint64_t prefix = cursor.prefix();
    const std::uint32_t place = cursor.place();
    const ByteView suffix = cursor.suffix();
    if (place == 0 ? prefix != shape_.min : prefix < previous) return malformed();
    if (place != 0 && prefix == previous && !std::ranges::lexicographical_compare(previous_suffix, suffix)) {
      return malformed();
    }
    previous = prefix;
    previous_suffix = suffix;
    const std::uint64_t high = (prefix - shape_.min) >> layout_.low_bits;
    if (!samples_until(high, place)) return malformed();
    if (place % kEvery == 0 && sample(layout_.one_samples, place / kEvery) != high + place)
      return malformed();
    if (!shape_.has_details) continue;

    const std::uint64_t at = std::uint64_t{place} * layout_.detail_bits();
    if (!is_reason(load_bits(section(layout_.details, layout_.size), at, kReasonBits))) return malformed();
    const auto entry = *details(place);
    const std::int64_t revoked = seconds_of(entry.revoked);
    seen.first_revoked = any_revoked ? std::min(seen.first_revoked, revoked) : revoked;
    seen.last_revoked = any_revoked ? std::max(seen.last_revoked, revoked) : revoked;
    any_revoked = true;
    if (!entry.invalid_since) continue;
    const std::int64_t invalid = seconds_of(*entry.invalid_since);
    seen.first_invalid = seen.has_invalidity ? std::min(seen.first_invalid, invalid) : invalid;
    seen.last_invalid = seen.has_invalidity ? std::max(seen.last_invalid, invalid) : invalid;
    seen.has_invalidity = true;
  }
  if (previous != shape_.max || !samples_until(layout_.zeros, shape_.count) || !(seen == shape_)) {
    return malformed();
  }
  return {};
}

std::uint64_t GroupView::zero_position(std::uint64_t zero) const {
  const std::uint64_t block = zero / kEvery;
  std::uint64_t position = sample(layout_.zero_samples, block);
  if (zero % kEvery == 0) return position;
  const std::uint64_t ones_end = block + 1 < blocks(layout_.zeros, kEvery)
                                     ? sample(layout_.zero_samples, block + 1) - (block + 1) * kEvery
                                     : shape_.count;
  // Many entries may share their high bits: jump to the last sampled one that this zero comes after.
  std::uint64_t begin = blocks(position - block * kEvery, kEvery);
  std::uint64_t end = blocks(ones_end, kEvery);
  while (begin < end) {
    const std::uint64_t middle = begin + (end - begin) / 2;
    const std::uint64_t one = sample(layout_.one_samples, middle);
    if (one - middle * kEvery <= zero) {
      position = std::max(position, one);
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  // Between two samples of each kind lie at most 512 bits. Zeros before `position`:
  std::uint64_t before = zero - zero % kEvery;
  if (position != sample(layout_.zero_samples, block)) before = position - (begin - 1) * kEvery;

  std::uint64_t wanted = zero - before;
  std::uint64_t word_index = position / kWord;
  const std::size_t upper = static_cast<std::size_t>(layout_.upper);
  std::uint64_t word = ~load<std::uint64_t>(octets_, upper + static_cast<std::size_t>(8 * word_index));
  word &= ~std::uint64_t{0} << (position % kWord);
  while (true) {
    const auto zeros = static_cast<std::uint64_t>(std::popcount(word));
    if (wanted < zeros) return word_index * kWord + select(word, wanted);
    wanted -= zeros;
    ++word_index;
    word = ~load<std::uint64_t>(octets_, upper + static_cast<std::size_t>(8 * word_index));
  }
}

GroupView::Range GroupView::bucket(std::uint64_t high) const {
  const std::uint64_t start = high == 0 ? 0 : zero_position(high - 1) + 1;
  const std::size_t upper = static_cast<std::size_t>(layout_.upper);
  // Most buckets end within the word they start in.
  const auto word = load<std::uint64_t>(octets_, upper + static_cast<std::size_t>(start / kWord * 8));
  const std::uint64_t zeros = ~word & (~std::uint64_t{0} << (start % kWord));
  const std::uint64_t end = zeros != 0 ? start / kWord * kWord + select(zeros, 0) : zero_position(high);
  return {.begin = static_cast<std::uint32_t>(start - high), .end = static_cast<std::uint32_t>(end - high)};
}

std::optional<std::uint32_t> GroupView::find(const Serial& serial) const {
  if (serial.width != shape_.width || serial.prefix < shape_.min || serial.prefix > shape_.max) return {};
  const std::uint64_t relative = serial.prefix - shape_.min;
  const std::uint64_t wanted = relative & low_mask(layout_.low_bits);
  const ByteView wanted_suffix = ByteView(serial.suffix).first(suffix_size(shape_.width));
  auto [begin, end] = bucket(relative >> layout_.low_bits);
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    const std::uint64_t found = low(middle);
    const int order = found != wanted ? (found < wanted ? -1 : 1)
                      : wanted_suffix.empty()
                          ? 0
                          : std::memcmp(suffix(middle).data(), wanted_suffix.data(), wanted_suffix.size());
    if (order == 0) return middle;
    if (order < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return {};
}

std::optional<Details> GroupView::details(std::uint32_t place) const {
  if (!shape_.has_details) return {};
  const ByteView section = octets_.subspan(static_cast<std::size_t>(layout_.details));
  std::uint64_t at = std::uint64_t{place} * layout_.detail_bits();
  Details entry;
  entry.reason = static_cast<Reason>(load_bits(section, at, kReasonBits));
  at += kReasonBits;
  entry.revoked =
      time_of(shape_.first_revoked + static_cast<std::int64_t>(load_bits(section, at, layout_.revoked_bits)));
  at += layout_.revoked_bits;
  const std::uint64_t invalid = load_bits(section, at, layout_.invalid_bits);
  if (invalid != 0)
    entry.invalid_since = time_of(shape_.first_invalid + static_cast<std::int64_t>(invalid) - 1);
  return entry;
}

GroupCursor::GroupCursor(const GroupView& group)
    : group_(group),
      words_(group.octets_.data() + group.layout_.upper),
      lows_(group.octets_.data() + group.layout_.lows) {
  std::memcpy(&word_, words_, sizeof word_);
  read();
}

void GroupCursor::read() {
  while (word_ == 0) {
    ++word_index_;
    std::memcpy(&word_, words_ + 8 * word_index_, sizeof word_);
  }
  const std::uint64_t position = word_index_ * kWord + static_cast<unsigned>(std::countr_zero(word_));
  word_ &= word_ - 1;
  const unsigned bits = group_.layout_.low_bits;
  const std::uint64_t at = std::uint64_t{place_} * bits;
  std::uint64_t low = 0;
  std::memcpy(&low, lows_ + at / 8, sizeof low);
  prefix_ = group_.shape_.min + ((position - place_) << bits | (low >> (at % 8) & low_mask(bits)));
}

GroupWriter::GroupWriter(const GroupShape& shape)
    : shape_(shape), layout_(shape), octets_(static_cast<std::size_t>(layout_.size)) {
  write_shape(shape_, octets_);
}

void GroupWriter::sample_zeros(std::uint64_t below) {
  for (; next_zero_ < below; next_zero_ += kEvery) {
    store(std::span(octets_), static_cast<std::size_t>(layout_.zero_samples + next_zero_ / kEvery * 4),
          static_cast<std::uint32_t>(next_zero_ + place_));
  }
}

void GroupWriter::add(std::uint64_t prefix, ByteView suffix, const std::optional<Details>& details) {
  const std::uint32_t place = place_;
  add(prefix);
  const std::size_t size = suffix_size(shape_.width);
  std::ranges::copy(suffix, octets_.begin() + static_cast<std::ptrdiff_t>(layout_.suffixes + place * size));
  if (!shape_.has_details) return;

  const auto section = std::span(octets_).subspan(static_cast<std::size_t>(layout_.details));
  std::uint64_t at = std::uint64_t{place} * layout_.detail_bits();
  store_bits(section, at, static_cast<std::uint64_t>(details->reason));
  at += kReasonBits;
  store_bits(section, at, static_cast<std::uint64_t>(seconds_of(details->revoked) - shape_.first_revoked));
  at += layout_.revoked_bits;
  if (!details->invalid_since) return;
  store_bits(section, at,
             static_cast<std::uint64_t>(seconds_of(*details->invalid_since) - shape_.first_invalid + 1));
}

base::Bytes GroupWriter::finish() {
  sample_zeros(layout_.zeros);
  return std::move(octets_);
}

}  // namespace kazashi::revocation
