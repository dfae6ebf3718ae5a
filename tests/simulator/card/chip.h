// A chip: what answers commands, whatever carries them. The kinds of card differ in it and in nothing else.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "simulator/card/apdu.h"
#include "simulator/card/counters.h"
#include "simulator/card/pin.h"

namespace kazashi_simulator {

// What a Type B card tells of itself while it is found (ISO/IEC 14443-3, 7.9): a PC/SC reader makes the ATR
// of it.
struct Activation {
  std::array<std::uint8_t, 4> application_data{};
  std::array<std::uint8_t, 3> protocol{};  // bit rates; frame size and type; waiting time and options
};

struct NamedPin {
  std::string_view name;
  PinState state;
};

class Chip {
 public:
  Chip() = default;
  Chip(const Chip&) = delete;
  Chip& operator=(const Chip&) = delete;
  virtual ~Chip() = default;

  [[nodiscard]] virtual Activation activation() const = 0;

  // The session is gone, counters stay. Also called when power comes.
  virtual void forget_session() = 0;

  [[nodiscard]] virtual Response perform(const Command& command, Counters& counters) = 0;

  // Every PIN and check number with what is left of its tries.
  [[nodiscard]] virtual std::vector<NamedPin> pins() const = 0;
};

}  // namespace kazashi_simulator
