// An accepted I-block is the one way to write its data.
#include <algorithm>
#include <cstdlib>

#include "reader/iso_block.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  const auto block = reader::parse_block(input);
  if (!block || block->kind != reader::Block::Kind::information) return 0;
  if (!std::ranges::equal(reader::information_block(block->number, block->more, block->data), input))
    std::abort();
  return 0;
}
