// A reader of the CCID class. An ordinary page may not open one; an Isolated Web App may, and so may whoever
// holds a reader whose CCID interface bears a vendor's class.
#pragma once

#include <cstddef>

#include "reader/card_reader.h"
#include "reader/ccid_descriptor.h"
#include "reader/ccid_port.h"
#include "reader/t1.h"

namespace kazashi::reader {

/// The reader activates the card and carries APDUs or blocks of T=1, as its descriptor says. Tested against
/// scripts and a virtual reader; no hardware log is in.
class CcidReader final : public CardReader {
 public:
  /// `description` names any level but `character`.
  explicit CcidReader(const CcidDescriptor& description) : description_(description), port_(description) {}

  [[nodiscard]] base::ReaderDialogue<base::Done> open() override;
  [[nodiscard]] base::ReaderDialogue<base::Done> wait_for_card(std::size_t polls) override;
  [[nodiscard]] base::ReaderDialogue<base::ResponseApdu> transmit(base::CommandApdu command) override;
  [[nodiscard]] base::ReaderDialogue<bool> card_present() override;
  [[nodiscard]] base::ReaderDialogue<base::Done> close() override;
  /// The card's power, for a reader that does not speak of fields.
  [[nodiscard]] bool field_off() const override { return field_off_; }
  [[nodiscard]] bool extended_length() const override {
    return description_.level != ExchangeLevel::short_apdu;
  }

 private:
  base::ReaderDialogue<base::Done> activate();
  base::ReaderDialogue<base::Done> power_off();

  CcidDescriptor description_;
  CcidPort port_;
  T1 blocks_{port_};  ///< on TPDU level
  bool active_ = false;
  bool field_off_ = false;
};

}  // namespace kazashi::reader
