// A My Number Card that exists only here: APDUs in, APDUs out. What carries them (ISO-DEP, a PC/SC driver) is
// somebody else's.
#pragma once

#include <memory>
#include <vector>

#include "simulator/card/file_application.h"
#include "simulator/person.h"
#include "simulator/random_stream.h"

namespace kazashi_simulator {

class VirtualCard {
 public:
  // Nothing when the person's keys cannot be used. The seed feeds GET CHALLENGE.
  [[nodiscard]] static std::unique_ptr<VirtualCard> make(const Person& person, std::uint64_t seed = 0);

  // Cold start. The ATR that a PC/SC reader forms for this Type B card. Try counters keep their values.
  Bytes power_on();
  void power_off();

  // One command; data followed by the status word. Empty while there is no power.
  Bytes transmit(View apdu);

  // How long the last command would have taken, in virtual microseconds: nothing here waits.
  [[nodiscard]] std::uint32_t last_execution_us() const { return last_execution_us_; }

  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] PinState auth_pin() const;
  [[nodiscard]] PinState sign_pin() const;

 private:
  VirtualCard(std::unique_ptr<FileApplication> jpki, std::uint64_t seed);

  Response perform(const Command& command);
  Response select(const Command& command);
  Response select_application(const Command& command);
  Response get_challenge(const Command& command);
  void choose(Application& application);

  FileApplication card_manager_;
  std::vector<std::unique_ptr<Application>> applications_;
  FileApplication* jpki_;
  Application* selected_ = nullptr;  // null: no power
  bool selected_since_power_on_ = false;
  RandomStream random_;
  Counters counters_;
  std::uint32_t last_execution_us_ = 0;
};

}  // namespace kazashi_simulator
