#include "der/stream.h"

#include <algorithm>

#include "der/header.h"

namespace kazashi::der {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

namespace {

bool needs_more(const base::Failure& failure) { return failure.code == FailureCode::der_truncated; }

}  // namespace

void Stream::drop_used() {
  if (!used_) return;
  kept_.clear();
  used_ = false;
}

bool Stream::keep(std::size_t size) {
  if (kept_.size() >= size) return true;
  const std::size_t moved = std::min(size - kept_.size(), piece_.size());
  base::append(kept_, piece_.first(moved));
  piece_ = piece_.subspan(moved);
  return kept_.size() >= size;
}

std::optional<Tag> Stream::peek() const {
  if (!used_ && !kept_.empty()) return kept_.front();
  if (!piece_.empty()) return piece_.front();
  return std::nullopt;
}

Result<std::optional<StreamHeader>> Stream::take_header() {
  drop_used();
  if (piece_.empty() && kept_.empty()) return std::nullopt;
  // One octet at a time: a header has six at most, and one too many would be content.
  std::size_t size = kept_.size();
  while (true) {
    const auto header = read_header(kept_, static_cast<std::size_t>(offset_));
    if (header) {
      kept_.clear();
      offset_ += header->size;
      return StreamHeader{.tag = header->tag, .content_size = header->content_size};
    }
    if (!needs_more(header.error())) return std::unexpected(header.error());
    if (!keep(++size)) return std::nullopt;
  }
}

Result<std::optional<Element>> Stream::take_element(std::size_t limit) {
  drop_used();
  if (kept_.empty() && piece_.empty()) return std::nullopt;
  const auto place = static_cast<std::size_t>(offset_);

  std::size_t size = kept_.size();
  auto header = read_header(kept_.empty() ? piece_ : ByteView(kept_), place);
  while (!header) {
    if (!needs_more(header.error())) return std::unexpected(header.error());
    if (!keep(++size)) return std::nullopt;
    header = read_header(kept_, place);
  }
  const std::size_t whole = header->size + header->content_size;
  if (header->content_size > limit || whole > limit) {
    return fail(FailureCode::der_too_long, static_cast<std::uint32_t>(offset_));
  }

  ByteView encoding;
  if (kept_.empty() && piece_.size() >= whole) {
    encoding = piece_.first(whole);
    piece_ = piece_.subspan(whole);
  } else {
    if (!keep(whole)) return std::nullopt;
    encoding = kept_;
    used_ = true;
  }
  offset_ += whole;
  return Element{.tag = header->tag,
                 .content = encoding.subspan(header->size),
                 .encoding = encoding,
                 .content_offset = place + header->size};
}

}  // namespace kazashi::der
