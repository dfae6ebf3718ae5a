// The half-duplex block protocol of ISO/IEC 14443-4 section 7, the reader's side, over any reader that
// carries frames.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/reader_dialogue.h"
#include "base/secret.h"
#include "reader/frame_link.h"
#include "reader/iso_block.h"

namespace kazashi::reader {

/// What a card said about itself when it was activated.
struct LinkParameters {
  std::size_t frame_size;                  ///< FSC: the longest frame it takes, CRC included, 16 to 256
  std::chrono::microseconds waiting_time;  ///< FWT: how long it may think before a block
};

/// Section 7.5.4 rules, what they come to for commands that must not run twice (VERIFY): a lost or broken
/// answer is asked for again by R(NAK), never by sending the command again. An I-block goes out a second time
/// only when the card says, by R(ACK) with the other number, that it has not had it. When recovery fails,
/// what the card did is unknown and the caller learns of a failure.
///
/// The object and its link outlive the dialogues; one dialogue runs at a time.
class IsoDep {
 public:
  explicit IsoDep(FrameLink& link) : link_(link) {}
  IsoDep(const IsoDep&) = delete;
  IsoDep& operator=(const IsoDep&) = delete;

  /// A card has just been activated; its first block has number 0 (rule A).
  void activate(LinkParameters parameters);
  void forget() { active_ = false; }
  [[nodiscard]] bool active() const { return active_; }

  /// One command APDU to the card, one response APDU back, both chained where they are longer than a frame.
  /// Failures: card_removed (silence, or no active card), card_transmission (broken frames only),
  /// card_protocol, card_too_slow, card_answer_too_long, and what the link fails with. After any of them the
  /// card is no longer active.
  /// `secret`: the command carries a PIN or password, and so do the blocks made of it.
  [[nodiscard]] base::ReaderDialogue<base::Bytes> exchange(base::SensitiveBytes command, bool secret = false);

  /// Whether the card is still there, between two commands: R(NAK), which a card answers with R(ACK) when it
  /// has nothing to send again (rule 12). False when it is silent three times 50 ms long; then, and after a
  /// failure (card_transmission, card_protocol, the link's), it is no longer active.
  [[nodiscard]] base::ReaderDialogue<bool> present();

  /// S(DESELECT), once: the card halts, and if it does not, switching the field off ends it all the same.
  [[nodiscard]] base::ReaderDialogue<base::Done> deselect();

 private:
  base::ReaderDialogue<Block> send_command(base::SensitiveBytes command);
  base::ReaderDialogue<base::Bytes> collect_answer(Block first);
  base::ReaderDialogue<Block> ask(base::SensitiveBytes block, base::SensitiveBytes recovery);
  base::Result<std::chrono::microseconds> extend(std::uint8_t multiplier);

  FrameLink& link_;
  LinkParameters parameters_{};
  bool active_ = false;
  std::uint8_t number_ = 0;
  bool secret_ = false;
  // what one command may still use up
  std::size_t extensions_left_ = 0;
  std::chrono::microseconds extension_time_left_{};
  std::size_t recoveries_left_ = 0;
  std::chrono::microseconds time_left_{};
};

}  // namespace kazashi::reader
