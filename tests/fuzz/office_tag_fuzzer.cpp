// No tag opens that nobody certified.
#include <cstdlib>

#include "trust/office_tag.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  if (trust::open_office_tag({octets, size}, {}, base::UtcTime{})) std::abort();
  return 0;
}
