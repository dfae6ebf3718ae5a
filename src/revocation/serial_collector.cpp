#include "revocation/serial_collector.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;

constexpr unsigned kRadixBits = 8;
constexpr unsigned kPasses = 4;
constexpr std::size_t kRadix = std::size_t{1} << kRadixBits;

void radix_sort(std::vector<std::uint32_t>& values) {
  if (std::ranges::is_sorted(values)) return;
  std::array<std::array<std::uint32_t, kRadix>, kPasses> places{};
  for (const std::uint32_t value : values) {
    for (unsigned pass = 0; pass < kPasses; ++pass)
      ++places[pass][value >> (pass * kRadixBits) & (kRadix - 1)];
  }
  std::vector<std::uint32_t> other(values.size());
  for (unsigned pass = 0; pass < kPasses; ++pass) {
    std::uint32_t place = 0;
    for (std::uint32_t& count : places[pass]) place += std::exchange(count, place);
    for (const std::uint32_t value : values)
      other[places[pass][value >> (pass * kRadixBits) & (kRadix - 1)]++] = value;
    values.swap(other);
  }
}

std::int64_t seconds_of(base::UtcTime time) { return time.time_since_epoch().count(); }

/// Widens the shape's dates to hold these details.
void include(GroupShape& shape, const Details& details, bool first) {
  const std::int64_t revoked = seconds_of(details.revoked);
  shape.first_revoked = first ? revoked : std::min(shape.first_revoked, revoked);
  shape.last_revoked = first ? revoked : std::max(shape.last_revoked, revoked);
  if (!details.invalid_since) return;
  const std::int64_t invalid = seconds_of(*details.invalid_since);
  shape.first_invalid = shape.has_invalidity ? std::min(shape.first_invalid, invalid) : invalid;
  shape.last_invalid = shape.has_invalidity ? std::max(shape.last_invalid, invalid) : invalid;
  shape.has_invalidity = true;
}

int compare(ByteView left, ByteView right) {
  return left.empty() ? 0 : std::memcmp(left.data(), right.data(), left.size());
}

/// Walks several groups at once in ascending order, each serial once: the first group's that has it.
class Merge {
 public:
  explicit Merge(std::span<const GroupView> groups) {
    cursors_.reserve(groups.size());
    for (const GroupView& group : groups) cursors_.emplace_back(group);
    for (std::uint32_t run = 0; run < cursors_.size(); ++run) heap_.push_back({cursors_[run].prefix(), run});
    for (std::size_t place = heap_.size() / 2; place-- > 0;) sift(place);
  }

  [[nodiscard]] bool at_end() const { return heap_.empty(); }
  [[nodiscard]] const GroupCursor& top() const { return cursors_[heap_[0].run]; }
  /// To the next serial that is another one. True where equal ones were left out.
  bool next() {
    const std::uint64_t prefix = heap_[0].prefix;
    const ByteView suffix = top().suffix();
    advance();
    bool left_out = false;
    while (!heap_.empty() && heap_[0].prefix == prefix && compare(top().suffix(), suffix) == 0) {
      advance();
      left_out = true;
    }
    return left_out;
  }

 private:
  struct Head {
    std::uint64_t prefix;
    std::uint32_t run;
  };

  [[nodiscard]] bool before(const Head& left, const Head& right) const {
    if (left.prefix != right.prefix) return left.prefix < right.prefix;
    const int order = compare(cursors_[left.run].suffix(), cursors_[right.run].suffix());
    return order != 0 ? order < 0 : left.run < right.run;
  }
  void advance() {
    GroupCursor& cursor = cursors_[heap_[0].run];
    cursor.next();
    if (cursor.at_end()) {
      heap_[0] = heap_.back();
      heap_.pop_back();
    } else {
      heap_[0].prefix = cursor.prefix();
    }
    if (!heap_.empty()) sift(0);
  }
  void sift(std::size_t place) {
    const Head moving = heap_[place];
    while (true) {
      std::size_t child = 2 * place + 1;
      if (child >= heap_.size()) break;
      if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) ++child;
      if (!before(heap_[child], moving)) break;
      heap_[place] = heap_[child];
      place = child;
    }
    heap_[place] = moving;
  }

  std::vector<GroupCursor> cursors_;
  std::vector<Head> heap_;
};

/// Calls `emit` for each serial of the merge that is not in `removed`. True where nothing was left out.
template <class Emit>
bool walk(std::span<const GroupView> groups, const GroupView* removed, Emit emit) {
  bool complete = true;
  std::optional<GroupCursor> gone;
  if (removed != nullptr) gone.emplace(*removed);
  for (Merge merge(groups); !merge.at_end();) {
    const GroupCursor& entry = merge.top();
    const auto before = [&] {
      return gone->prefix() < entry.prefix() ||
             (gone->prefix() == entry.prefix() && compare(gone->suffix(), entry.suffix()) < 0);
    };
    while (gone && !gone->at_end() && before()) gone->next();
    if (gone && !gone->at_end() && gone->prefix() == entry.prefix() &&
        compare(gone->suffix(), entry.suffix()) == 0) {
      complete = false;
    } else {
      emit(entry);
    }
    if (merge.next()) complete = false;
  }
  return complete;
}

/// The shape of the merge if nothing is left out of it.
GroupShape shape_of_all(std::span<const GroupView> groups) {
  GroupShape shape = groups[0].shape();
  shape.has_details =
      std::ranges::all_of(groups, [](const GroupView& group) { return group.shape().has_details; });
  for (const GroupView& group : groups.subspan(1)) {
    const GroupShape& other = group.shape();
    shape.count += other.count;
    shape.min = std::min(shape.min, other.min);
    shape.max = std::max(shape.max, other.max);
    shape.first_revoked = std::min(shape.first_revoked, other.first_revoked);
    shape.last_revoked = std::max(shape.last_revoked, other.last_revoked);
    if (!other.has_invalidity) continue;
    shape.first_invalid =
        shape.has_invalidity ? std::min(shape.first_invalid, other.first_invalid) : other.first_invalid;
    shape.last_invalid =
        shape.has_invalidity ? std::max(shape.last_invalid, other.last_invalid) : other.last_invalid;
    shape.has_invalidity = true;
  }
  if (shape.has_details) return shape;
  return {.width = shape.width, .count = shape.count, .min = shape.min, .max = shape.max};
}

/// The exact shape, by walking.
GroupShape measured_shape(std::span<const GroupView> groups, const GroupView* removed, bool has_details) {
  GroupShape shape{.width = groups[0].shape().width, .has_details = has_details};
  static_cast<void>(walk(groups, removed, [&](const GroupCursor& entry) {
    if (shape.count == 0) shape.min = entry.prefix();
    shape.max = entry.prefix();
    if (has_details) include(shape, *entry.details(), shape.count == 0);
    ++shape.count;
  }));
  return shape;
}

/// Writes what the walk gives. None where the shape did not fit, because something was left out.
std::optional<Bytes> write(std::span<const GroupView> groups, const GroupView* removed,
                           const GroupShape& shape) {
  GroupWriter writer(shape);
  const bool bare = !shape.has_details && suffix_size(shape.width) == 0;
  std::uint32_t written = 0;
  static_cast<void>(walk(groups, removed, [&](const GroupCursor& entry) {
    ++written;
    if (bare) {
      writer.add(entry.prefix());
    } else {
      writer.add(entry.prefix(), entry.suffix(), shape.has_details ? entry.details() : std::nullopt);
    }
  }));
  if (written != shape.count) return std::nullopt;
  return writer.finish();
}

}  // namespace

Bytes merge_groups(std::span<const GroupView> groups, const GroupView* removed) {
  const GroupShape all = shape_of_all(groups);
  if (removed == nullptr) {  // nothing is left out but a serial that came twice, which is rare
    if (groups.size() == 1) return base::to_bytes(groups[0].octets());
    if (auto merged = write(groups, nullptr, all)) return std::move(*merged);
  }
  const GroupShape exact = measured_shape(groups, removed, all.has_details);
  if (exact.count == 0) return {};
  return write(groups, removed, exact).value_or(Bytes{});
}

void SerialCollector::add(const Serial& serial, const Details& details) {
  if (keep_ == Keep::serials && serial.width == kMinSerialWidth) {
    add_short(static_cast<std::uint32_t>(serial.prefix));
    return;
  }
  Width& width = of(serial.width);
  if (width.entries.size() == kLongRun) flush(width, serial.width);
  width.entries.push_back({.prefix = serial.prefix, .suffix = serial.suffix, .details = details});
}

void SerialCollector::flush_short() {
  radix_sort(short_);
  short_.erase(std::ranges::unique(short_).begin(), short_.end());
  GroupWriter writer({.width = kMinSerialWidth,
                      .count = static_cast<std::uint32_t>(short_.size()),
                      .min = short_.front(),
                      .max = short_.back()});
  for (const std::uint32_t serial : short_) writer.add(serial);
  of(kMinSerialWidth).runs.push_back(writer.finish());
  short_.clear();
}

void SerialCollector::flush(Width& width, std::size_t size) {
  const auto& entries = width.entries;
  // Places are sorted, not entries, which are fourteen times as large. Equal serials stay in their order of
  // arrival.
  std::vector<std::uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto compare_entries = [&entries](std::uint32_t left, std::uint32_t right) {
    const Entry &first = entries[left], &second = entries[right];
    if (first.prefix != second.prefix) return first.prefix < second.prefix ? -1 : 1;
    return compare(first.suffix, second.suffix);
  };
  std::ranges::sort(order, [&](std::uint32_t left, std::uint32_t right) {
    const int difference = compare_entries(left, right);
    return difference != 0 ? difference < 0 : left < right;
  });
  const auto same = [&](std::uint32_t left, std::uint32_t right) {
    return compare_entries(left, right) == 0;
  };
  order.erase(std::ranges::unique(order, same).begin(), order.end());

  const bool has_details = keep_ == Keep::details;
  GroupShape shape{.width = size,
                   .count = static_cast<std::uint32_t>(order.size()),
                   .min = entries[order.front()].prefix,
                   .max = entries[order.back()].prefix,
                   .has_details = has_details};
  if (has_details) {
    for (const std::uint32_t place : order) include(shape, entries[place].details, place == order.front());
  }
  GroupWriter writer(shape);
  for (const std::uint32_t place : order) {
    const Entry& entry = entries[place];
    writer.add(entry.prefix, ByteView(entry.suffix).first(suffix_size(size)),
               has_details ? std::optional(entry.details) : std::nullopt);
  }
  width.runs.push_back(writer.finish());
  width.entries.clear();
}

std::vector<Bytes> SerialCollector::finish() {
  if (!short_.empty()) flush_short();
  short_ = {};
  std::vector<Bytes> groups;
  for (std::size_t size = kMinSerialWidth; size <= kMaxSerialSize; ++size) {
    Width& width = of(size);
    if (!width.entries.empty()) flush(width, size);
    width.entries = {};
    if (width.runs.size() == 1) groups.push_back(std::move(width.runs.front()));
    if (width.runs.size() > 1) {
      std::vector<GroupView> runs;
      runs.reserve(width.runs.size());
      for (const Bytes& run : width.runs) runs.push_back(GroupView::made(run));
      groups.push_back(merge_groups(runs));
    }
    width.runs = {};
  }
  return groups;
}

}  // namespace kazashi::revocation
