#include "cose/cbor.h"

#include "base/utf8.h"

namespace kazashi::cose {
namespace {

using base::ByteView;
using base::FailureCode;
using base::Result;

constexpr std::uint8_t kArgumentMask = 0x1F;
constexpr std::uint8_t kOneByteArgument = 24;  // 24 to 27: the argument follows in 1, 2, 4 or 8 octets
constexpr std::uint8_t kLastArgument = 27;

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

}  // namespace

Result<CborReader::Head> CborReader::read_head() {
  const std::size_t start = at_;
  if (start >= input_.size()) return malformed(start);
  const auto type = static_cast<std::uint8_t>(input_[start] >> 5);
  const auto information = static_cast<std::uint8_t>(input_[start] & kArgumentMask);
  if (type > static_cast<std::uint8_t>(CborType::tag)) return malformed(start);  // floats and simple values
  if (information > kLastArgument) return malformed(start);                      // reserved and indefinite
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
