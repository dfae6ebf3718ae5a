#include "picture/jp2_file.h"

#include <catch2/catch_test_macros.hpp>

#include "simulator/pki/sample_images.h"
#include "unit/picture/jp2_writing.h"

namespace kazashi::picture {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;
using kazashi_simulator::pki::colour_portrait;
using kazashi_simulator::pki::grey_portrait;

constexpr std::uint32_t kSrgb = 16, kGrey = 17, kSycc = 18;

FailureCode refusal(ByteView file) { return read_jp2_file(file).error().code; }
FailureCode refusal(const Size& size) { return refusal(size.write()); }

TEST_CASE("reads_the_size_of_what_an_encoder_made") {
  const auto grey = read_jp2_file(grey_portrait());
  REQUIRE(grey.has_value());
  CHECK(grey->width == 60);
  CHECK(grey->height == 80);
  CHECK(grey->components == 1);
  CHECK(grey->codestream.front() == 0xFF);
  CHECK(grey->codestream.data() + grey->codestream.size() == grey_portrait().data() + grey_portrait().size());
  CHECK(read_jp2_file(colour_portrait())->components == 3);
}

TEST_CASE("a_bare_codestream_is_a_picture_too") {
  const ByteView codestream = read_jp2_file(grey_portrait())->codestream;
  const auto bare = read_jp2_file(codestream);
  REQUIRE(bare.has_value());
  CHECK(bare->width == 60);
  CHECK(bare->codestream.data() == codestream.data());
}

TEST_CASE("a_last_box_without_a_length_reaches_to_the_end_of_the_file") {
  Bytes file = base::to_bytes(grey_portrait());
  const auto at = read_jp2_file(file)->codestream.data() - file.data();
  std::fill_n(file.begin() + at - 8, 4, std::uint8_t{0});
  CHECK(read_jp2_file(file).has_value());
}

TEST_CASE("refuses_what_is_no_jpeg_2000_file") {
  CHECK(refusal(ByteView{}) == FailureCode::picture_malformed);
  CHECK(refusal(base::as_bytes("\x89PNG\r\n\x1A\n")) == FailureCode::picture_malformed);
  CHECK(refusal(grey_portrait().first(12)) == FailureCode::picture_malformed);
}

TEST_CASE("refuses_a_file_that_is_cut_anywhere") {
  for (std::size_t size = 0; size < grey_portrait().size(); ++size) {
    CHECK(refusal(grey_portrait().first(size)) == FailureCode::picture_malformed);
  }
}

TEST_CASE("the_header_stands_before_the_codestream") {
  const Bytes stream = Size{}.write();
  CHECK(read_jp2_file(jp2_file(stream, colour_box(kGrey))).has_value());
  Bytes headless = box("jP  ", Bytes{0x0D, 0x0A, 0x87, 0x0A});
  base::append(headless, box("jp2c", stream));
  CHECK(refusal(headless) == FailureCode::picture_malformed);
}

TEST_CASE("refuses_colours_that_would_need_conversion") {
  const Bytes stream = Size{}.write();
  CHECK(read_jp2_file(jp2_file(stream, colour_box(kSrgb))).has_value());
  CHECK(refusal(jp2_file(stream, colour_box(kSycc))) == FailureCode::picture_unsupported);
  for (const auto type : {"pclr", "cmap", "cdef"}) {
    CHECK(refusal(jp2_file(stream, box(type, Bytes(9)))) == FailureCode::picture_unsupported);
  }
  CHECK(refusal(jp2_file(stream, box("colr", Bytes{1, 0}))) == FailureCode::picture_malformed);
}

TEST_CASE("takes_sizes_up_to_the_bound_and_none_beyond") {
  CHECK(read_jp2_file(Size{.width = 1024, .tile_width = 1024}.write()).has_value());
  CHECK(refusal(Size{.width = 1025, .tile_width = 1025}) == FailureCode::picture_unsupported);
  CHECK(refusal(Size{.height = 1025, .tile_height = 1025}) == FailureCode::picture_unsupported);
  CHECK(refusal(Size{.width = 0xFFFFFFFF, .tile_width = 0xFFFFFFFF}) == FailureCode::picture_unsupported);
  CHECK(refusal(Size{.width = 0xFFFFFFFF, .left = 0xFFFFFFF0, .tile_width = 0xFFFFFFFF}) ==
        FailureCode::picture_unsupported);
}

TEST_CASE("takes_sixteen_tiles_and_no_more") {
  CHECK(read_jp2_file(Size{.tile_width = 15, .tile_height = 20}.write()).has_value());
  CHECK(refusal(Size{.tile_width = 14, .tile_height = 20}) == FailureCode::picture_unsupported);
  CHECK(refusal(Size{.tile_width = 1, .tile_height = 1}) == FailureCode::picture_unsupported);
}

TEST_CASE("refuses_grids_that_cannot_be") {
  CHECK(refusal(Size{.width = 0}) == FailureCode::picture_malformed);
  CHECK(refusal(Size{.left = 60}) == FailureCode::picture_malformed);
  CHECK(refusal(Size{.tile_width = 0}) == FailureCode::picture_malformed);
  CHECK(refusal(Size{.tile_left = 1}) == FailureCode::picture_malformed);  // starts right of the picture
  CHECK(refusal(Size{.left = 20, .tile_width = 20}) == FailureCode::picture_malformed);  // ends left of it
  CHECK(refusal(Size{.length_off_by = 1}) == FailureCode::picture_malformed);
}

TEST_CASE("takes_one_or_three_components_of_eight_bits_side_by_side") {
  CHECK(read_jp2_file(Size{.components = 3}.write()).has_value());
  CHECK(read_jp2_file(Size{.depth = 0}.write()).has_value());
  for (const std::uint32_t components : {0U, 2U, 4U, 16384U}) {
    CHECK(refusal(Size{.components = components}) == FailureCode::picture_unsupported);
  }
  CHECK(refusal(Size{.depth = 8}) == FailureCode::picture_unsupported);
  CHECK(refusal(Size{.depth = 0x87}) == FailureCode::picture_unsupported);  // signed
  CHECK(refusal(Size{.separation = 0x0201}) == FailureCode::picture_unsupported);
}

TEST_CASE("refuses_a_file_longer_than_a_card_holds") {
  Bytes file = base::to_bytes(grey_portrait());
  file.resize(kLongestFile + 1);
  CHECK(refusal(file) == FailureCode::picture_unsupported);
}

}  // namespace
}  // namespace kazashi::picture
