// What the tests of this room share: hex, and a reader made of a script.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "base/reader_dialogue.h"
#include "reader/frame_link.h"

namespace kazashi::reader {

inline base::Bytes octets(std::string_view hex) {
  auto bytes = base::from_hex(hex);
  CHECK(bytes);
  return bytes.value_or(base::Bytes{});
}

inline base::SensitiveBytes secret_octets(std::string_view hex) {
  const auto bytes = octets(hex);
  return {bytes.begin(), bytes.end()};
}

/// A dialogue whose questions a scripted link has answered already: it must have come to its end.
template <class T>
base::Result<T> outcome(base::ReaderDialogue<T> dialogue) {
  dialogue.start();
  REQUIRE(dialogue.done());
  return dialogue.take();
}

/// The air by script: each frame that goes out must be the next one written here.
class ScriptedAir final : public FrameLink {
 public:
  struct Step {
    std::string out;
    std::variant<std::string, AirFault, base::Failure> back;
  };

  explicit ScriptedAir(std::vector<Step> steps) : steps_(steps.begin(), steps.end()) {}
  ~ScriptedAir() { CHECK(steps_.empty()); }

  base::ReaderDialogue<AirAnswer> exchange(AirFrame frame, std::chrono::microseconds wait) override {
    waits.push_back(wait);
    if (steps_.empty()) {  // no REQUIRE in a coroutine: nothing may throw through a dialogue
      FAIL_CHECK("one frame too many: " << base::to_hex(frame.octets));
      co_return base::fail(base::FailureCode::internal_error);
    }
    const Step step = std::move(steps_.front());
    steps_.pop_front();
    CHECK(base::to_hex(frame.octets) == step.out);
    if (const auto* hex = std::get_if<std::string>(&step.back)) co_return AirAnswer{octets(*hex)};
    if (const auto* fault = std::get_if<AirFault>(&step.back)) co_return AirAnswer{std::unexpected(*fault)};
    co_return std::unexpected(std::get<base::Failure>(step.back));
  }

  std::vector<std::chrono::microseconds> waits;

 private:
  std::deque<Step> steps_;
};

}  // namespace kazashi::reader
