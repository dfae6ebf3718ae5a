// Decisions as JSON text, written front to back: what an archive's many answers are made of, without a tree
// of values for each.
#pragma once

#include <string>
#include <string_view>

#include "rules/decision.h"

namespace kazashi::rules {

/// `text`, which is UTF-8, as a JSON string (RFC 8259 section 7).
void append_text(std::string& out, std::string_view text);

/// The members of to_json(Decision) from "outcome" on, without the braces.
void append_result(std::string& out, const Decision& decision);

}  // namespace kazashi::rules
