// The commands of a CCID reader that reading a card takes, as dialogues over its two bulk endpoints: USB
// CCID 1.1 section 6. One slot, the first.
//
// A command is one transfer out and one in, more when the reader asks for time. A command that was cut off
// leaves an answer on its way; it carries the old sequence number, so that the next command passes it over.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "base/reader_dialogue.h"
#include "base/secret.h"
#include "reader/answer_to_reset.h"
#include "reader/ccid_descriptor.h"
#include "reader/ccid_message.h"
#include "reader/t1.h"

namespace kazashi::reader {

/// Failures of every dialogue: what the driver answers (reader_disconnected, reader_stalled, cancelled ...),
/// reader_frame_malformed, reader_wrong_answer, card_too_slow (time asked for too often) and those of
/// ccid_failure(). The object outlives its dialogues; one runs at a time.
class CcidPort final : public T1Link {
 public:
  explicit CcidPort(const CcidDescriptor& reader) : reader_(reader) {}

  [[nodiscard]] base::ReaderDialogue<SlotState> slot_status();

  /// Powers the card, at the voltage that the reader chooses or at the lowest that works, and gives its ATR.
  [[nodiscard]] base::ReaderDialogue<base::Bytes> power_on();
  [[nodiscard]] base::ReaderDialogue<base::Done> power_off();

  /// Tells a reader that does not look into the ATR how the card speaks T=1.
  [[nodiscard]] base::ReaderDialogue<base::Done> set_parameters(const T1Parameters& card);

  /// One APDU there and one back, in pieces where the reader takes them (extended APDU level) and it must be.
  /// Fails with reader_level_unsupported for an APDU that is too long for the reader.
  [[nodiscard]] base::ReaderDialogue<base::Bytes> exchange_apdu(AirFrame command);

  /// TPDU level: one block.
  [[nodiscard]] base::ReaderDialogue<AirAnswer> exchange_block(AirFrame block,
                                                               std::uint8_t multiplier) override;

 private:
  struct Message {
    CcidCommand command;
    std::array<std::uint8_t, 3> own;
    AirFrame data;
  };
  base::ReaderDialogue<CcidAnswer> run(Message message, CcidAnswerType expected);
  base::ReaderDialogue<CcidAnswer> ask(Message message, CcidAnswerType expected);
  base::ReaderDialogue<CcidAnswer> transfer(AirFrame data, std::uint8_t multiplier, std::uint16_t level);

  CcidDescriptor reader_;
  std::uint8_t sequence_ = 0;
  /// How long the reader may still be busy with a command that was cut off.
  std::chrono::milliseconds owed_{0};
};

}  // namespace kazashi::reader
