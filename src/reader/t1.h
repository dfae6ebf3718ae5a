// The block protocol T=1 of ISO/IEC 7816-3 section 11, the reader's side, over a reader that carries blocks.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/reader_dialogue.h"
#include "base/secret.h"
#include "reader/answer_to_reset.h"
#include "reader/frame_link.h"
#include "reader/t1_block.h"

namespace kazashi::reader {

/// A reader that carries blocks of T=1 and keeps the card's waiting times itself.
class T1Link {
 public:
  /// Sends a block and waits for the card's, as many block waiting times as `multiplier` says (0: one). Fails
  /// only when the reader fails. This object outlives the dialogue.
  [[nodiscard]] virtual base::ReaderDialogue<AirAnswer> exchange_block(AirFrame block,
                                                                       std::uint8_t multiplier) = 0;

 protected:
  T1Link() = default;
  T1Link(const T1Link&) = default;
  T1Link& operator=(const T1Link&) = default;
  ~T1Link() = default;
};

/// What holds for commands that must not run twice (VERIFY) holds here as in iso_dep.h: a lost or broken
/// answer is asked for again by an R-block, and an I-block goes out a second time only when the card asks for
/// it by its number, because it has not had it. Nothing is resynchronised: when recovery fails, what the card
/// did is unknown and the caller learns of a failure.
///
/// The object and its link outlive the dialogues; one dialogue runs at a time.
class T1 {
 public:
  explicit T1(T1Link& link) : link_(link) {}
  T1(const T1&) = delete;
  T1& operator=(const T1&) = delete;

  /// A card has just been powered: both sides count from 0.
  void activate(T1Parameters parameters);
  void forget() { active_ = false; }
  [[nodiscard]] bool active() const { return active_; }

  /// S(IFS request): tells the card how long an information field may come back, 1 to 254 octets; 32 without
  /// it.
  [[nodiscard]] base::ReaderDialogue<base::Done> announce_field_size(std::uint8_t size);

  /// One command APDU to the card, one response APDU back, both chained where they are longer than a block.
  /// Failures: card_removed (silence, or no active card), card_transmission (broken blocks only),
  /// card_protocol, card_too_slow, card_answer_too_long, and what the link fails with. After any of them the
  /// card is no longer active.
  [[nodiscard]] base::ReaderDialogue<base::Bytes> exchange(base::SensitiveBytes command, bool secret = false);

 private:
  base::ReaderDialogue<T1Block> send_command(base::SensitiveBytes command);
  base::ReaderDialogue<base::Bytes> collect_answer(T1Block first);
  base::ReaderDialogue<T1Block> ask(base::SensitiveBytes block);
  base::Result<base::SensitiveBytes> react(const T1Block& block, std::uint8_t& multiplier);

  T1Link& link_;
  T1Parameters parameters_{};
  bool active_ = false;
  bool secret_ = false;
  std::uint8_t our_number_ = 0;    ///< of our next I-block
  std::uint8_t their_number_ = 0;  ///< of the card's next I-block
  // what one command may still use up
  std::size_t recoveries_left_ = 0;
  std::size_t supervisory_left_ = 0;
};

}  // namespace kazashi::reader
