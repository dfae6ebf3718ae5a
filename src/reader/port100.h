// The commands of an RC-S380 (chip: NFC Port-100) that reading a type B card takes, as dialogues over its two
// endpoints.
//
// A command is one transfer out and two in: the acknowledgement and the answer. A command that was cut off in
// between, by a failure or by a person, leaves an answer on its way; the next command therefore first has the
// reader give up and throws away what still arrives. Codes, settings and status values: Linux
// drivers/nfc/port100.c, nfcpy clf/rcs380.py.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/reader_dialogue.h"
#include "base/secret.h"
#include "reader/frame_link.h"

namespace kazashi::reader {

/// Failures of every dialogue: what the driver answers (reader_disconnected, reader_stalled, cancelled ...),
/// reader_frame_malformed, reader_frame_checksum, reader_refused_frame, reader_wrong_answer, and
/// with the reader's status as detail reader_refused_parameter, reader_foreign_field, reader_too_hot,
/// reader_wrong_mode or reader_command_failed. The object outlives its dialogues; one runs at a
/// time.
class Port100 final : public FrameLink {
 public:
  /// The one command set that knows the commands below (type 1).
  [[nodiscard]] base::ReaderDialogue<base::Done> choose_command_type();

  [[nodiscard]] base::ReaderDialogue<base::Done> switch_field(bool on);

  /// 106 kbit/s type B both ways; the reader adds and checks CRC_B.
  [[nodiscard]] base::ReaderDialogue<base::Done> configure_type_b();

  /// One frame over the air. `wait` is at most 6.5 s, the longest time the reader can be told. Also fails
  /// with reader_field_lost or reader_rf_failed (detail: the reader's status) when the radio itself is at
  /// fault.
  [[nodiscard]] base::ReaderDialogue<AirAnswer> exchange(AirFrame frame,
                                                         std::chrono::microseconds wait) override;

  /// Somebody else may have used the reader since.
  void distrust() { in_step_ = false; }

 private:
  enum class Command : std::uint8_t;

  base::ReaderDialogue<base::Bytes> run(Command command, AirFrame payload, std::chrono::milliseconds wait);
  base::ReaderDialogue<base::Done> set(Command command, base::SensitiveBytes payload);
  base::ReaderDialogue<base::Done> resynchronise();

  bool in_step_ = false;
};

}  // namespace kazashi::reader
