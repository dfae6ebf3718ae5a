// Reading one decision of a book into a table.
#pragma once

#include <span>
#include <string>

#include "base/failure.h"
#include "rules/place.h"
#include "rules/table.h"

namespace kazashi::rules {

/// `flags` are those that the service declares; the table may raise no other.
[[nodiscard]] base::Result<Table> read_table(const Place& decision, std::span<const std::string> flags);

}  // namespace kazashi::rules
