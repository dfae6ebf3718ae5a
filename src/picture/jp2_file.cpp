#include "picture/jp2_file.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kazashi::picture {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint32_t box_type(const char (&name)[5]) {
  std::uint32_t type = 0;
  for (std::size_t at = 0; at < 4; ++at) {
    type = type << 8 | static_cast<std::uint8_t>(name[at]);
  }
  return type;
}

// The first box of every JP2 file (I.5.1): length, type, and octets that transfers in text mode would change.
constexpr std::array<std::uint8_t, 12> kSignatureBox{0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50,
                                                     0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A};
constexpr std::array<std::uint8_t, 4> kSocThenSiz{0xFF, 0x4F, 0xFF, 0x51};

// Enumerated colour spaces (I.5.3.3).
constexpr std::uint32_t kSrgb = 16, kGrey = 17;

bool starts_with(ByteView octets, ByteView start) {
  return octets.size() >= start.size() && std::ranges::equal(octets.first(start.size()), start);
}

// Reads big-endian numbers; past the end it gives zero and remembers.
class Reader {
 public:
  explicit Reader(ByteView octets) : rest_(octets) {}

  std::uint32_t number(std::size_t size) {
    const ByteView taken = octets(size);
    std::uint32_t value = 0;
    for (const std::uint8_t octet : taken) {
      value = value << 8 | octet;
    }
    return value;
  }

  ByteView octets(std::size_t size) {
    if (size > rest_.size()) {
      complete_ = false;
      rest_ = {};
      return {};
    }
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  ByteView rest_;
  bool complete_ = true;
};

struct Box {
  std::uint32_t type = 0;
  ByteView contents;
};

// I.4. The long form of a length is for files beyond 4 GiB and is refused with everything else that does not
// fit.
Result<Box> read_box(Reader& reader) {
  constexpr std::size_t kHead = 8;
  const std::uint32_t length = reader.number(4);
  Box box;
  box.type = reader.number(4);
  if (length != 0 && length < kHead) {
    return fail(FailureCode::picture_malformed);
  }
  box.contents = reader.octets(length == 0 ? reader.left() : length - kHead);
  if (!reader.complete()) {
    return fail(FailureCode::picture_malformed);
  }
  return box;
}

// A colour specification (I.5.3.3) that names its space must name one that needs no conversion. One with a
// profile (METHOD 2) is shown by its components, as browsers without colour management do.
Result<void> check_colour(ByteView contents) {
  constexpr std::uint32_t kEnumerated = 1;
  Reader reader(contents);
  const std::uint32_t method = reader.number(1);
  reader.number(2);  // precedence and approximation
  if (method != kEnumerated) {
    return {};
  }
  const std::uint32_t space = reader.number(4);
  if (!reader.complete()) {
    return fail(FailureCode::picture_malformed);
  }
  if (space != kSrgb && space != kGrey) {
    return fail(FailureCode::picture_unsupported);
  }
  return {};
}

// What would give the components another meaning than grey or red, green, blue.
Result<void> check_header(ByteView contents) {
  Reader reader(contents);
  while (!reader.at_end()) {
    KAZASHI_TRY(box, read_box(reader));
    switch (box.type) {
      case box_type("colr"):
        KAZASHI_CHECK(check_colour(box.contents));
        break;
      case box_type("pclr"):
      case box_type("cmap"):
      case box_type("cdef"):
        return fail(FailureCode::picture_unsupported);
      default:
        break;
    }
  }
  return {};
}

Result<ByteView> find_codestream(ByteView file) {
  if (starts_with(file, kSocThenSiz)) {
    return file;
  }
  if (!starts_with(file, kSignatureBox)) {
    return fail(FailureCode::picture_malformed);
  }
  Reader reader(file.subspan(kSignatureBox.size()));
  bool described = false;
  while (!reader.at_end()) {
    KAZASHI_TRY(box, read_box(reader));
    if (box.type == box_type("jp2h")) {
      KAZASHI_CHECK(check_header(box.contents));
      described = true;
    }
    if (box.type == box_type("jp2c")) {
      // I.5.3: the header stands before the codestream.
      if (!described || !starts_with(box.contents, kSocThenSiz)) {
        return fail(FailureCode::picture_malformed);
      }
      return box.contents;
    }
  }
  return fail(FailureCode::picture_malformed);
}

// One direction of the reference grid (B.2, B.3).
struct Grid {
  std::uint32_t end = 0, start = 0, tile = 0, tile_start = 0;

  [[nodiscard]] bool sound() const {
    return start < end && tile > 0 && tile_start <= start && tile > start - tile_start;
  }
  [[nodiscard]] std::uint32_t size() const { return end - start; }
  [[nodiscard]] std::uint32_t tiles() const {
    const std::uint32_t covered = end - tile_start;
    return covered / tile + (covered % tile != 0 ? 1 : 0);
  }
};

// A.5.1.
Result<Jp2File> read_size(ByteView codestream) {
  constexpr std::size_t kFixedPart = 38;
  Reader reader(codestream.subspan(kSocThenSiz.size()));
  const std::uint32_t length = reader.number(2);
  reader.number(2);  // capabilities
  Grid across, down;
  for (std::uint32_t Grid::* member : {&Grid::end, &Grid::start, &Grid::tile, &Grid::tile_start}) {
    across.*member = reader.number(4);
    down.*member = reader.number(4);
  }
  const std::uint32_t components = reader.number(2);
  if (!reader.complete() || length != kFixedPart + 3 * components || !across.sound() || !down.sound()) {
    return fail(FailureCode::picture_malformed);
  }
  if ((components != 1 && components != 3) || across.end > kLongestSide || down.end > kLongestSide ||
      across.tiles() > kMostTiles || down.tiles() > kMostTiles ||
      across.tiles() * down.tiles() > kMostTiles) {
    return fail(FailureCode::picture_unsupported);
  }
  constexpr std::uint32_t kEightUnsignedBits = 7;  // one less than the count; the top bit would say "signed"
  for (std::uint32_t component = 0; component < components; ++component) {
    const std::uint32_t depth = reader.number(1);
    const std::uint32_t separation = reader.number(2);
    if (depth > kEightUnsignedBits || separation != 0x0101) {
      return fail(reader.complete() ? FailureCode::picture_unsupported : FailureCode::picture_malformed);
    }
  }
  if (!reader.complete()) {
    return fail(FailureCode::picture_malformed);
  }
  return Jp2File{
      .codestream = codestream, .width = across.size(), .height = down.size(), .components = components};
}

}  // namespace

Result<Jp2File> read_jp2_file(ByteView file) {
  if (file.size() > kLongestFile) {
    return fail(FailureCode::picture_unsupported);
  }
  KAZASHI_TRY(codestream, find_codestream(file));
  return read_size(codestream);
}

}  // namespace kazashi::picture
