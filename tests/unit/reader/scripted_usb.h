// A reader made of a script: what must be sent to it next, and what it answers.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "support.h"

namespace kazashi::reader {

/// One thing that happens at the reader's endpoints.
struct UsbStep {
  /// What goes out, in hex; empty for another TransferIn of the same command.
  std::string out = {};
  /// What comes in, in hex, or the failure of the TransferIn. `kNothingBack`: no TransferIn belongs to it.
  std::variant<std::string, base::Failure> back = {};
  bool secret = false;         ///< the octets that go out are marked so
  bool refused_going = false;  ///< `back` is a failure of the TransferOut itself
};

/// The same step, whose octets that go out are marked.
inline UsbStep with_secret(UsbStep step) {
  step.secret = true;
  return step;
}

inline const std::string kNothingBack = "-";

/// What a dialogue asked besides its transfers.
struct UsbNotes {
  std::vector<std::chrono::milliseconds> waits;   ///< of every TransferIn
  std::vector<std::chrono::milliseconds> pauses;  ///< of every Pause
};

/// Runs a dialogue against a script. Fails the test for any other transfer than the next in the script, and
/// for transfers of the script that never came.
template <class T>
base::Result<T> play(base::ReaderDialogue<T> dialogue, std::span<const UsbStep> steps,
                     UsbNotes* notes = nullptr) {
  std::deque<UsbStep> script(steps.begin(), steps.end());
  std::optional<std::variant<std::string, base::Failure>> waiting;
  dialogue.start();
  while (!dialogue.done()) {
    const auto& question = dialogue.question();
    if (const auto* sent = std::get_if<base::TransferOut>(&question)) {
      if (script.empty() || waiting || script.front().out.empty()) {
        FAIL_CHECK("not in the script: " << base::to_hex(sent->octets));
        dialogue.fail({base::FailureCode::internal_error});
        waiting.reset();
        continue;
      }
      const UsbStep step = std::move(script.front());
      script.pop_front();
      CHECK(base::to_hex(sent->octets) == step.out);
      CHECK(sent->secret == step.secret);
      if (step.refused_going) {
        dialogue.fail(std::get<base::Failure>(step.back));
        continue;
      }
      const auto* text = std::get_if<std::string>(&step.back);
      if (text == nullptr || *text != kNothingBack) waiting = step.back;
      dialogue.template reply<base::TransferOut>({});
    } else if (const auto* wanted = std::get_if<base::TransferIn>(&question)) {
      if (notes != nullptr) notes->waits.push_back(wanted->timeout);
      if (!waiting && !script.empty() && script.front().out.empty()) {
        waiting = script.front().back;
        script.pop_front();
      }
      if (!waiting) {
        dialogue.fail({base::FailureCode::reader_no_answer});
        continue;
      }
      const auto back = *std::exchange(waiting, std::nullopt);
      if (const auto* failure = std::get_if<base::Failure>(&back)) {
        dialogue.fail(*failure);
      } else {
        dialogue.template reply<base::TransferIn>(octets(std::get<std::string>(back)));
      }
    } else if (const auto* pause = std::get_if<base::Pause>(&question)) {
      if (notes != nullptr) notes->pauses.push_back(pause->duration);
      dialogue.template reply<base::Pause>({});
    } else {
      dialogue.template reply<base::Progress>({});
    }
  }
  CHECK(script.empty());
  CHECK_FALSE(waiting);
  return dialogue.take();
}

template <class T>
base::Result<T> play(base::ReaderDialogue<T> dialogue, std::initializer_list<UsbStep> steps,
                     UsbNotes* notes = nullptr) {
  return play(std::move(dialogue), std::span(steps.begin(), steps.size()), notes);
}

}  // namespace kazashi::reader
