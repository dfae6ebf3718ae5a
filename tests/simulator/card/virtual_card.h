// A card that exists only here: APDUs in, APDUs out. What carries them (ISO-DEP, a PC/SC driver) is somebody
// else's.
#pragma once

#include <memory>

#include "simulator/card/chip.h"
#include "simulator/licence_card.h"
#include "simulator/person.h"
#include "simulator/residence_card.h"

namespace kazashi_simulator {

class VirtualCard {
 public:
  // A My Number Card. Nothing when the person's keys cannot be used. The seed feeds GET CHALLENGE.
  [[nodiscard]] static std::unique_ptr<VirtualCard> make(const Person& person, std::uint64_t seed = 0);

  [[nodiscard]] static std::unique_ptr<VirtualCard> make(const ResidenceCard& card, std::uint64_t seed = 0);

  [[nodiscard]] static std::unique_ptr<VirtualCard> make(const LicenceCard& card);

  // Of whatever kind the test PKI's entry is: a person, or an entry of "residenceCards" or "licenceCards".
  // Nothing when it is none of them.
  [[nodiscard]] static std::unique_ptr<VirtualCard> from_json(std::string_view entry, std::uint64_t seed = 0);

  explicit VirtualCard(std::unique_ptr<Chip> chip) : chip_(std::move(chip)) {}

  // Cold start. The ATR that a PC/SC reader forms for this Type B card. Try counters keep their values.
  Bytes power_on();
  void power_off();

  // One command; data followed by the status word. Empty while there is no power.
  Bytes transmit(View apdu);

  // How long the last command would have taken, in virtual microseconds: nothing here waits.
  [[nodiscard]] std::uint32_t last_execution_us() const { return last_execution_us_; }

  [[nodiscard]] Activation activation() const { return chip_->activation(); }
  [[nodiscard]] const Counters& counters() const { return counters_; }

  [[nodiscard]] std::vector<NamedPin> pins() const { return chip_->pins(); }
  // No tries left and not verified when the card has no PIN of that name.
  [[nodiscard]] PinState pin(std::string_view name) const;
  [[nodiscard]] PinState auth_pin() const { return pin("auth"); }
  [[nodiscard]] PinState sign_pin() const { return pin("sign"); }

 private:
  std::unique_ptr<Chip> chip_;
  bool powered_ = false;
  Counters counters_;
  std::uint32_t last_execution_us_ = 0;
};

}  // namespace kazashi_simulator
