#include "verify/use.h"

#include <algorithm>
#include <iterator>

namespace kazashi::verify {
namespace {

constexpr std::string_view kUses[] = {
#define KAZASHI_USE(name, id) id,
#include "base/uses.def"
#undef KAZASHI_USE
};

}  // namespace

std::string_view use_text(Use use) { return kUses[static_cast<std::size_t>(use)]; }

std::optional<Use> use_from(std::string_view text) {
  const auto* const found = std::ranges::find(kUses, text);
  if (found == std::end(kUses)) return std::nullopt;
  return static_cast<Use>(found - std::begin(kUses));
}

}  // namespace kazashi::verify
