// What a JPEG 2000 file says of itself before anything is decoded: where its codestream lies and how large
// the picture is. Whatever the decoder would have to allocate or repeat for is bounded here.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::picture {

/// An elementary file holds at most 65,535 octets (ISO/IEC 7816-4), and the photographs of the known cards
/// 3,000.
inline constexpr std::size_t kLongestFile = 65'535;

/// Pixels on one side. The known cards' photographs have less than 300; a frontal portrait of a passport has
/// 768.
inline constexpr std::uint32_t kLongestSide = 1024;

/// Tiles cost memory by their count. Pictures of this size have one; sixteen leave room for an odd encoder.
inline constexpr std::uint32_t kMostTiles = 16;

struct Jp2File {
  base::ByteView codestream;  ///< from SOC on; a view into the file
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t components = 0;  ///< 1: grey, 3: red, green and blue
};

/// Reads a JP2 file (ISO/IEC 15444-1, Annex I) or a bare codestream (Annex A). The view lives as long as
/// `file`. picture_malformed: not such a file, or cut short. picture_unsupported: larger than the bounds
/// above, more than eight bits a sample, subsampled components, palettes, other colours than grey and sRGB.
[[nodiscard]] base::Result<Jp2File> read_jp2_file(base::ByteView file);

}  // namespace kazashi::picture
