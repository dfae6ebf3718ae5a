// A set that opens is walked, asked and merged within bounds, and merging it with itself changes nothing.
#include <array>
#include <cstdint>
#include <cstdlib>

#include "revocation/revocation_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  const auto set = revocation::RevocationSet::open(input);
  if (!set) return 0;
  for (const auto& segment : set->segments()) {
    for (const auto& part : segment.parts) {
      for (const auto& group : part.groups) {
        for (revocation::GroupCursor cursor(group); !cursor.at_end(); cursor.next()) {
          revocation::Serial serial{.width = group.shape().width, .prefix = cursor.prefix()};
          std::ranges::copy(cursor.suffix(), serial.suffix.begin());
          if (group.find(serial) != cursor.place()) std::abort();
        }
      }
    }
  }
  const std::array twice = {*set, *set};
  const auto merged = revocation::merge_sets(twice);
  if (!merged) return 0;
  const auto again = revocation::RevocationSet::open(*merged);
  if (!again || revocation::merge_sets({&*again, 1}) != merged) std::abort();
  return 0;
}
