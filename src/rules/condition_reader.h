// Reading the two recursive parts of a table: terms and conditions. Recursion ends where the book's depth
// budget ends.
#pragma once

#include "base/failure.h"
#include "rules/place.h"
#include "rules/table.h"

namespace kazashi::rules {

/// `{"fn": name, "args": [...]}`, with other members left to the caller.
[[nodiscard]] base::Result<Term> read_call(const Place& place, const Table& table);

/// A constant or a term of the type that an output of the table has.
[[nodiscard]] base::Result<Term> read_output(const Place& place, const Table& table, Type type);

/// Names must be known to `table` already: its inputs and the derived values before.
[[nodiscard]] base::Result<Condition> read_condition(const Place& place, const Table& table);

/// The index of the input that this place names.
[[nodiscard]] base::Result<std::size_t> read_input_name(const Place& place, const Table& table);

}  // namespace kazashi::rules
