// What runs inside the RC-S380: its commands, its field, and the card in it.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "simulator/picc/virtual_picc.h"

namespace kazashi_simulator {

class Port100Firmware {
 public:
  // Data of a command frame (D6 code ...) to data of a response frame (D7 code+1 ...). Nothing for what is no
  // command of this reader; it then answers with an error frame.
  [[nodiscard]] std::optional<Bytes> execute(View data);

  // As after plugging in: field off, nothing configured.
  void restart();

  void place(std::shared_ptr<VirtualPicc> picc);
  void remove();

  [[nodiscard]] bool rf_on() const { return rf_on_; }
  [[nodiscard]] std::size_t field_off_count() const { return field_off_count_; }
  [[nodiscard]] const std::shared_ptr<VirtualPicc>& picc() const { return picc_; }

 private:
  Bytes set_rf(View payload);
  Bytes set_protocol(View payload);
  Bytes communicate(View payload);
  Bytes switch_rf(View payload);
  Bytes set_command_type(View payload);
  void field(bool on);
  bool speaks_type_b() const;

  // Settings of InSetProtocol, by number.
  static constexpr std::size_t kSettings = 0x14;

  bool command_type_set_ = false;
  std::optional<std::array<std::uint8_t, 4>> rf_setting_;
  std::optional<std::array<std::uint8_t, kSettings>> protocol_;
  bool rf_on_ = false;
  std::size_t field_off_count_ = 0;
  std::shared_ptr<VirtualPicc> picc_;
};

}  // namespace kazashi_simulator
