#include "cose/cbor.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "base/utf8.h"

namespace kazashi::cose {
namespace {

using base::ByteView;
using base::FailureCode;
using base::Result;

constexpr std::uint8_t kArgumentMask = 0x1F;
constexpr std::uint8_t kOneByteArgument = 24;  // 24 to 27: the argument follows in 1, 2, 4 or 8 octets
constexpr std::uint8_t kLastArgument = 27;
constexpr std::uint8_t kNull = 0xF6;
// What we are handed nests four deep (a certificate list in a header of a signer); the rest is room.
constexpr std::size_t kMaxDepth = 16;

std::unexpected<base::Failure> malformed(std::size_t at) {
  return base::fail(FailureCode::cbor_malformed, static_cast<std::uint32_t>(at));
}

/// How many octets an argument takes after the initial one, in the shortest form.
std::size_t argument_size(std::uint64_t argument) {
  if (argument < kOneByteArgument) return 0;
  if (argument <= 0xFF) return 1;
  if (argument <= 0xFFFF) return 2;
  return argument <= 0xFFFFFFFF ? 4 : 8;
}

struct FloatLayout {
  int exponent_bits;
  int fraction_bits;
};
constexpr FloatLayout kHalf{.exponent_bits = 5, .fraction_bits = 10};
constexpr FloatLayout kSingle{.exponent_bits = 8, .fraction_bits = 23};
constexpr FloatLayout kDouble{.exponent_bits = 11, .fraction_bits = 52};

/// Whether a float of the smaller layout has the same value.
bool fits(std::uint64_t bits, const FloatLayout& from, const FloatLayout& to) {
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << from.fraction_bits) - 1);
  const auto biased = static_cast<int>(bits >> from.fraction_bits & ((1U << from.exponent_bits) - 1));
  if (biased == (1 << from.exponent_bits) - 1) return true;  // infinities and NaN have a half
  if (biased == 0) return fraction == 0;  // zero; a denormal is too small for the next size
  const int exponent = biased - (1 << (from.exponent_bits - 1)) + 1;
  const int largest = (1 << (to.exponent_bits - 1)) - 1;
  const int smallest_normal = 1 - largest;
  if (exponent > largest || exponent < smallest_normal - to.fraction_bits) return false;
  // below the smallest normal number each halving costs one bit of the fraction
  const int kept = to.fraction_bits - std::max(0, smallest_normal - exponent);
  const int needed = fraction == 0 ? 0 : from.fraction_bits - std::countr_zero(fraction);
  return needed <= kept;
}

/// RFC 8949 section 4.2.2: the shortest float that holds the value, and the one NaN 0xF97E00.
bool is_shortest_float(std::uint64_t bits, std::size_t size) {
  if (size == 8) return !fits(bits, kDouble, kSingle);
  if (size == 4) return !fits(bits, kSingle, kHalf);
  constexpr std::uint64_t kHalfInfinity = 0x7C00;
  constexpr std::uint64_t kHalfNotANumber = 0x7E00;
  return (bits & 0x7FFF) <= kHalfInfinity || bits == kHalfNotANumber;
}

}  // namespace

Result<CborReader::Head> CborReader::read_head() {
  const std::size_t start = at_;
  if (start >= input_.size()) return malformed(start);
  const auto type = static_cast<std::uint8_t>(input_[start] >> 5);
  const auto information = static_cast<std::uint8_t>(input_[start] & kArgumentMask);
  if (information > kLastArgument) return malformed(start);                      // reserved and indefinite
  if (static_cast<CborType>(type) == CborType::simple) return malformed(start);  // skip_simple reads these
  if (information < kOneByteArgument) {
    at_ = start + 1;
    return Head{.type = static_cast<CborType>(type), .argument = information};
  }
  const std::size_t size = std::size_t{1} << (information - kOneByteArgument);
  if (input_.size() - start - 1 < size) return malformed(input_.size());
  std::uint64_t argument = 0;
  for (const std::uint8_t octet : input_.subspan(start + 1, size)) argument = argument << 8 | octet;
  if (argument_size(argument) != size) return malformed(start);
  at_ = start + 1 + size;
  return Head{.type = static_cast<CborType>(type), .argument = argument};
}

Result<std::uint64_t> CborReader::read_head(CborType type) {
  const std::size_t start = at_;
  KAZASHI_TRY(head, read_head());
  if (head.type != type) return malformed(start);
  return head.argument;
}

Result<ByteView> CborReader::read_string(CborType type) {
  KAZASHI_TRY(size, read_head(type));
  if (size > input_.size() - at_) return malformed(input_.size());
  const ByteView content = input_.subspan(at_, static_cast<std::size_t>(size));
  at_ += content.size();
  return content;
}

Result<void> CborReader::read_exactly(CborType type, std::uint64_t argument) {
  const std::size_t start = at_;
  KAZASHI_TRY(read, read_head(type));
  if (read != argument) return malformed(start);
  return {};
}

Result<std::uint64_t> CborReader::read_unsigned() { return read_head(CborType::unsigned_integer); }

Result<std::int64_t> CborReader::read_integer() {
  const std::size_t start = at_;
  KAZASHI_TRY(head, read_head());
  const bool negative = head.type == CborType::negative_integer;
  if (!negative && head.type != CborType::unsigned_integer) return malformed(start);
  if (head.argument > INT64_MAX) return malformed(start);
  const auto value = static_cast<std::int64_t>(head.argument);
  return negative ? -1 - value : value;
}

Result<ByteView> CborReader::read_bytes() { return read_string(CborType::bytes); }

Result<std::string_view> CborReader::read_text() {
  const std::size_t start = at_;
  KAZASHI_TRY(content, read_string(CborType::text));
  const std::string_view text = base::as_text(content);
  if (!base::is_utf8(text)) return malformed(start);
  return text;
}

Result<void> CborReader::read_tag(std::uint64_t tag) { return read_exactly(CborType::tag, tag); }
Result<void> CborReader::read_array(std::uint64_t items) { return read_exactly(CborType::array, items); }
Result<void> CborReader::read_map(std::uint64_t pairs) { return read_exactly(CborType::map, pairs); }

Result<void> CborReader::read_key(std::string_view key) {
  const std::size_t start = at_;
  KAZASHI_TRY(read, read_text());
  if (read != key) return malformed(start);
  return {};
}

Result<void> CborReader::read_key(std::int64_t key) {
  const std::size_t start = at_;
  KAZASHI_TRY(read, read_integer());
  if (read != key) return malformed(start);
  return {};
}

Result<std::size_t> CborReader::read_size(CborType type) {
  const std::size_t start = at_;
  KAZASHI_TRY(count, read_head(type));
  if (count > input_.size() - at_) return malformed(start);
  return static_cast<std::size_t>(count);
}

Result<std::size_t> CborReader::read_array_size() { return read_size(CborType::array); }
Result<std::size_t> CborReader::read_map_size() { return read_size(CborType::map); }

bool CborReader::next_is(CborType type) const {
  return at_ < input_.size() && input_[at_] >> 5 == static_cast<std::uint8_t>(type);
}

bool CborReader::take_null() {
  if (at_ >= input_.size() || input_[at_] != kNull) return false;
  ++at_;
  return true;
}

Result<ByteView> CborReader::skip() { return skip(kMaxDepth); }

Result<ByteView> CborReader::skip(std::size_t depth_left) {
  const std::size_t start = at_;
  if (depth_left == 0) return malformed(start);
  if (next_is(CborType::simple)) {
    KAZASHI_CHECK(skip_simple());
  } else if (next_is(CborType::bytes)) {
    KAZASHI_CHECK(read_bytes());
  } else if (next_is(CborType::text)) {
    KAZASHI_CHECK(read_text());
  } else if (next_is(CborType::array)) {
    KAZASHI_TRY(items, read_array_size());
    KAZASHI_CHECK(skip_items(items, depth_left - 1));
  } else if (next_is(CborType::map)) {
    KAZASHI_TRY(pairs, read_map_size());
    KAZASHI_CHECK(skip_pairs(pairs, depth_left - 1));
  } else {
    KAZASHI_TRY(head, read_head());  // a number, or a tag before its value
    if (head.type == CborType::tag) KAZASHI_CHECK(skip(depth_left - 1));
  }
  return input_.subspan(start, at_ - start);
}

Result<void> CborReader::skip_items(std::uint64_t count, std::size_t depth_left) {
  for (std::uint64_t item = 0; item < count; ++item) KAZASHI_CHECK(skip(depth_left));
  return {};
}

Result<void> CborReader::skip_pairs(std::uint64_t count, std::size_t depth_left) {
  const std::size_t start = at_;
  std::vector<ByteView> keys;
  for (std::uint64_t pair = 0; pair < count; ++pair) {
    KAZASHI_TRY(key, skip(depth_left));
    keys.push_back(key);
    KAZASHI_CHECK(skip(depth_left));
  }
  const auto before = [](ByteView left, ByteView right) {
    return std::ranges::lexicographical_compare(left, right);
  };
  if (order_ == MapOrder::any) std::ranges::sort(keys, before);
  const auto out_of_order = [&](ByteView left, ByteView right) { return !before(left, right); };
  if (std::ranges::adjacent_find(keys, out_of_order) != keys.end()) return malformed(start);
  return {};
}

/// Major type 7 (RFC 8949 section 3.3).
Result<void> CborReader::skip_simple() {
  const std::size_t start = at_;
  const auto information = static_cast<std::uint8_t>(input_[start] & kArgumentMask);
  if (information > kLastArgument) return malformed(start);  // reserved, and the break of indefinite lengths
  const std::size_t size =
      information < kOneByteArgument ? 0 : std::size_t{1} << (information - kOneByteArgument);
  if (input_.size() - start - 1 < size) return malformed(input_.size());
  std::uint64_t argument = information;
  if (size > 0) argument = 0;
  for (const std::uint8_t octet : input_.subspan(start + 1, size)) argument = argument << 8 | octet;
  constexpr std::uint64_t kFirstInOneOctet = 32;
  const bool sound = size > 1 ? is_shortest_float(argument, size) : size == 0 || argument >= kFirstInOneOctet;
  if (!sound) return malformed(start);
  at_ = start + 1 + size;
  return {};
}

Result<void> CborReader::finish() const {
  if (at_ != input_.size()) return malformed(at_);
  return {};
}

void append_cbor_head(base::Bytes& to, CborType type, std::uint64_t argument) {
  const std::size_t size = argument_size(argument);
  const auto major = static_cast<unsigned>(type) << 5;
  if (size == 0) {
    to.push_back(static_cast<std::uint8_t>(major | argument));
    return;
  }
  unsigned information = kOneByteArgument;
  for (std::size_t width = 1; width < size; width *= 2) ++information;
  to.push_back(static_cast<std::uint8_t>(major | information));
  for (std::size_t octet = size; octet-- > 0;)
    to.push_back(static_cast<std::uint8_t>(argument >> (8 * octet)));
}

}  // namespace kazashi::cose
