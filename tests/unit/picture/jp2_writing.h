// JP2 files for tests, written box by box and marker by marker.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace kazashi::picture {

inline void append_number(base::Bytes& to, std::uint32_t value, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

inline base::Bytes box(std::string_view type, base::ByteView contents) {
  base::Bytes octets;
  append_number(octets, static_cast<std::uint32_t>(8 + contents.size()), 4);
  base::append(octets, base::as_bytes(type));
  base::append(octets, contents);
  return octets;
}

/// SOC and SIZ of a sound grey picture of 60 x 80, each number of which a test may change.
struct Size {
  std::uint32_t width = 60, height = 80, left = 0, top = 0, tile_width = 60, tile_height = 80, tile_left = 0,
                tile_top = 0;
  std::uint32_t components = 1;
  std::uint32_t depth = 7;
  std::uint32_t separation = 0x0101;
  std::uint32_t length_off_by = 0;

  [[nodiscard]] base::Bytes write() const {
    base::Bytes octets{0xFF, 0x4F, 0xFF, 0x51};
    append_number(octets, 38 + 3 * components + length_off_by, 2);
    append_number(octets, 0, 2);
    for (const std::uint32_t value :
         {width, height, left, top, tile_width, tile_height, tile_left, tile_top}) {
      append_number(octets, value, 4);
    }
    append_number(octets, components, 2);
    for (std::uint32_t at = 0; at < components && at < 8; ++at) {
      append_number(octets, depth, 1);
      append_number(octets, separation, 2);
    }
    return octets;
  }
};

inline base::Bytes colour_box(std::uint32_t space) {
  base::Bytes contents{1, 0, 0};
  append_number(contents, space, 4);
  return box("colr", contents);
}

/// A whole file around a codestream; `header` are the boxes inside the header box.
inline base::Bytes jp2_file(base::ByteView codestream, base::ByteView header) {
  base::Bytes file = box("jP  ", std::vector<std::uint8_t>{0x0D, 0x0A, 0x87, 0x0A});
  base::append(file, box("ftyp", base::as_bytes("jp2 ....jp2 ")));
  base::append(file, box("jp2h", header));
  base::append(file, box("jp2c", codestream));
  return file;
}

}  // namespace kazashi::picture
