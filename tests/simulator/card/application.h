// What an application on the card must be able to do. The card finds it by its AID and hands it every command
// that is not about choosing an application.
#pragma once

#include "simulator/card/apdu.h"
#include "simulator/card/counters.h"

namespace kazashi_simulator {

class Application {
 public:
  Application() = default;
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;
  virtual ~Application() = default;

  [[nodiscard]] virtual View aid() const = 0;

  // Selected, left for another application, or unpowered: the session's state is gone, counters stay.
  virtual void forget_session() = 0;

  [[nodiscard]] virtual Response perform(const Command& command, Counters& counters) = 0;
};

}  // namespace kazashi_simulator
