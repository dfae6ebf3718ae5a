#include "simulator/card/pin.h"

#include <algorithm>
#include <utility>

namespace kazashi_simulator {
namespace {

constexpr std::size_t kLongestPassword = 16;

Response tries(unsigned left) { return refuse(static_cast<std::uint16_t>(status::kTriesLeft + left)); }

}  // namespace

Pin::Pin(std::string value, unsigned tries_left, unsigned tries_at_most)
    : value_(std::move(value)), tries_at_most_(tries_at_most), state_{tries_left, false} {}

Response Pin::query() const { return state_.verified ? Response{} : tries(state_.tries_left); }

Response Pin::verify(View candidate) {
  if (candidate.size() > kLongestPassword) {
    return refuse(status::kWrongLength);
  }
  if (state_.tries_left == 0) {
    return refuse(status::kBlocked);
  }
  state_.verified =
      std::ranges::equal(candidate, value_, {}, {}, [](char c) { return static_cast<std::uint8_t>(c); });
  if (state_.verified) {
    state_.tries_left = tries_at_most_;
    return {};
  }
  --state_.tries_left;
  return tries(state_.tries_left);
}

}  // namespace kazashi_simulator
