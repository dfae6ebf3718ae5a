#include "der/tlv.h"

namespace kazashi::der {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint8_t kTwoOctetTag = 0x1F;
constexpr std::uint8_t kLongForm = 0x80;

struct Header {
  TlvTag tag = 0;
  std::size_t size = 0;
  std::size_t value_size = 0;
};

std::unexpected<base::Failure> refuse(FailureCode code, std::size_t offset) {
  return fail(code, static_cast<std::uint32_t>(offset));
}

/// `offset` is where `input` starts, for failures.
Result<Header> read_header(ByteView input, std::size_t offset) {
  if (input.empty()) return refuse(FailureCode::der_truncated, offset);
  Header header{.tag = input[0], .size = 1};
  if (input[0] == 0) return refuse(FailureCode::der_bad_tag, offset);
  if ((input[0] & kTwoOctetTag) == kTwoOctetTag) {
    if (input.size() < 2) return refuse(FailureCode::der_truncated, offset + 1);
    header = {.tag = static_cast<TlvTag>(input[0] << 8 | input[1]), .size = 2};
  }

  const std::size_t length_at = header.size;
  if (input.size() <= length_at) return refuse(FailureCode::der_truncated, offset + input.size());
  const std::uint8_t first = input[length_at];
  ++header.size;
  if (first < kLongForm) {
    header.value_size = first;
    return header;
  }
  const std::size_t count = first - std::size_t{kLongForm};
  if (count == 0 || first == 0xFF) return refuse(FailureCode::der_bad_length, offset + length_at);
  if (count > 2) return refuse(FailureCode::der_too_long, offset + length_at);
  if (input.size() < header.size + count) return refuse(FailureCode::der_truncated, offset + input.size());
  for (const std::uint8_t octet : input.subspan(header.size, count)) {
    header.value_size = header.value_size << 8 | octet;
  }
  header.size += count;
  return header;
}

}  // namespace

Result<std::size_t> tlv_size(ByteView prefix, TlvTag tag) {
  KAZASHI_TRY(header, read_header(prefix, 0));
  if (header.tag != tag) return refuse(FailureCode::der_bad_tag, 0);
  return header.size + header.value_size;
}

Result<void> TlvReader::finish() const {
  if (!at_end()) return refuse(FailureCode::der_trailing_bytes, offset_);
  return {};
}

Result<Tlv> TlvReader::read_any() {
  KAZASHI_TRY(header, read_header(left_, offset_));
  if (header.value_size > left_.size() - header.size) {
    return refuse(FailureCode::der_truncated, offset_ + left_.size());
  }
  const std::size_t size = header.size + header.value_size;
  const Tlv object{.tag = header.tag,
                   .value = left_.subspan(header.size, header.value_size),
                   .encoding = left_.first(size),
                   .offset = offset_,
                   .value_offset = offset_ + header.size};
  left_ = left_.subspan(size);
  offset_ += size;
  return object;
}

Result<Tlv> TlvReader::read(TlvTag tag) {
  TlvReader ahead = *this;
  KAZASHI_TRY(object, ahead.read_any());
  if (object.tag != tag) return refuse(FailureCode::der_bad_tag, offset_);
  *this = ahead;
  return object;
}

Result<std::vector<Tlv>> TlvReader::read_all(std::initializer_list<TlvTag> tags) {
  std::vector<Tlv> objects;
  objects.reserve(tags.size());
  for (const TlvTag tag : tags) {
    KAZASHI_TRY(object, read(tag));
    objects.push_back(object);
  }
  KAZASHI_CHECK(finish());
  return objects;
}

Result<TlvReader> TlvReader::enter(TlvTag tag) {
  KAZASHI_TRY(object, read(tag));
  if (depth_left_ == 0) return refuse(FailureCode::der_too_deep, object.value_offset);
  return TlvReader(object.value, object.value_offset, depth_left_ - 1);
}

}  // namespace kazashi::der
