// Drives a reader dialogue against the simulator as a page drives it against a device.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "base/reader_dialogue.h"
#include "card/jpki.h"
#include "reader/converse.h"
#include "reader/rcs380.h"
#include "simulator/card/virtual_card.h"
#include "simulator/picc/virtual_picc.h"
#include "simulator/pki/test_people.h"
#include "simulator/reader/virtual_reader.h"

namespace kazashi::card {

namespace sim = kazashi_simulator;

/// What one visit saw besides its result.
struct Visit {
  std::size_t questions = 0;
  std::vector<std::uint8_t> prompts;
  /// The last one before the reader was released. `verifying_pin` counts from its answer on: only then VERIFY
  /// leaves.
  std::optional<base::Stage> stage;
  bool vain = false;  ///< more questions than any visit has
};

/// A device with a card on it, and whoever answers.
struct Desk {
  sim::VirtualReader device{7};
  std::shared_ptr<sim::VirtualPicc> picc;
  std::string pin = "1234";
  bool last_try_accepted = false;
  std::optional<std::size_t> fail_at;  ///< this question is answered with `failure`
  base::Failure failure{base::FailureCode::cancelled};

  explicit Desk(const sim::Person& person) : picc(sim::make_picc(person, 3)) {
    REQUIRE(picc);
    device.place(picc);
  }
  [[nodiscard]] const sim::Counters& counters() const { return picc->card().counters(); }
};

template <class T>
void answer(base::ReaderDialogue<T>& dialogue, const base::TransferOut& out, Desk& desk) {
  switch (desk.device.transfer_out(out.octets)) {
    case sim::TransferStatus::kOk:
      return dialogue.template reply<base::TransferOut>({});
    case sim::TransferStatus::kStall:
      desk.device.clear_halt(sim::Endpoint::kOut);
      return dialogue.fail({base::FailureCode::reader_stalled});
    default:
      return dialogue.fail({base::FailureCode::reader_disconnected});
  }
}

template <class T>
void answer(base::ReaderDialogue<T>& dialogue, const base::TransferIn& in, Desk& desk) {
  auto transfer = desk.device.transfer_in(in.length);
  switch (transfer.status) {
    case sim::TransferStatus::kOk:
      return dialogue.template reply<base::TransferIn>(std::move(transfer.data));
    case sim::TransferStatus::kEmpty:
      return dialogue.fail({base::FailureCode::reader_no_answer});
    case sim::TransferStatus::kStall:
      desk.device.clear_halt(sim::Endpoint::kIn);
      return dialogue.fail({base::FailureCode::reader_stalled});
    case sim::TransferStatus::kBabble:
      return dialogue.fail({base::FailureCode::reader_transfer_failed});
    default:
      return dialogue.fail({base::FailureCode::reader_disconnected});
  }
}

template <class T>
void answer(base::ReaderDialogue<T>& dialogue, Desk& desk, Visit& seen) {
  if (const auto* out = std::get_if<base::TransferOut>(&dialogue.question())) {
    answer(dialogue, *out, desk);
  } else if (const auto* in = std::get_if<base::TransferIn>(&dialogue.question())) {
    answer(dialogue, *in, desk);
  } else if (std::get_if<base::Pause>(&dialogue.question()) != nullptr) {
    dialogue.template reply<base::Pause>({});
  } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
    seen.prompts.push_back(prompt->tries_left.value_or(0));
    dialogue.template reply<base::PinPrompt>(
        {base::Secret(base::as_bytes(desk.pin)), desk.last_try_accepted});
  } else {
    dialogue.template reply<base::Progress>({});
  }
}

inline void note_stage(const base::ReaderVocabulary& question, bool answered, Visit& seen) {
  const auto* progress = std::get_if<base::Progress>(&question);
  if (progress == nullptr || progress->stage == base::Stage::releasing_reader) return;
  if (answered || progress->stage != base::Stage::verifying_pin) seen.stage = progress->stage;
}

template <class T>
base::Result<T> drive(base::ReaderDialogue<T> dialogue, Desk& desk, Visit& seen) {
  constexpr std::size_t kFarTooMany = 10'000;
  dialogue.start();
  while (!dialogue.done() && seen.questions < kFarTooMany) {
    const bool failing = seen.questions++ == desk.fail_at;
    note_stage(dialogue.question(), !failing, seen);
    if (failing) {
      dialogue.fail(desk.failure);
    } else {
      answer(dialogue, desk, seen);
    }
  }
  seen.vain = !dialogue.done();
  if (seen.vain) return base::fail(base::FailureCode::internal_error);
  return dialogue.take();
}

inline constexpr Sha256Digest kDigest{0xD1, 0x6E, 0x57};

inline base::Result<JpkiAuthentication> authenticate_at(Desk& desk, Visit& seen) {
  reader::Rcs380 rcs380;
  return drive(reader::visit(rcs380, 4, authenticate(kDigest)), desk, seen);
}

}  // namespace kazashi::card
