#include "fuzz/hostile_visit.h"

#include <array>
#include <random>

#include <catch2/catch_test_macros.hpp>

namespace kazashi::card {
namespace {

TEST_CASE("ends_with_the_field_seen_to_whatever_reader_and_card_say") {
  std::mt19937 random(20261122);  // the same octets on every machine
  std::array<std::size_t, fuzz::kVisits> prompted{};
  std::array<std::size_t, fuzz::kVisits> went_far{};
  for (unsigned visit = 0; visit < 7000; ++visit) {
    // honest enough to lead deep into the dialogue, more or less often
    const unsigned ceiling = visit % 3 == 0 ? 0x100 : visit % 3 == 1 ? 0xFF : 0xF1;
    base::Bytes octets(1 + random() % 4096);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(random() % ceiling);
    octets[0] = static_cast<std::uint8_t>(random());
    const auto kind = octets[0] % fuzz::kVisits;
    const auto ending = fuzz::hostile_visit(octets);
    if (ending.prompted) ++prompted[kind];
    if (ending.questions > 60) ++went_far[kind];
  }
  for (std::size_t kind = 0; kind < fuzz::kVisits; ++kind) {
    CAPTURE(kind);
    const bool asks = kind != 3 && kind != 4;  // opened by what is printed on the card
    CHECK(prompted[kind] >= (asks ? 30 : 0));
    // a residence card that does not know its number is left at the first proof of it
    CHECK(went_far[kind] > (kind == 4 ? 0 : 30));
  }
}

}  // namespace
}  // namespace kazashi::card
