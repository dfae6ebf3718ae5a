// Repeatable "randomness" (the splitmix64 sequence): the simulator draws nothing from the world, so that a
// run can be replayed from its seed. Never a source of keys.
#pragma once

#include <cstdint>

#include "simulator/bytes.h"

namespace kazashi_simulator {

class RandomStream {
 public:
  explicit RandomStream(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
  }

  Bytes bytes(std::size_t count) {
    Bytes out;
    out.reserve(count);
    while (out.size() < count) {
      out.push_back(low_byte(next()));
    }
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace kazashi_simulator
