// The chip of a driving licence card (facts, "Conventional licence card"): two PINs of the card itself, and
// applications whose files want the first or both. What was verified outlives the selection of an
// application.
#pragma once

#include <optional>

#include "simulator/card/chip.h"
#include "simulator/licence_card.h"

namespace kazashi_simulator {

class LicenceChip : public Chip {
 public:
  explicit LicenceChip(LicenceCard card);

  [[nodiscard]] Activation activation() const override;
  void forget_session() override;
  [[nodiscard]] Response perform(const Command& command, Counters& counters) override;
  [[nodiscard]] std::vector<NamedPin> pins() const override;

 private:
  using Files = std::map<std::uint16_t, Bytes>;

  Response select(const Command& command);
  Response select_application(View aid);
  Response select_file(View id);
  Response verify(const Command& command, Counters& counters);
  Response read(const Command& command);
  const Files& selected_files() const;
  bool is_open(std::uint16_t file) const;
  Pin* referenced_pin(std::uint8_t p2);

  LicenceCard card_;
  std::array<Pin, 2> pins_;
  std::size_t selected_ = 0;  // 0 the card itself, 1 and 2 its applications, 3 an empty one
  std::optional<std::uint16_t> current_;
};

}  // namespace kazashi_simulator
