// What goes into a decision and what comes out of it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.h"

namespace kazashi::rules {

/// Something was given that no input can be: a fraction, a list, a number beyond 64 bits.
struct Unusable {
  friend bool operator==(const Unusable&, const Unusable&) = default;
};

/// Text is one of the words of an input of type enum, or a date as `YYYY-MM-DD`.
using Value = std::variant<base::CivilDate, std::int64_t, bool, std::string, Unusable>;

/// Values by the names that the tables use. A name that is not here is unknown.
using Inputs = std::map<std::string, Value, std::less<>>;

/// The civil date in Asia/Tokyo that a decision is asked for. An input like any other, and the one that tells
/// whether a table is past its end.
inline constexpr std::string_view kEvaluationDate = "evaluationDate";

}  // namespace kazashi::rules
