// What a test may ask the card afterwards: how often each thing was really executed.
#pragma once

#include <cstddef>

namespace kazashi_simulator {

struct Counters {
  std::size_t commands = 0;    // every command that reached the card
  std::size_t selects = 0;     // SELECT, of an application or a file
  std::size_t reads = 0;       // READ BINARY
  std::size_t queries = 0;     // VERIFY without data
  std::size_t verifies = 0;    // VERIFY with data, whatever came of it
  std::size_t signatures = 0;  // signatures given out
};

}  // namespace kazashi_simulator
