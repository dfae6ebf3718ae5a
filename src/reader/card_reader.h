// What the uses of a card ask of a reader, whatever its make.
#pragma once

#include <cstddef>

#include "base/apdu.h"
#include "base/reader_dialogue.h"

namespace kazashi::reader {

/// A reader with room for one card. The object holds the protocol's state and outlives every dialogue it
/// hands out; one dialogue runs at a time. Any question may be answered with a failure, `cancelled` for one:
/// the dialogue then ends with that failure, and close() still works.
class CardReader {
 public:
  /// Brings the reader to a known state with its field off, whatever an earlier user left behind.
  [[nodiscard]] virtual base::ReaderDialogue<base::Done> open() = 0;

  /// Switches the field on and looks for a card up to `polls` times, about four times a second; the count
  /// stands for time because the core has no clock. Says Progress{waiting_for_card} once. Ends with
  /// card_not_found, with card_collision or card_transmission if the last look heard something it could not
  /// read, or with card_unsupported.
  [[nodiscard]] virtual base::ReaderDialogue<base::Done> wait_for_card(std::size_t polls) = 0;

  /// Carries one command to the card and its answer back. Never sends a command again that the card may have
  /// carried out. After a failure there is no card any more (card_removed) until wait_for_card() has found
  /// one again.
  [[nodiscard]] virtual base::ReaderDialogue<base::ResponseApdu> transmit(base::CommandApdu command) = 0;

  /// Whether the card that was found is still there, for whoever tells of its removal. Takes 150 ms at most
  /// of the reader's time: asked every 100 ms, it notices a removal within 300 ms. Between two commands only;
  /// false when there is no card, and a card that has gone is not looked for again before wait_for_card().
  [[nodiscard]] virtual base::ReaderDialogue<bool> card_present() = 0;

  /// Switches the field off, so that the card forgets every verified PIN. Works in any state, also in the
  /// middle of what a failure cut off, and tries again after failures of its own. A reader that is gone
  /// (reader_disconnected) powers no card, which counts as done. A failure means that the field may still be
  /// on: tell the person to take the card away.
  [[nodiscard]] virtual base::ReaderDialogue<base::Done> close() = 0;

  /// Whether the field is known to be off: the reader confirmed it, or is gone. False from the moment that
  /// the field is to be switched on, and before open(), when nobody knows what an earlier user left behind.
  [[nodiscard]] virtual bool field_off() const = 0;

  /// Whether commands and answers may be longer than short APDUs (255 octets of data, 256 of answer; ISO/IEC
  /// 7816-4 section 5.2) on their way through this reader. What the card takes is another question. Known
  /// from the start and constant.
  [[nodiscard]] virtual bool extended_length() const = 0;

  /// Whether the command under way costs a try if its secret is wrong. Who cancels waits for its answer, so
  /// that nobody is left not knowing whether a try is gone.
  [[nodiscard]] bool spending_try() const { return spending_try_; }
  void set_spending_try(bool spending) { spending_try_ = spending; }

  CardReader(const CardReader&) = delete;
  CardReader& operator=(const CardReader&) = delete;
  virtual ~CardReader() = default;

 protected:
  CardReader() = default;

 private:
  bool spending_try_ = false;
};

}  // namespace kazashi::reader
