#include "fuzz/hostile_visit.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  static_cast<void>(kazashi::fuzz::hostile_visit({octets, size}));
  return 0;
}
