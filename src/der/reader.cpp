#include "der/reader.h"

#include "der/header.h"

namespace kazashi::der {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint8_t kTagNumberMask = 0x1F;
constexpr std::uint8_t kLongForm = 0x80;
constexpr std::size_t kMaxLengthOctets = 4;  // 4 GiB, more than anything we are handed

std::unexpected<base::Failure> refuse(FailureCode code, std::size_t offset) {
  return fail(code, static_cast<std::uint32_t>(offset));
}

}  // namespace

Result<Header> read_header(ByteView input, std::size_t offset) {
  if (input.empty()) return refuse(FailureCode::der_truncated, offset);
  const std::uint8_t tag = input[0];
  // 0x00 would be the end-of-contents octets of BER's indefinite form.
  if ((tag & kTagNumberMask) == kTagNumberMask || tag == 0) return refuse(FailureCode::der_bad_tag, offset);
  if (input.size() < 2) return refuse(FailureCode::der_truncated, offset + 1);
  const std::uint8_t first = input[1];
  if (first < kLongForm) return Header{.tag = tag, .size = 2, .content_size = first};

  const std::size_t count = first - std::size_t{kLongForm};
  if (count == 0) return refuse(FailureCode::der_bad_length, offset + 1);
  if (count > kMaxLengthOctets) return refuse(FailureCode::der_too_long, offset + 1);
  if (input.size() < 2 + count) return refuse(FailureCode::der_truncated, offset + input.size());
  std::uint32_t length = 0;
  for (const std::uint8_t octet : input.subspan(2, count)) length = length << 8 | octet;
  const bool minimal = input[2] != 0 && length >= kLongForm;
  if (!minimal) return refuse(FailureCode::der_bad_length, offset + 1);
  return Header{.tag = tag, .size = 2 + count, .content_size = length};
}

Result<void> Reader::finish() const {
  if (!at_end()) return refuse(FailureCode::der_trailing_bytes, offset_);
  return {};
}

Result<Element> Reader::read_any() {
  KAZASHI_TRY(header, read_header(left_, offset_));
  if (header.content_size > left_.size() - header.size) {
    return refuse(FailureCode::der_truncated, offset_ + left_.size());
  }
  const std::size_t size = header.size + header.content_size;
  const Element element{.tag = left_[0],
                        .content = left_.subspan(header.size, header.content_size),
                        .encoding = left_.first(size),
                        .content_offset = offset_ + header.size};
  left_ = left_.subspan(size);
  offset_ += size;
  return element;
}

Result<Element> Reader::read(Tag tag) {
  if (at_end()) return refuse(FailureCode::der_truncated, offset_);
  if (!next_is(tag)) return refuse(FailureCode::der_bad_tag, offset_);
  return read_any();
}

Result<std::optional<Element>> Reader::read_optional(Tag tag) {
  if (!next_is(tag)) return std::nullopt;
  KAZASHI_TRY(element, read_any());
  return element;
}

Result<Reader> Reader::inside(const Element& element) const {
  if (depth_left_ == 0) return refuse(FailureCode::der_too_deep, element.content_offset);
  return Reader(element.content, element.content_offset, depth_left_ - 1);
}

Result<Reader> Reader::enter(Tag tag) {
  KAZASHI_TRY(element, read(tag));
  return inside(element);
}

Result<std::optional<Reader>> Reader::enter_optional(Tag tag) {
  if (!next_is(tag)) return std::nullopt;
  KAZASHI_TRY(nested, enter(tag));
  return nested;
}

}  // namespace kazashi::der
