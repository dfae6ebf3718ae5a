// What the descriptions of cards are read with. Internal to the simulator.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "simulator/bytes.h"

namespace kazashi_simulator {

// Null when `object` is no object or has no such member.
[[nodiscard]] const nlohmann::json* member(const nlohmann::json& object, const char* name);

// False when it is absent, no string, or empty.
[[nodiscard]] bool read_text(const nlohmann::json* value, std::string& out);

// Base64, not empty.
[[nodiscard]] bool read_bytes(const nlohmann::json& object, const char* name, Bytes& out);

// A count no greater than `at_most`.
[[nodiscard]] bool read_count(const nlohmann::json* value, unsigned at_most, unsigned& out);

// { "0001": base64, ... }: keys of four upper-case hexadecimal digits, at least one.
[[nodiscard]] bool read_files(const nlohmann::json* value, std::map<std::uint16_t, Bytes>& out);

}  // namespace kazashi_simulator
