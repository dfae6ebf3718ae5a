// Whether something stands twice in a list that others wrote. For the sources of this room alone.
#pragma once

#include <algorithm>
#include <vector>

#include "base/bytes.h"

namespace kazashi::crypto {

/// Sorts, and so takes no quadratic time: a megabyte holds a hundred thousand extensions.
[[nodiscard]] inline bool all_distinct(std::vector<base::ByteView> octets) {
  std::ranges::sort(octets, [](base::ByteView left, base::ByteView right) {
    return std::ranges::lexicographical_compare(left, right);
  });
  return std::ranges::adjacent_find(octets, [](base::ByteView left, base::ByteView right) {
           return std::ranges::equal(left, right);
         }) == octets.end();
}

}  // namespace kazashi::crypto
