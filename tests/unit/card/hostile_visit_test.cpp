#include "fuzz/hostile_visit.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

namespace kazashi::card {
namespace {

TEST_CASE("ends_with_the_field_seen_to_whatever_reader_and_card_say") {
  std::mt19937 random(20261122);  // the same octets on every machine
  std::size_t prompted = 0;
  for (int visit = 0; visit < 3000; ++visit) {
    // honest enough to lead deep into the dialogue, more or less often
    const unsigned ceiling = visit % 3 == 0 ? 0x100 : visit % 3 == 1 ? 0xFF : 0xF1;
    base::Bytes octets(random() % 4096);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(random() % ceiling);
    if (fuzz::hostile_visit(octets).prompted) ++prompted;
  }
  CHECK(prompted > 100);
}

}  // namespace
}  // namespace kazashi::card
