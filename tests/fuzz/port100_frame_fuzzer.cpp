// An accepted frame is the one way to write its data.
#include <algorithm>
#include <cstdlib>

#include "reader/port100_frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  const auto frame = reader::decode_frame(input);
  if (!frame || frame->kind != reader::Port100Frame::Kind::data) return 0;
  if (!std::ranges::equal(reader::encode_frame(frame->data), input)) std::abort();
  return 0;
}
