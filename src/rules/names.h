// The closed lists of a book, as they are written in it: forms, comparisons, functions and types.
#pragma once

#include <optional>
#include <string_view>

#include "rules/table.h"

namespace kazashi::rules {

[[nodiscard]] std::string_view name_text(Condition::Form form);
[[nodiscard]] std::string_view name_text(Comparison comparison);
[[nodiscard]] std::string_view name_text(Function function);

[[nodiscard]] std::optional<Condition::Form> form_named(std::string_view name);
[[nodiscard]] std::optional<Comparison> comparison_named(std::string_view name);
[[nodiscard]] std::optional<Function> function_named(std::string_view name);
[[nodiscard]] std::optional<Type> type_named(std::string_view name);

}  // namespace kazashi::rules
