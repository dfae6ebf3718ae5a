// What a visit is for, by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kazashi::verify {

enum class Use : std::uint8_t {
#define KAZASHI_USE(name, id) name,
#include "base/uses.def"
#undef KAZASHI_USE
};

[[nodiscard]] std::string_view use_text(Use use);
[[nodiscard]] std::optional<Use> use_from(std::string_view text);

}  // namespace kazashi::verify
