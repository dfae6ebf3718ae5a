// The commands of an RC-S300's vendor interface that reading a type B card takes, as dialogues over its two
// endpoints.
//
// A command is one transfer out and one in. A command that was cut off in between, by a failure or by a
// person, leaves an answer on its way; it carries the old sequence number, so that the next command passes it
// over.
//
// Unproven: no log of this reader with a type B card is public. Framing, session, field and exchange are what
// public drivers do with FeliCa and type A cards; the switch to type B stands in two public sources and with
// nobody's outcome.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/reader_dialogue.h"
#include "base/secret.h"
#include "reader/frame_link.h"

namespace kazashi::reader {

/// Failures of every dialogue: what the driver answers (reader_disconnected, reader_stalled, cancelled ...),
/// reader_frame_malformed, reader_wrong_answer (only other commands' answers), and with the reader's own
/// words as detail reader_refused_parameter and reader_command_failed. The object outlives its dialogues; one
/// runs at a time.
class Rcs300Port final : public FrameLink {
 public:
  /// In a session the reader does nothing by itself and takes the commands below.
  [[nodiscard]] base::ReaderDialogue<base::Done> start_session();
  [[nodiscard]] base::ReaderDialogue<base::Done> end_session();

  /// In a session only.
  [[nodiscard]] base::ReaderDialogue<base::Done> switch_field(bool on);

  enum class Layer : std::uint8_t {
    three = 0x03,  ///< the reader sets its radio to type B; activation is ours
    four = 0x04    ///< the reader activates the card as well
  };
  struct Switched {
    bool done;                             ///< false: the reader heard no card
    std::optional<base::Bytes> card_said;  ///< what the reader hands on of the card's answers, if anything
  };
  /// Sets the radio to type B. Fails with reader_rf_failed (detail: the inner status) for any other inner
  /// status than "done" and "no card".
  [[nodiscard]] base::ReaderDialogue<Switched> switch_to_type_b(Layer layer);

  /// One frame over the air, of at most 250 octets; the reader adds and checks the CRC. Also fails with
  /// reader_rf_failed (detail: the inner status).
  [[nodiscard]] base::ReaderDialogue<AirAnswer> exchange(AirFrame frame,
                                                         std::chrono::microseconds wait) override;

 private:
  base::ReaderDialogue<base::Bytes> run(AirFrame command, std::chrono::milliseconds wait);
  base::ReaderDialogue<base::Done> control(std::uint8_t object);

  std::uint8_t sequence_ = 0;
  /// How long the reader may still be busy with a command that was cut off.
  std::chrono::milliseconds owed_{0};
};

}  // namespace kazashi::reader
