// What the tests of this room share: hex, and a card made of a script.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "base/card_dialogue.h"
#include "base/hex.h"

namespace kazashi::card {

inline base::Bytes octets(std::string_view hex) {
  auto bytes = base::from_hex(hex);
  REQUIRE(bytes);
  return *bytes;
}

/// The card by script: each command must be the next one written here.
struct Step {
  std::string command;
  std::variant<std::string, base::Failure> answer;  ///< data and status in hex
};

struct Talk {
  std::string pin = {};
  bool last_try_accepted = false;
  base::PinKind kind = base::PinKind::authentication;  ///< which PIN must be asked for
  std::vector<std::uint8_t> prompts = {};              ///< the tries left of every prompt
  std::vector<base::Stage> stages = {};
};

/// Runs a dialogue to its end. The script must be used up.
template <class T>
base::Result<T> play(base::CardDialogue<T> dialogue, const std::vector<Step>& script, Talk* talk = nullptr) {
  Talk own;
  Talk& with = talk != nullptr ? *talk : own;
  std::size_t at = 0;
  dialogue.start();
  while (!dialogue.done()) {
    if (const auto* transmit = std::get_if<base::Transmit>(&dialogue.question())) {
      const auto command = base::to_hex(transmit->command.encode());
      CAPTURE(at, command);
      REQUIRE(at < script.size());
      const Step& step = script[at++];
      CHECK(command == step.command);
      if (const auto* failure = std::get_if<base::Failure>(&step.answer)) {
        dialogue.fail(*failure);
        continue;
      }
      auto response = base::ResponseApdu::parse(octets(std::get<std::string>(step.answer)));
      REQUIRE(response);
      dialogue.template reply<base::Transmit>(std::move(*response));
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
      with.prompts.push_back(prompt->tries_left.value_or(0));
      CHECK(prompt->kind == with.kind);
      dialogue.template reply<base::PinPrompt>(
          {base::Secret(base::as_bytes(with.pin)), with.last_try_accepted});
    } else {
      with.stages.push_back(std::get<base::Progress>(dialogue.question()).stage);
      dialogue.template reply<base::Progress>({});
    }
  }
  CHECK(at == script.size());
  return dialogue.take();
}

template <class T>
void check_failure(const base::Result<T>& result, base::Failure expected) {
  REQUIRE_FALSE(result);
  CHECK(base::code_text(result.error().code) == base::code_text(expected.code));
  CHECK(result.error().detail == expected.detail);
}

}  // namespace kazashi::card
