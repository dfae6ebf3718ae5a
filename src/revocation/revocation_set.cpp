#include "revocation/revocation_set.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "der/reader.h"
#include "revocation/bits.h"
#include "revocation/name_key.h"
#include "revocation/serial_collector.h"

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::array<std::uint8_t, 8> kMagic = {'K', 'Z', 'R', 'S',
                                                'E', 'T', 0,   1};  // the last is the version
constexpr std::size_t kSizeOctets = 8;
constexpr std::size_t kSegmentLimit = 1U << 16;  // a hundred authorities with a CRL for each municipality

enum Flag : std::uint8_t { has_next_update = 1, has_number = 2, is_delta = 4, has_key_identifier = 8 };

/// Sorts a few thousand at most, once a set: by a heap, which is a quarter of the code of std::sort.
template <class Items, class Less>
void sort_few(Items& items, Less less) {
  std::ranges::make_heap(items, less);
  std::ranges::sort_heap(items, less);
}

std::unexpected<base::Failure> malformed() { return fail(FailureCode::revocation_set_malformed); }

std::int64_t seconds_of(base::UtcTime time) { return time.time_since_epoch().count(); }
base::UtcTime time_of(std::int64_t seconds) { return base::UtcTime{std::chrono::seconds{seconds}}; }

/// Takes numbers and octets off the front.
class FileReader {
 public:
  explicit FileReader(ByteView left) : left_(left) {}

  template <class Number>
  Result<Number> number() {
    if (left_.size() < sizeof(Number)) return malformed();
    const auto value = load<Number>(left_, 0);
    left_ = left_.subspan(sizeof(Number));
    return value;
  }
  Result<ByteView> octets(std::uint64_t size) {
    if (size > left_.size()) return malformed();
    const ByteView taken = left_.first(static_cast<std::size_t>(size));
    left_ = left_.subspan(taken.size());
    return taken;
  }
  /// With their size in four octets before them.
  Result<ByteView> sized() {
    KAZASHI_TRY(size, number<std::uint32_t>());
    return octets(size);
  }
  Result<GroupView> group() {
    KAZASHI_TRY(group, GroupView::open(left_));
    left_ = left_.subspan(group.octets().size());
    return group;
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }
  [[nodiscard]] std::size_t left() const { return left_.size(); }

 private:
  ByteView left_;
};

template <class Number>
void append_number(Bytes& to, Number number) {
  const std::size_t at = to.size();
  to.resize(at + sizeof number);
  store(std::span(to), at, number);
}

void append_sized(Bytes& to, ByteView octets) {
  append_number(to, static_cast<std::uint32_t>(octets.size()));
  base::append(to, octets);
}

/// How a segment's parts are written, whether they come from a CRL or from other segments. Groups alias their
/// owner.
struct PartOctets {
  ByteView certificate_issuer;
  std::vector<ByteView> groups;
  std::vector<ByteView> removed;
};

Bytes write_identity(const CrlIdentity& crl) {
  const unsigned flags = (crl.next_update ? has_next_update : 0U) | (crl.number ? has_number : 0U) |
                         (crl.base_number ? is_delta : 0U) |
                         (crl.authority_key_identifier ? has_key_identifier : 0U);
  Bytes octets{static_cast<std::uint8_t>(flags)};
  append_number(octets, seconds_of(crl.this_update));
  if (crl.next_update) append_number(octets, seconds_of(*crl.next_update));
  if (crl.number) append_sized(octets, *crl.number);
  if (crl.base_number) append_sized(octets, *crl.base_number);
  if (crl.authority_key_identifier) append_sized(octets, *crl.authority_key_identifier);
  append_sized(octets, crl.issuer);
  append_sized(octets, crl.issuing_distribution_point);
  base::append(octets, crl.signer_key);
  return octets;
}

/// Appends the segment, its own size first.
void write_segment(Bytes& file, const CrlIdentity& crl, std::span<const PartOctets> parts) {
  const std::size_t start = file.size();
  append_number(file, std::uint64_t{0});
  base::append(file, write_identity(crl));
  append_number(file, static_cast<std::uint32_t>(parts.size()));
  for (const PartOctets& part : parts) {
    append_sized(file, part.certificate_issuer);
    file.push_back(static_cast<std::uint8_t>(part.groups.size()));
    file.push_back(static_cast<std::uint8_t>(part.removed.size()));
    for (const ByteView group : part.groups) base::append(file, group);
    for (const ByteView group : part.removed) base::append(file, group);
  }
  store(std::span(file), start, std::uint64_t{file.size() - start});
}

Bytes start_file(std::size_t segments, std::size_t expected_size) {
  Bytes file;
  file.reserve(expected_size);
  base::append(file, kMagic);
  append_number(file, static_cast<std::uint32_t>(segments));
  return file;
}

Result<Bytes> read_crl_number(FileReader& reader) {
  KAZASHI_TRY(number, reader.sized());
  const bool minimal =
      number.size() == 1 || (!number.empty() && number.size() <= kMaxSerialSize && number[0] != 0);
  if (!minimal) return malformed();
  return base::to_bytes(number);
}

Result<CrlIdentity> read_identity(FileReader& reader) {
  KAZASHI_TRY(flags, reader.number<std::uint8_t>());
  if (flags > (has_next_update | has_number | is_delta | has_key_identifier)) return malformed();
  CrlIdentity crl{.issuer = {}, .this_update = {}};
  KAZASHI_TRY(this_update, reader.number<std::int64_t>());
  crl.this_update = time_of(this_update);
  if ((flags & has_next_update) != 0) {
    KAZASHI_TRY(next_update, reader.number<std::int64_t>());
    crl.next_update = time_of(next_update);
  }
  // The times that format_utc can write, and in order.
  constexpr std::int64_t kFirst = -2'208'988'800, kLast = 253'402'300'799;  // 1900 to 9999
  if (this_update < kFirst || seconds_of(crl.next_update.value_or(crl.this_update)) > kLast ||
      crl.next_update.value_or(crl.this_update) < crl.this_update) {
    return malformed();
  }
  if ((flags & has_number) != 0) {
    KAZASHI_TRY(number, read_crl_number(reader));
    crl.number = std::move(number);
  }
  if ((flags & is_delta) != 0) {
    KAZASHI_TRY(number, read_crl_number(reader));
    crl.base_number = std::move(number);
  }
  if ((flags & has_key_identifier) != 0) {
    KAZASHI_TRY(identifier, reader.sized());
    crl.authority_key_identifier = base::to_bytes(identifier);
  }
  KAZASHI_TRY(issuer, reader.sized());
  crl.issuer = base::to_bytes(issuer);
  KAZASHI_TRY(point, reader.sized());
  crl.issuing_distribution_point = base::to_bytes(point);
  KAZASHI_TRY(signer_key, reader.octets(crl.signer_key.size()));
  std::ranges::copy(signer_key, crl.signer_key.begin());
  if (crl.base_number && !crl.number) return malformed();
  return crl;
}

Result<std::vector<GroupView>> read_groups(FileReader& reader, std::size_t count) {
  std::vector<GroupView> groups;
  for (std::size_t i = 0; i < count; ++i) {
    KAZASHI_TRY(group, reader.group());
    if (!groups.empty() && groups.back().shape().width >= group.shape().width) return malformed();
    groups.push_back(group);
  }
  return groups;
}

Result<PartView> read_part(FileReader& reader) {
  KAZASHI_TRY(issuer, reader.sized());
  auto key = name_key(issuer);
  if (!key) return malformed();
  KAZASHI_TRY(groups, reader.number<std::uint8_t>());
  KAZASHI_TRY(removed, reader.number<std::uint8_t>());
  PartView part{.certificate_issuer = issuer, .issuer_key = std::move(*key), .groups = {}, .removed = {}};
  KAZASHI_TRY(read, read_groups(reader, groups));
  part.groups = std::move(read);
  KAZASHI_TRY(read_removed, read_groups(reader, removed));
  part.removed = std::move(read_removed);
  return part;
}

Result<SegmentView> read_segment(ByteView octets) {
  FileReader reader(octets.subspan(kSizeOctets));
  KAZASHI_TRY(crl, read_identity(reader));
  auto scope = Scope::parse(crl.issuing_distribution_point, crl.issuer);
  auto key = name_key(crl.issuer);
  if (!scope || !key) return malformed();
  SegmentView segment{.crl = std::move(crl),
                      .scope = std::move(*scope),
                      .issuer_key = std::move(*key),
                      .parts = {},
                      .octets = octets};
  KAZASHI_TRY(parts, reader.number<std::uint32_t>());
  // The CRL issuer's own part comes first; a part takes at least ten octets, so the count cannot run away.
  if (parts == 0 || parts > reader.left() / 6 || (parts > 1 && !segment.scope.indirect)) return malformed();
  for (std::uint32_t i = 0; i < parts; ++i) {
    KAZASHI_TRY(part, read_part(reader));
    if (i == 0 && part.issuer_key != segment.issuer_key) return malformed();
    if (!part.removed.empty() && !segment.crl.base_number) return malformed();
    segment.parts.push_back(std::move(part));
  }
  if (!reader.at_end()) return malformed();
  return segment;
}

/// FNV-1a over pieces: a place to look at, never an answer.
std::uint64_t hash_of(ByteView issuer_key, const crypto::Sha256& signer_key, ByteView point) {
  std::uint64_t hash = 0xCBF29CE484222325;
  const auto add = [&hash](ByteView octets) {
    for (const std::uint8_t octet : octets) hash = (hash ^ octet) * 0x100000001B3;
    hash = (hash ^ 0x100) * 0x100000001B3;
  };
  add(issuer_key);
  add(ByteView(signer_key).first(8));
  add(point);
  return hash;
}

bool number_less(const Bytes& left, const Bytes& right) {
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

bool same_scope(const SegmentView& left, const SegmentView& right) {
  return left.issuer_key == right.issuer_key && left.crl.signer_key == right.crl.signer_key &&
         left.crl.issuing_distribution_point == right.crl.issuing_distribution_point;
}

bool newer(const CrlIdentity& left, const CrlIdentity& right) {
  if (left.this_update != right.this_update) return left.this_update > right.this_update;
  // Sorting needs an order in which "neither is newer" carries over, so no number is less than any.
  if (!left.number || !right.number) return left.number.has_value() && !right.number.has_value();
  return number_less(*right.number, *left.number);
}

/// Base and deltas of one scope, worked into one segment: `chain` starts with the base, then the deltas in
/// order.
void write_chain(Bytes& file, std::span<const SegmentView* const> chain) {
  if (chain.size() == 1) {
    base::append(file, chain[0]->octets);
    return;
  }
  // Owner of what is merged on the way, one list for each certificate issuer.
  struct Merged {
    const PartView* named;
    std::vector<Bytes> groups;
  };
  std::vector<Merged> merged;
  for (const SegmentView* segment : chain) {
    for (const PartView& part : segment->parts) {
      auto known = std::ranges::find_if(
          merged, [&](const Merged& m) { return m.named->issuer_key == part.issuer_key; });
      if (known == merged.end()) known = merged.insert(merged.end(), {.named = &part, .groups = {}});
      std::vector<Bytes> result;
      for (std::size_t width = kMinSerialWidth; width <= kMaxSerialSize; ++width) {
        const auto of_width = [width](const GroupView& group) { return group.shape().width == width; };
        std::vector<GroupView> inputs;  // the newer first: what it says of a serial counts
        const auto fresh = std::ranges::find_if(part.groups, of_width);
        if (fresh != part.groups.end()) inputs.push_back(*fresh);
        for (const Bytes& old : known->groups) {
          const GroupView view = GroupView::made(old);
          if (of_width(view)) inputs.push_back(view);
        }
        if (inputs.empty()) continue;
        const auto gone = std::ranges::find_if(part.removed, of_width);
        Bytes group = merge_groups(inputs, gone != part.removed.end() ? &*gone : nullptr);
        if (!group.empty()) result.push_back(std::move(group));
      }
      known->groups = std::move(result);
    }
  }
  CrlIdentity crl = chain.back()->crl;  // as new as the last delta
  crl.base_number.reset();
  std::vector<PartOctets> parts;
  parts.reserve(merged.size());
  for (const Merged& part : merged) {
    parts.push_back({.certificate_issuer = part.named->certificate_issuer,
                     .groups = {part.groups.begin(), part.groups.end()},
                     .removed = {}});
  }
  write_segment(file, crl, parts);
}

}  // namespace

std::uint64_t SegmentView::entries() const {
  std::uint64_t count = 0;
  for (const PartView& part : parts) {
    for (const GroupView& group : part.groups) count += group.shape().count;
  }
  return count;
}

Result<RevocationSet> RevocationSet::open(ByteView octets) {
  FileReader reader(octets);
  KAZASHI_TRY(magic, reader.octets(kMagic.size()));
  if (!std::ranges::equal(magic, kMagic)) return malformed();
  KAZASHI_TRY(count, reader.number<std::uint32_t>());
  if (count > kSegmentLimit) return malformed();
  RevocationSet set;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = octets.size() - reader.left();
    KAZASHI_TRY(size, reader.number<std::uint64_t>());
    if (size < kSizeOctets) return malformed();
    KAZASHI_CHECK(reader.octets(size - kSizeOctets));
    KAZASHI_TRY(segment, read_segment(octets.subspan(at, static_cast<std::size_t>(size))));
    const auto add = [&](ByteView point) {
      set.index_.push_back({hash_of(segment.issuer_key, segment.crl.signer_key, point), i});
    };
    if (segment.scope.point.empty()) add({});
    for (const Bytes& point : segment.scope.point) add(point);
    set.segments_.push_back(std::move(segment));
  }
  if (!reader.at_end()) return malformed();
  sort_few(set.index_, [](const IndexEntry& left, const IndexEntry& right) {
    return left.hash != right.hash ? left.hash < right.hash : left.segment < right.segment;
  });
  return set;
}

std::vector<std::size_t> RevocationSet::find(ByteView issuer_key, const crypto::Sha256& signer_key,
                                             ByteView point) const {
  std::vector<std::size_t> found;
  const std::uint64_t hash = hash_of(issuer_key, signer_key, point);
  for (const auto& entry : std::ranges::equal_range(index_, hash, {}, &IndexEntry::hash)) {
    const SegmentView& segment = segments_[entry.segment];
    const auto is_point = [point](const Bytes& name) { return std::ranges::equal(name, point); };
    const bool named =
        point.empty() ? segment.scope.point.empty() : std::ranges::any_of(segment.scope.point, is_point);
    if (named && std::ranges::equal(segment.issuer_key, issuer_key) && segment.crl.signer_key == signer_key) {
      found.push_back(entry.segment);
    }
  }
  return found;
}

Bytes write_set(const Segment& segment) {
  std::vector<PartOctets> parts;
  std::size_t size = 4096;
  for (const SegmentPart& part : segment.parts) {
    parts.push_back({.certificate_issuer = part.certificate_issuer,
                     .groups = {part.groups.begin(), part.groups.end()},
                     .removed = {part.removed.begin(), part.removed.end()}});
    for (const Bytes& group : part.groups) size += group.size();
    for (const Bytes& group : part.removed) size += group.size();
  }
  Bytes file = start_file(1, size);
  write_segment(file, segment.crl, parts);
  return file;
}

Result<Bytes> merge_sets(std::span<const RevocationSet> sets) {
  std::vector<const SegmentView*> bases;
  std::vector<const SegmentView*> deltas;
  for (const RevocationSet& set : sets) {
    for (const SegmentView& segment : set.segments()) {
      (segment.crl.base_number ? deltas : bases).push_back(&segment);
    }
  }
  // Equal scopes beside each other, the newest base of each first.
  const auto order = [](const SegmentView* left, const SegmentView* right) {
    const auto key = [](const SegmentView* segment) {
      return std::tie(segment->issuer_key, segment->crl.signer_key, segment->crl.issuing_distribution_point);
    };
    if (key(left) != key(right)) return key(left) < key(right);
    return newer(left->crl, right->crl);
  };
  sort_few(bases, order);
  const auto same = [](const SegmentView* left, const SegmentView* right) {
    return same_scope(*left, *right);
  };
  bases.erase(std::ranges::unique(bases, same).begin(), bases.end());
  sort_few(deltas, [](const SegmentView* left, const SegmentView* right) {
    return number_less(*left->crl.number, *right->crl.number);
  });

  std::size_t size = 4096;
  for (const SegmentView* base : bases) size += base->octets.size();
  Bytes file = start_file(bases.size(), size);
  std::size_t placed = 0;
  for (const SegmentView* base : bases) {
    std::vector<const SegmentView*> chain{base};
    for (const SegmentView* delta : deltas) {
      if (!same_scope(*base, *delta)) continue;
      const auto& number = chain.back()->crl.number;
      if (!number || number_less(*number, *delta->crl.base_number))
        return fail(FailureCode::crl_delta_mismatch);
      ++placed;
      if (number_less(*number, *delta->crl.number)) chain.push_back(delta);
    }
    write_chain(file, chain);
  }
  if (placed != deltas.size()) return fail(FailureCode::crl_delta_mismatch);
  return file;
}

}  // namespace kazashi::revocation
