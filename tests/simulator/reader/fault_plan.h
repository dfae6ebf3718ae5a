// What goes wrong, and at which transfer.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>

namespace kazashi_simulator {

enum class FaultKind {
  kUnplug,       // the reader is pulled out: this transfer and all later ones find no device
  kStall,        // the endpoint halts until clear_halt; nothing is moved
  kGarbage,      // as many bytes as it would have been, but not those
  kSilence,      // OUT: taken and lost. IN: what was to come is lost
  kCardRemoved,  // the card is taken away just before; the transfer itself is well
  kShortPacket,  // only the first half of the bytes; the rest is lost
};

// "unplug", "stall", "garbage", "silence", "card-removed", "short-packet".
[[nodiscard]] inline std::optional<FaultKind> fault_kind(std::string_view name) {
  static const std::map<std::string_view, FaultKind> kNames{{"unplug", FaultKind::kUnplug},
                                                            {"stall", FaultKind::kStall},
                                                            {"garbage", FaultKind::kGarbage},
                                                            {"silence", FaultKind::kSilence},
                                                            {"card-removed", FaultKind::kCardRemoved},
                                                            {"short-packet", FaultKind::kShortPacket}};
  const auto found = kNames.find(name);
  return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

// Faults by the number of the transfer, counted from 0 over both directions.
using FaultPlan = std::map<std::size_t, FaultKind>;

}  // namespace kazashi_simulator
