// Failures are values: a stable code and, where the list says so, one number that belongs to it.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

namespace kazashi::base {

enum class FailureCode : std::uint16_t {
#define KAZASHI_FAILURE(name, code, detail) name,
#include "base/failures.def"
#undef KAZASHI_FAILURE
};

/// What Failure::detail counts for a given code.
enum class DetailKind : std::uint8_t {
  none,
  tries_left,
  status_word,
  byte_offset,
  certificate_index,
  reader_status
};

/// One reason why something could not be done. Never holds personal data, PINs or text meant for people.
struct Failure {
  FailureCode code;
  std::uint32_t detail = 0;

  friend bool operator==(const Failure&, const Failure&) = default;
};

/// The stable text of a code, as it stands in reports and in the error book.
[[nodiscard]] std::string_view code_text(FailureCode code);
[[nodiscard]] DetailKind detail_kind(FailureCode code);

/// A value or the reason why there is none. Nothing in the core throws.
template <class T>
using Result = std::expected<T, Failure>;

[[nodiscard]] inline std::unexpected<Failure> fail(FailureCode code, std::uint32_t detail = 0) {
  return std::unexpected(Failure{code, detail});
}

}  // namespace kazashi::base

// Early return of a failure. `KAZASHI_TRY(name, expression)` leaves the value in `name`; the CO_ forms are
// for coroutines.
#define KAZASHI_TRY(name, expression)                                        \
  auto name##_or_failure = (expression);                                     \
  if (!name##_or_failure) return std::unexpected(name##_or_failure.error()); \
  auto& name = *name##_or_failure
#define KAZASHI_CHECK(expression)                                                \
  do {                                                                           \
    auto outcome_or_failure = (expression);                                      \
    if (!outcome_or_failure) return std::unexpected(outcome_or_failure.error()); \
  } while (false)
#define KAZASHI_CO_TRY(name, expression)                                        \
  auto name##_or_failure = (expression);                                        \
  if (!name##_or_failure) co_return std::unexpected(name##_or_failure.error()); \
  auto& name = *name##_or_failure
#define KAZASHI_CO_CHECK(expression)                                                \
  do {                                                                              \
    auto outcome_or_failure = (expression);                                         \
    if (!outcome_or_failure) co_return std::unexpected(outcome_or_failure.error()); \
  } while (false)
