// The virtual card's antenna: ISO/IEC 14443-3 Type B (polling, ATTRIB, HLTB) and, once selected, ISO-DEP.
// Frames come and go without CRC_B: the reader's chip adds and checks it.
#pragma once

#include <memory>
#include <optional>

#include "simulator/picc/iso_dep_picc.h"
#include "simulator/random_stream.h"

namespace kazashi_simulator {

struct PiccOptions {
  std::uint64_t seed = 0;  // feeds the PUPI, which is new at each activation, and the choice of a slot
  unsigned fsci = 8;  // largest frame the card takes: 0..8 for 16, 24, 32, 40, 48, 64, 96, 128, 256 bytes
  unsigned fwi = 10;  // frame waiting time (256 * 16 / 13.56 MHz) * 2^fwi: 309 ms; at most 14
};

class VirtualPicc {
 public:
  explicit VirtualPicc(std::shared_ptr<VirtualCard> card, PiccOptions options = {});

  void field_on();
  // All state is lost but the card's counters.
  void field_off();

  // Nothing when the card keeps silent.
  [[nodiscard]] std::optional<PiccReply> receive(View frame);

  [[nodiscard]] VirtualCard& card() { return *card_; }
  [[nodiscard]] const VirtualCard& card() const { return *card_; }

 private:
  enum class State { kOff, kIdle, kWaitingForSlot, kDeclared, kActive, kHalt };

  std::optional<PiccReply> on_poll(View frame);
  std::optional<PiccReply> on_slot_marker(std::uint8_t slot);
  std::optional<PiccReply> on_attrib(View frame);
  std::optional<PiccReply> on_halt(View frame);
  PiccReply declare();
  bool is_for_us(View frame) const;
  std::uint32_t frame_waiting_time_us() const;

  std::shared_ptr<VirtualCard> card_;
  PiccOptions options_;
  RandomStream random_;
  State state_ = State::kOff;
  Bytes pupi_;
  std::uint8_t slot_ = 0;
  std::optional<IsoDepPicc> protocol_;
};

}  // namespace kazashi_simulator
