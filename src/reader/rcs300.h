// Sony RC-S300 (PaSoRi) by its vendor interface, the one that a web page may use.
//
// Unproven for type B cards: see rcs300_port.h. What is not known is tried in the order of its likelihood,
// and every step is a transfer that a transcript shows.
#pragma once

#include <cstddef>

#include "reader/card_reader.h"
#include "reader/iso_dep.h"
#include "reader/rcs300_port.h"
#include "reader/type_b.h"

namespace kazashi::reader {

/// The reader carries frames; the block protocol is done here. Activation is left to the reader first ("layer
/// 4"); a card that then does not answer our blocks, or that only we can hear, is activated here ("layer 3").
class Rcs300 final : public CardReader {
 public:
  Rcs300() = default;

  [[nodiscard]] base::ReaderDialogue<base::Done> open() override;
  [[nodiscard]] base::ReaderDialogue<base::Done> wait_for_card(std::size_t polls) override;
  [[nodiscard]] base::ReaderDialogue<base::ResponseApdu> transmit(base::CommandApdu command) override;
  [[nodiscard]] base::ReaderDialogue<bool> card_present() override { return card_.present(); }
  [[nodiscard]] base::ReaderDialogue<base::Done> close() override;
  [[nodiscard]] bool field_off() const override { return field_off_; }
  [[nodiscard]] bool extended_length() const override { return true; }  // blocks chain to any length

 private:
  base::ReaderDialogue<CardLook> look_at_layer_4();
  base::ReaderDialogue<CardLook> look_at_layer_3();
  base::ReaderDialogue<base::Done> restart_field();
  base::ReaderDialogue<base::Done> switch_field_off();

  Rcs300Port port_;
  IsoDep card_{port_};
  bool field_off_ = false;
  bool layer_4_ = true;  ///< whether it is still worth a try
};

}  // namespace kazashi::reader
