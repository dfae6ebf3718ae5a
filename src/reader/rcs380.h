// Sony RC-S380 (PaSoRi): the reader that an ordinary web page may use for a My Number Card.
#pragma once

#include <cstddef>

#include "reader/card_reader.h"
#include "reader/iso_dep.h"
#include "reader/port100.h"

namespace kazashi::reader {

/// The Port-100 chip carries the frames; activation and the block protocol are done here on the host.
class Rcs380 final : public CardReader {
 public:
  Rcs380() = default;

  [[nodiscard]] base::ReaderDialogue<base::Done> open() override;
  [[nodiscard]] base::ReaderDialogue<base::Done> wait_for_card(std::size_t polls) override;
  [[nodiscard]] base::ReaderDialogue<base::ResponseApdu> transmit(base::CommandApdu command) override;
  [[nodiscard]] base::ReaderDialogue<bool> card_present() override { return card_.present(); }
  [[nodiscard]] base::ReaderDialogue<base::Done> close() override;
  [[nodiscard]] bool field_off() const override { return field_off_; }
  [[nodiscard]] bool extended_length() const override { return true; }  // blocks chain to any length

 private:
  base::ReaderDialogue<base::Done> switch_field_off();

  Port100 port_;
  IsoDep card_{port_};
  bool field_off_ = false;
};

}  // namespace kazashi::reader
