// A whole visit against a reader and a card that answer whatever they are told to: by a fuzzer's octets, or
// by random ones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "base/reader_dialogue.h"
#include "card/jpki.h"
#include "reader/converse.h"
#include "reader/port100_frame.h"
#include "reader/rcs380.h"

namespace kazashi::fuzz {

inline void require(bool fact) {
  if (!fact) std::abort();
}

/// Reader and card. Octets decide how honest each answer is; when they are used up, everything is silent.
class Adversary {
 public:
  explicit Adversary(base::ByteView octets) : octets_(octets) {}

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
    const bool at_start = command.size() > 4 && command[2] == 0 && command[3] == 0;
    if (instruction == 0xB0 && at_start) answer = {0x30, 0x82, 0x01, 0x00};
    if (instruction == 0xB0 && !at_start) answer = base::Bytes(command.back() == 0 ? 250 : command.back());
    if (instruction == 0x2A) answer = base::Bytes(250);
    const std::uint8_t choice = octet();
    if (choice >= 0xF0) base::append(answer, base::Bytes{octet(), octet()});
    if (choice < 0xF0)
      base::append(answer, instruction == 0x20 && command.size() == 4 ? base::Bytes{0x63, 0xC3}
                                                                      : base::Bytes{0x90, 0x00});
    return answer;
  }

  base::ByteView octets_;
  base::Bytes sent_{0xD6, 0x00};
  int waiting_ = 0;
};

struct Ending {
  std::size_t questions = 0;
  bool prompted = false;
  bool value = false;
};

/// Runs to the end and aborts when a promise is broken: it ends, and the field is seen to before it does.
inline Ending hostile_visit(base::ByteView octets) {
  constexpr std::size_t kEndsBefore = 1'000'000;
  Adversary adversary(octets);
  reader::Rcs380 rcs380;
  auto dialogue = reader::visit(rcs380, 3, card::authenticate({}));
  dialogue.start();
  Ending ending;
  bool released = false;
  std::size_t sent_after_release = 0;
  while (!dialogue.done()) {
    require(++ending.questions < kEndsBefore);
    if (const auto* out = std::get_if<base::TransferOut>(&dialogue.question())) {
      if (released) ++sent_after_release;
      if (adversary.hear(out->octets)) {
        dialogue.reply<base::TransferOut>({});
      } else {
        dialogue.fail({base::FailureCode::reader_transfer_failed});
      }
    } else if (std::get_if<base::TransferIn>(&dialogue.question()) != nullptr) {
      auto said = adversary.silent() ? std::nullopt : adversary.say();
      if (said) {
        dialogue.reply<base::TransferIn>(std::move(*said));
      } else {
        dialogue.fail({base::FailureCode::reader_no_answer});
      }
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
      require(!prompt->tries_left || *prompt->tries_left > 0);
      ending.prompted = true;
      dialogue.reply<base::PinPrompt>({base::Secret(base::as_bytes("1234")), false});
    } else if (const auto* progress = std::get_if<base::Progress>(&dialogue.question())) {
      released = released || progress->stage == base::Stage::releasing_reader;
      dialogue.reply<base::Progress>({});
    } else {
      dialogue.reply<base::Pause>({});
    }
  }
  require(released && sent_after_release > 0);
  const auto result = dialogue.take();
  ending.value = result.has_value();
  if (result) require(result->signature.size() == 256 && result->tries_left_before > 0);
  return ending;
}

}  // namespace kazashi::fuzz
