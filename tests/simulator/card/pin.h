// One PIN of the card with its try counter. The counter outlives power; the verified state does not.
#pragma once

#include <string>

#include "simulator/card/apdu.h"

namespace kazashi_simulator {

struct PinState {
  unsigned tries_left = 0;
  bool verified = false;
};

class Pin {
 public:
  Pin(std::string value, unsigned tries_left, unsigned tries_at_most);

  // VERIFY without data: costs nothing. 63Cx, 63C0 when blocked; 9000 while verified.
  [[nodiscard]] Response query() const;

  // VERIFY with data: 9000; 63Cx with what is left, 63C0 on the try that exhausts; 6984 afterwards.
  // A value of another length is a wrong PIN and costs a try; over 16 bytes (the longest password): 6700.
  [[nodiscard]] Response verify(View candidate);

  // The application was selected anew, or power was lost.
  void forget() { state_.verified = false; }

  [[nodiscard]] PinState state() const { return state_; }

 private:
  std::string value_;
  unsigned tries_at_most_;
  PinState state_;
};

}  // namespace kazashi_simulator
