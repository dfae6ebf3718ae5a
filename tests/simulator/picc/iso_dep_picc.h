// The card's side of ISO/IEC 14443-4: blocks in, blocks out. Written to the rules of its clause 7.5.4 for the
// PICC: it answers, never asks again by itself, and stays silent on whatever it does not understand.
#pragma once

#include <optional>

#include "simulator/card/virtual_card.h"

namespace kazashi_simulator {

// A frame without its CRC, and how long the card takes for it in virtual microseconds.
struct PiccReply {
  Bytes frame;
  std::uint32_t delay_us = 0;
};

class IsoDepPicc {
 public:
  // fsc, fsd: largest frame, CRC included, that the card and the reader take. fwt_us: the frame waiting time.
  IsoDepPicc(VirtualCard& card, std::size_t fsc, std::size_t fsd, std::uint32_t fwt_us, std::uint8_t cid);

  // Nothing when the card keeps silent.
  [[nodiscard]] std::optional<PiccReply> receive(View block);

  // S(DESELECT) was answered: the protocol is over.
  [[nodiscard]] bool deselected() const { return deselected_; }

 private:
  std::optional<PiccReply> on_information(std::uint8_t pcb, View information);
  std::optional<PiccReply> on_acknowledge(std::uint8_t pcb);
  std::optional<PiccReply> on_supervisory(std::uint8_t pcb, View information);
  PiccReply execute();
  PiccReply work_on();
  PiccReply next_part(std::uint32_t delay_us);
  PiccReply send(std::uint8_t pcb, View information, std::uint32_t delay_us);

  VirtualCard& card_;
  std::size_t fsc_;
  std::size_t fsd_;
  std::uint32_t fwt_us_;
  std::uint8_t cid_;

  std::uint8_t number_ = 1;       // rule C: the block number starts at 1
  bool with_cid_ = false;         // the block being answered carried a CID
  Bytes command_;                 // what has arrived of a chained command
  Bytes answer_;                  // what is still to be sent
  bool answering_ = false;        // a chained answer is under way
  std::uint32_t work_us_ = 0;     // virtual time the command still needs
  std::uint32_t granted_us_ = 0;  // how much of it the last S(WTX) asked time for
  std::uint8_t asked_wtxm_ = 0;   // non-zero: S(WTX) was sent and its echo has not come
  Bytes last_;                    // the last block, for retransmission
  bool deselected_ = false;
};

}  // namespace kazashi_simulator
