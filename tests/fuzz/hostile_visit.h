// A whole visit against a reader and a card that answer whatever they are told to: by a fuzzer's octets, or
// by random ones. The first octet chooses what the card is visited for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/reader_dialogue.h"
#include "card/attributes.h"
#include "card/face.h"
#include "card/jpki_signature.h"
#include "card/licence.h"
#include "card/my_number_licence.h"
#include "card/residence.h"
#include "reader/converse.h"
#include "reader/port100_frame.h"
#include "reader/rcs380.h"

namespace kazashi::fuzz {

inline void require(bool fact) {
  if (!fact) std::abort();
}

/// By short identifier; 0 is any file that was selected.
using Files = std::map<int, base::Bytes>;

/// Reader and card. Octets decide how honest each answer is; when they are used up, everything is silent.
class Adversary {
 public:
  /// `files` are how the files start that a card of this kind has.
  Adversary(base::ByteView octets, Files files) : octets_(octets), files_(std::move(files)) {}

  [[nodiscard]] bool silent() const { return octets_.empty(); }
  std::uint8_t octet() {
    if (silent()) return 0;
    const std::uint8_t first = octets_.front();
    octets_ = octets_.subspan(1);
    return first;
  }
  base::Bytes some() {
    const std::size_t count = std::min<std::size_t>(octet(), octets_.size());
    auto taken = base::to_bytes(octets_.first(count));
    octets_ = octets_.subspan(count);
    return taken;
  }

  /// What the host sends. Says whether it arrives.
  bool hear(base::ByteView frame_octets) {
    const auto frame = reader::decode_frame(frame_octets);
    require(frame.has_value());  // the host never sends anything but frames
    const bool command = frame->kind == reader::Port100Frame::Kind::data;
    waiting_ = command ? 2 : 0;
    if (command) sent_ = frame->data;
    return octet() != 0xFF;
  }

  /// What comes back: mostly the acknowledgement and the answer to the last command.
  std::optional<base::Bytes> say() {
    const std::uint8_t honesty = octet();
    if (honesty == 0xFF) return some();
    if (waiting_ == 0) return std::nullopt;
    if (waiting_-- == 2)
      return base::Bytes{reader::kAcknowledgeFrame.begin(), reader::kAcknowledgeFrame.end()};
    base::Bytes answer{0xD7, static_cast<std::uint8_t>(sent_[1] + 1)};
    base::append(answer, sent_[1] == 0x04 ? air(honesty) : base::Bytes{0x00});
    const auto frame = reader::encode_frame(answer);
    return base::Bytes{frame.begin(), frame.end()};
  }

 private:
  base::Bytes air(std::uint8_t honesty) {
    if (honesty >= 0xFC) return some();                    // any status, any frame
    if (honesty >= 0xF8) return {0x80, 0x00, 0x00, 0x00};  // silence
    base::Bytes answer{0x00, 0x00, 0x00, 0x00, 0x08};
    base::append(answer, block(base::ByteView(sent_).subspan(4), honesty));
    return answer;
  }

  base::Bytes block(base::ByteView frame, std::uint8_t honesty) {
    const std::uint8_t control = frame.empty() ? 0 : frame[0];
    if (honesty >= 0xF4) return some();
    if (control == 0x05) return {0x50, 1, 2, 3, 4, 0, 0, 5, 0xE0, 0xB3, 0x81, 0xA1};
    if (control == 0x1D) return {0x00};
    if (honesty >= 0xF0) return {0xF2, octet()};
    if (honesty >= 0xEC) return {static_cast<std::uint8_t>(0xA2 | (honesty & 1))};
    const bool more = honesty >= 0xE8;
    base::Bytes answer{static_cast<std::uint8_t>((more ? 0x12 : 0x02) | (control & 1))};
    base::append(answer, honesty >= 0xE0 ? some() : response(frame.subspan(frame.empty() ? 0 : 1)));
    return answer;
  }

  /// What a card of this kind may say to a command, with the status of its choice now and then.
  base::Bytes response(base::ByteView command) {
    base::Bytes answer;
    const std::uint8_t instruction = command.size() < 4 ? 0 : command[1];
    if (instruction == 0xB0) answer = read(command);
    if (instruction == 0x84) answer = base::Bytes(8);
    if (instruction == 0x2A) answer = base::Bytes(250);
    const std::uint8_t choice = octet();
    if (choice >= 0xF0) base::append(answer, base::Bytes{octet(), octet()});
    if (choice < 0xF0)
      base::append(answer, instruction == 0x20 && command.size() == 4 ? base::Bytes{0x63, 0xC3}
                                                                      : base::Bytes{0x90, 0x00});
    return answer;
  }

  /// The start of the file that is named, or of any where none is; within a file, octets.
  base::Bytes read(base::ByteView command) const {
    if (command.size() < 5) return {};
    const bool named = (command[2] & 0x80) != 0;
    const auto file = files_.find(named ? command[2] & 0x7F : 0);
    if (file != files_.end() && (named || (command[2] == 0 && command[3] == 0))) return file->second;
    return base::Bytes(command.back() == 0 ? 250 : command.back());
  }

  base::ByteView octets_;
  Files files_;
  base::Bytes sent_{0xD6, 0x00};
  int waiting_ = 0;
};

struct Ending {
  std::size_t questions = 0;
  bool prompted = false;
  bool value = false;
};

/// Runs to the end and aborts when a promise is broken: it ends, the field is seen to before it does, and
/// nobody is asked for a PIN that has no try left.
template <class T>
base::Result<T> hostile(Adversary& adversary, base::CardDialogue<T> card, Ending& ending) {
  constexpr std::size_t kEndsBefore = 1'000'000;
  reader::Rcs380 rcs380;
  auto dialogue = reader::visit(rcs380, 3, std::move(card));
  dialogue.start();
  bool released = false;
  std::size_t sent_after_release = 0;
  while (!dialogue.done()) {
    require(++ending.questions < kEndsBefore);
    if (const auto* out = std::get_if<base::TransferOut>(&dialogue.question())) {
      if (released) ++sent_after_release;
      if (adversary.hear(out->octets)) {
        dialogue.template reply<base::TransferOut>({});
      } else {
        dialogue.fail({base::FailureCode::reader_transfer_failed});
      }
    } else if (std::get_if<base::TransferIn>(&dialogue.question()) != nullptr) {
      auto said = adversary.silent() ? std::nullopt : adversary.say();
      if (said) {
        dialogue.template reply<base::TransferIn>(std::move(*said));
      } else {
        dialogue.fail({base::FailureCode::reader_no_answer});
      }
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
      require(prompt->tries_left.value_or(0) > 0);
      ending.prompted = true;
      const std::string_view pin = prompt->kind == base::PinKind::signature ? "ABC123" : "1234";
      dialogue.template reply<base::PinPrompt>({base::Secret(base::as_bytes(pin)), false});
    } else if (const auto* progress = std::get_if<base::Progress>(&dialogue.question())) {
      released = released || progress->stage == base::Stage::releasing_reader;
      dialogue.template reply<base::Progress>({});
    } else {
      dialogue.template reply<base::Pause>({});
    }
  }
  require(released && sent_after_release > 0);
  auto result = dialogue.take();
  ending.value = result.has_value();
  return result;
}

inline constexpr std::size_t kVisits = 7;

/// `octets` without the first are what the adversary goes by.
inline Ending hostile_visit(base::ByteView octets) {
  if (octets.empty()) return {};
  const std::uint8_t choice = octets[0];
  // half of the visits take reader and card for able to do more
  const card::CardAbilities abilities{.extended_length = choice >= 0x80};
  const Files certificates{{0x01, {0x30, 0x82, 0x01, 0x00}},
                           {0x02, {0x30, 0x82, 0x01, 0x00}},
                           {0x0A, {0x30, 0x82, 0x01, 0x00}},
                           {0x0B, {0x30, 0x82, 0x01, 0x00}},
                           {0, {0x30, 0x82, 0x01, 0x00}}};
  const Files records{{0x01, {0xFF, 0x10, 0x82, 0x02, 0x00}},
                      {0x02, {0xFF, 0x20, 0x82, 0x02, 0x00}},
                      {0x03, {0xFF, 0x30, 0x82, 0x01, 0x4B}},
                      {0x04, {0x7F, 0x21, 0x82, 0x02, 0x33}},
                      {0x07, {0xFF, 0x50, 0x82, 0x02, 0x00}}};
  const base::Bytes of_licence{0x45, 0x0B, 0x30, 0x30, 0x38, 0x20, 0x25, 0x12, 0x26,
                               0x20, 0x30, 0x12, 0x31, 0x46, 0x02, 0x99, 0x01};
  const Files licence{{0, of_licence},
                      {0x0A, {0x05, 0x01, 0x01}},
                      {0x01, {0x12, 0x02, 0x38, 0x2B, 0xFF}},
                      {0x02, {0x41, 0x02, 0x38, 0x2B}},
                      {0x07, {0xB1, 0x01, 0x00, 0xFF}},
                      {0x1A, {0xC1, 0x01, 0x01}},
                      {0x1B, {0xC2, 0x01, 0x30, 0x00}}};
  const auto number_b = [] {
    return std::move(*card::MatchingNumberB::from_digits(base::as_bytes("55021720352285")));
  };
  Ending ending;
  const auto visit = [&](const Files& files, auto dialogue) {
    Adversary adversary(octets.subspan(1), files);
    return hostile(adversary, std::move(dialogue), ending);
  };
  switch (choice % kVisits) {
    case 0: {
      const auto result = visit(certificates, card::authenticate({}, {.abilities = abilities}));
      if (result) require(result->signature.size() == 256 && result->tries_left_before > 0);
      break;
    }
    case 1: {
      const auto result = visit(certificates, card::open_signature({.abilities = abilities}));
      if (result) require(result->certificate.size() == 260 && result->tries_left_before > 0);
      break;
    }
    case 2:
      static_cast<void>(visit(records, card::read_attributes_with_pin(card::Sha256Digest{}, abilities)));
      break;
    case 3:
      static_cast<void>(visit(
          records, card::read_face(number_b(), {.challenge = card::Sha256Digest{}, .abilities = abilities})));
      break;
    case 4: {
      auto number = card::CardNumber::from_text(base::as_bytes("AA12345678BB"));
      static_cast<void>(visit({{0x0A, {0xC1, 0x01, 0x31}}},
                              card::read_residence_card(std::move(*number), {}, {.abilities = abilities})));
      break;
    }
    case 5: {
      const auto result =
          visit(licence, card::read_licence({.photo = true, .domicile = true, .abilities = abilities}));
      if (result) require(result->tries_left_1 > 0 && !result->items.empty());
      break;
    }
    default: {
      const auto result = visit(licence, card::read_my_number_licence({.abilities = abilities}));
      if (result) require(result->tries_left > 0 && !result->items.empty());
    }
  }
  return ending;
}

}  // namespace kazashi::fuzz
