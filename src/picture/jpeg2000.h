// A photograph of a card, decoded. What a card signs is the file; pixels are for showing only.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::picture {

struct Picture {
  std::size_t width = 0;
  std::size_t height = 0;
  std::size_t channels = 0;  ///< 1: grey, 3: red, green, blue
  base::Bytes pixels;        ///< height x width x channels octets, row by row from the top, 0 is dark
};

/// Decodes a JP2 file or a bare codestream within the bounds of jp2_file.h, whose failures it has as well.
/// picture_malformed also when the codestream does not decode to its very end, or has high-throughput blocks.
[[nodiscard]] base::Result<Picture> decode_jpeg2000(base::ByteView file);

}  // namespace kazashi::picture
