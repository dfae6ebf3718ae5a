// Whatever the reader accepts is laid out without gap or overlap.
#include <cstdint>
#include <cstdlib>

#include "der/reader.h"

namespace {

constexpr kazashi::der::Tag kConstructed = 0x20;

/// Goes through a run of values, the nested ones too; ends the program where their places do not add up.
void walk(kazashi::der::Reader reader) {
  while (!reader.at_end()) {
    const std::size_t start = reader.offset();
    const auto element = reader.read_any();
    if (!element) return;
    if (element->content_offset + element->content.size() != reader.offset()) std::abort();
    if (start + element->encoding.size() != reader.offset()) std::abort();
    if ((element->tag & kConstructed) == 0) continue;
    if (const auto nested = reader.inside(*element)) walk(*nested);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  walk(kazashi::der::Reader({octets, size}));
  return 0;
}
