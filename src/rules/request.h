// A request for a decision as JSON text, read in one pass: an archive holds many and none is worth a tree of
// values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/failure.h"
#include "rules/value.h"

namespace kazashi::rules {

// A table has at most 64 inputs, each a date, a number, a truth or one word.
inline constexpr std::size_t kMaxRequestOctets = 64 * 1024;

struct Request {
  std::string decision{};  ///< the id of the table
  Inputs inputs{};
  bool trace = false;
  std::string label{};  ///< a case's own id as JSON text, to be said again; empty when it has none
};

/// `single` is {"id", "inputs", "evaluationDate"?, "trace"?} and nothing else; its id names the table.
/// `labelled` is a case of an archive, {"id"?: text or whole number, "decision", "inputs",
/// "evaluationDate"?}, with whatever else was noted beside it.
enum class RequestForm : std::uint8_t { single, labelled };

/// A value of null is unknown and left out; what no input can be is Unusable. `request` is empty when this
/// begins; what was understood of it before a failure stays in it.
///
/// Fails with json_malformed (no JSON, or one name twice), option_malformed (another shape, or an evaluation
/// date in both places), rules_too_large or rules_too_deep.
[[nodiscard]] base::Result<void> read_request(std::string_view text, RequestForm form, Request& request);

}  // namespace kazashi::rules
