#include "rules/names.h"

#include <array>

namespace kazashi::rules {
namespace {

// Each list in the order of its enumeration.
constexpr std::array<std::string_view, 6> kForms{"all", "any", "not", "cmp", "present", "true"};
constexpr std::array<std::string_view, 6> kComparisons{"eq", "lt", "le", "gt", "ge", "in"};
constexpr std::array<std::string_view, 6> kFunctions{
    "ageOn", "ageEve", "addMonths", "nthBirthdayAfter", "isBirthday", "isLeapDay"};
constexpr std::array<std::string_view, 4> kTypes{"date", "integer", "boolean", "enum"};

template <class Enumeration, std::size_t N>
std::optional<Enumeration> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enumeration>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_text(Condition::Form form) { return kForms[static_cast<std::size_t>(form)]; }
std::string_view name_text(Comparison comparison) {
  return kComparisons[static_cast<std::size_t>(comparison)];
}
std::string_view name_text(Function function) { return kFunctions[static_cast<std::size_t>(function)]; }

std::optional<Condition::Form> form_named(std::string_view name) {
  return find<Condition::Form>(kForms, name);
}
std::optional<Comparison> comparison_named(std::string_view name) {
  return find<Comparison>(kComparisons, name);
}
std::optional<Function> function_named(std::string_view name) { return find<Function>(kFunctions, name); }
std::optional<Type> type_named(std::string_view name) { return find<Type>(kTypes, name); }

}  // namespace kazashi::rules
