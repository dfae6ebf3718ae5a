// The chip of a My Number Card: independent applications under the card manager.
#pragma once

#include <memory>

#include "simulator/card/chip.h"
#include "simulator/card/file_application.h"
#include "simulator/person.h"
#include "simulator/random_stream.h"

namespace kazashi_simulator {

class MyNumberChip : public Chip {
 public:
  // Nothing when the person's keys cannot be used. The seed feeds GET CHALLENGE.
  [[nodiscard]] static std::unique_ptr<MyNumberChip> make(const Person& person, std::uint64_t seed);

  [[nodiscard]] Activation activation() const override;
  void forget_session() override;
  [[nodiscard]] Response perform(const Command& command, Counters& counters) override;
  [[nodiscard]] std::vector<NamedPin> pins() const override;

 private:
  struct PinPlace {
    std::string_view name;
    const FileApplication* application;
    FileId file;
  };

  explicit MyNumberChip(std::uint64_t seed);

  Response select(const Command& command, Counters& counters);
  Response select_application(const Command& command);
  Response get_challenge(const Command& command);
  void choose(Application& application);
  const FileApplication& add(std::unique_ptr<FileApplication> application);

  std::vector<std::unique_ptr<Application>> applications_;
  std::vector<PinPlace> pins_;
  FileApplication card_manager_;
  Application* selected_;
  bool selected_since_power_on_ = false;
  RandomStream random_;
};

}  // namespace kazashi_simulator
