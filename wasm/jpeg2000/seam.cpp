// The decoder of photographs for JavaScript: a file is written to where input() says, decode() is called, and
// the picture read from where pixels() says. An instance serves one picture; what it kept goes with it.
#ifndef __EMSCRIPTEN__
#error "Only for WebAssembly builds."
#endif

#include <cstdint>

#include "base/bytes.h"
#include "picture/jp2_file.h"
#include "picture/jpeg2000.h"

namespace {

using namespace kazashi;

// One picture an instance: this is the instance's state, and nothing else holds it.
base::Bytes file;
picture::Picture decoded;

}  // namespace

#define KAZASHI_EXPORT(name) extern "C" __attribute__((export_name(name)))

/// Where to write a file of `length` octets; null if no card holds one so long.
KAZASHI_EXPORT("input") std::uint8_t* kazashi_input(std::size_t length) {
  if (length > picture::kLongestFile) {
    return nullptr;
  }
  file.resize(length);
  return file.data();
}

/// 0: decoded; 1: picture.malformed; 2: picture.unsupported.
KAZASHI_EXPORT("decode") int kazashi_decode() {
  auto result = picture::decode_jpeg2000(file);
  if (!result) {
    return result.error().code == base::FailureCode::picture_unsupported ? 2 : 1;
  }
  decoded = *std::move(result);
  return 0;
}

KAZASHI_EXPORT("width") std::size_t kazashi_width() { return decoded.width; }
KAZASHI_EXPORT("height") std::size_t kazashi_height() { return decoded.height; }
KAZASHI_EXPORT("channels") std::size_t kazashi_channels() { return decoded.channels; }
KAZASHI_EXPORT("pixels") const std::uint8_t* kazashi_pixels() { return decoded.pixels.data(); }
