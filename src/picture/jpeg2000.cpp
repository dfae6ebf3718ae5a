#include "picture/jpeg2000.h"

#include <algorithm>
#include <memory>
#include <span>

#include "codestream.h"
#include "picture/jp2_file.h"

namespace kazashi::picture {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

struct Destroy {
  void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};
using Image = std::unique_ptr<opj_image_t, Destroy>;

// The decoder must have made of it what the header announced: its arrays are read by that size.
bool is_as_announced(const opj_image_t& image, const Jp2File& announced) {
  return image.numcomps == announced.components &&
         std::ranges::all_of(std::span(image.comps, image.numcomps), [&](const opj_image_comp_t& component) {
           return component.data != nullptr && component.w == announced.width &&
                  component.h == announced.height && component.prec >= 1 && component.prec <= 8 &&
                  component.sgnd == 0;
         });
}

// A sample of `bits` bits, drawn out to eight.
std::uint8_t to_eight_bits(OPJ_INT32 sample, OPJ_UINT32 bits) {
  const OPJ_INT32 most = (1 << bits) - 1;
  return static_cast<std::uint8_t>(std::clamp(sample, 0, most) * 255 / most);
}

}  // namespace

Result<Picture> decode_jpeg2000(base::ByteView file) {
  KAZASHI_TRY(announced, read_jp2_file(file));
  const Image image(kazashi_decode_codestream(announced.codestream.data(), announced.codestream.size()));
  if (image == nullptr || !is_as_announced(*image, announced)) {
    return fail(FailureCode::picture_malformed);
  }
  Picture picture{
      .width = announced.width, .height = announced.height, .channels = announced.components, .pixels = {}};
  const std::size_t count = picture.width * picture.height;
  picture.pixels.resize(count * picture.channels);
  for (std::size_t channel = 0; channel < picture.channels; ++channel) {
    const opj_image_comp_t& component = image->comps[channel];
    const std::span samples(component.data, count);
    for (std::size_t at = 0; at < count; ++at) {
      picture.pixels[at * picture.channels + channel] = to_eight_bits(samples[at], component.prec);
    }
  }
  return picture;
}

}  // namespace kazashi::picture
