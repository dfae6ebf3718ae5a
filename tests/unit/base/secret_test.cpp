#include "base/secret.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>

using namespace kazashi::base;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);

TEST_CASE("wiping leaves zeros", "[secret]") {
  std::array<std::uint8_t, 4> pin{'1', '2', '3', '4'};
  wipe(pin.data(), pin.size());
  CHECK(std::ranges::all_of(pin, [](std::uint8_t octet) { return octet == 0; }));
}

TEST_CASE("a moved-from secret holds nothing", "[secret]") {
  Secret first(as_bytes("1234"));
  const Secret second = std::move(first);
  CHECK(as_text(second.reveal()) == "1234");
  CHECK(first.reveal().empty());  // NOLINT(bugprone-use-after-move): that is the fact under test
}
