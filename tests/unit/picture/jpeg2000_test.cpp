#include "picture/jpeg2000.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

#include "picture/jp2_file.h"
#include "simulator/pki/sample_images.h"

namespace kazashi::picture {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;
using kazashi_simulator::pki::colour_portrait;
using kazashi_simulator::pki::grey_portrait;

struct Colour {
  int red, green, blue;
};

Colour at(const Picture& picture, std::size_t x, std::size_t y) {
  const std::uint8_t* pixel = &picture.pixels[(y * picture.width + x) * picture.channels];
  return picture.channels == 1 ? Colour{pixel[0], pixel[0], pixel[0]} : Colour{pixel[0], pixel[1], pixel[2]};
}

// The drawing: a light round face on a ground of another shade, two dark dots, an arc.
void check_is_the_drawing(const Picture& picture) {
  const Colour corner = at(picture, 2, 2), cheek = at(picture, 20, 42);
  CHECK(std::abs(corner.red - cheek.red) + std::abs(corner.blue - cheek.blue) > 20);
}

TEST_CASE("decodes_a_grey_portrait") {
  const auto picture = decode_jpeg2000(grey_portrait());
  REQUIRE(picture.has_value());
  CHECK(picture->width == 60);
  CHECK(picture->height == 80);
  CHECK(picture->channels == 1);
  CHECK(picture->pixels.size() == 4800);
  check_is_the_drawing(*picture);
}

TEST_CASE("decodes_a_colour_portrait") {
  const auto picture = decode_jpeg2000(colour_portrait());
  REQUIRE(picture.has_value());
  CHECK(picture->channels == 3);
  CHECK(picture->pixels.size() == 14400);
  check_is_the_drawing(*picture);
}

TEST_CASE("decodes_a_bare_codestream_to_the_same_pixels") {
  const auto whole = decode_jpeg2000(grey_portrait());
  const auto bare = decode_jpeg2000(read_jp2_file(grey_portrait())->codestream);
  REQUIRE(bare.has_value());
  CHECK(bare->pixels == whole->pixels);
}

TEST_CASE("a_codestream_that_ends_early_is_no_picture") {
  const ByteView codestream = read_jp2_file(grey_portrait())->codestream;
  for (std::size_t size = 0; size + 2 < codestream.size(); size += 7) {
    CAPTURE(size);
    CHECK_FALSE(decode_jpeg2000(codestream.first(size)).has_value());
  }
}

TEST_CASE("a_header_that_promises_more_than_there_is_costs_nothing") {
  Bytes file = base::to_bytes(read_jp2_file(grey_portrait())->codestream);
  file[8 + 1] = 0x00, file[8 + 2] = 0x04, file[8 + 3] = 0x00;  // 1024 wide, tiles of 60
  CHECK(decode_jpeg2000(file).error().code == FailureCode::picture_unsupported);
}

// The sanitizers of the debug build watch this.
TEST_CASE("changed_files_decode_or_are_refused_and_nothing_else") {
  std::mt19937 random(20261122);
  std::size_t decoded = 0, refused = 0;
  for (const ByteView original : {grey_portrait(), colour_portrait()}) {
    for (int round = 0; round < 1500; ++round) {
      Bytes file = base::to_bytes(original);
      for (std::size_t changes = 1 + random() % 4; changes > 0; --changes) {
        // Half of them in the headers, where lengths and counts stand.
        const std::size_t range = random() % 2 == 0 ? 220 : file.size();
        file[random() % range] = static_cast<std::uint8_t>(random());
      }
      const auto picture = decode_jpeg2000(file);
      ++(picture.has_value() ? decoded : refused);
      if (picture) {
        CHECK(picture->pixels.size() == picture->width * picture->height * picture->channels);
      }
    }
  }
  CHECK(decoded > 100);
  CHECK(refused > 100);
}

}  // namespace
}  // namespace kazashi::picture
