// The identifier and length octets of one element (X.690 section 8.1). Part of Reader and Stream.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::der {

struct Header {
  Tag tag = 0;
  std::size_t size = 0;
  std::size_t content_size = 0;
};

/// Reads the header that `input` starts with; `offset` is where that is, for failures: der_truncated where
/// the header does not end within `input`, der_bad_tag, der_bad_length, der_too_long.
[[nodiscard]] base::Result<Header> read_header(base::ByteView input, std::size_t offset);

}  // namespace kazashi::der
