// A reader behind a PC/SC-like channel that the page holds (navigator.smartCard, a native host): the channel
// carries whole APDUs and does activation and blocks itself.
//
// What the two transfers mean here:
//   TransferOut of four or more octets   a command APDU; the TransferIn after it is answered with the
//   response TransferOut of one octet             a word to the channel itself, for no APDU is shorter than
//   four
//     01 connect      exclusively, power the card, begin a transaction. TransferIn: the card's ATR, or no
//     octet
//                     if there is no card (PC/SC's no-smartcard)
//     02 status       TransferIn: 01 if the connected card is still there, 00 if not
//     00 disconnect   end the transaction and have the card powered off or reset, so that it forgets verified
//                     PINs. TransferIn: 00. A channel without a connection says 00 too
// Whatever keeps the channel from answering is a failure: card_removed for a card that went or was reset by
// somebody else, reader_disconnected for a reader or service that is gone, usb_in_use where others hold it.
#pragma once

#include <cstddef>

#include "reader/card_reader.h"

namespace kazashi::reader {

class ApduReader final : public CardReader {
 public:
  ApduReader() = default;

  [[nodiscard]] base::ReaderDialogue<base::Done> open() override;
  [[nodiscard]] base::ReaderDialogue<base::Done> wait_for_card(std::size_t polls) override;
  [[nodiscard]] base::ReaderDialogue<base::ResponseApdu> transmit(base::CommandApdu command) override;
  [[nodiscard]] base::ReaderDialogue<bool> card_present() override;
  [[nodiscard]] base::ReaderDialogue<base::Done> close() override;
  [[nodiscard]] bool field_off() const override { return field_off_; }
  /// The channel does not say what the reader behind it carries.
  [[nodiscard]] bool extended_length() const override { return false; }

 private:
  base::ReaderDialogue<base::Done> disconnect();

  bool active_ = false;
  bool field_off_ = false;
};

}  // namespace kazashi::reader
