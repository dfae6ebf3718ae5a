// An accepted block of T=1 is the one way to write what it says.
#include <algorithm>
#include <cstdlib>

#include "reader/t1_block.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  using Kind = reader::T1Block::Kind;
  const base::ByteView input(octets, size);
  const auto block = reader::parse_t1_block(input);
  if (!block) return 0;
  base::SensitiveBytes again;
  switch (block->kind) {
    case Kind::information:
      again = reader::t1_information_block(block->number, block->more, block->data);
      break;
    case Kind::field_size:
      again = reader::t1_field_size_request(block->value);
      break;
    case Kind::field_size_answer:
      again = reader::t1_field_size_answer(block->value);
      break;
    case Kind::request:  // the complaint is not kept
      if (block->number > 1 || size != reader::kT1Overhead) std::abort();
      return 0;
    case Kind::waiting_extension:
      if (block->value == 0 || size != reader::kT1Overhead + 1) std::abort();
      return 0;
    case Kind::abort:
      return 0;
  }
  if (!std::ranges::equal(again, input)) std::abort();
  return 0;
}
