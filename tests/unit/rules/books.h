// Books for tests: the project's own, and a small one to bend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "rules/book.h"

namespace kazashi::rules::testing {

/// A file of the source tree; the test fails if it cannot be read.
std::string source_text(std::string_view path);

/// The texts of src/rules/book, one a service.
std::vector<std::string> service_texts();

/// The project's rulebook, joined as tools/build-rulebook.mjs joins it.
std::string rulebook_text();
const Book& project_book();

/// A decision "D-TEST" with the inputs evaluationDate, day, count, yes, no, word and extra (optional), the
/// derived value `later` (a month after day), the outputs `on` (a date, optional) and the one row R1 that
/// fires if `when` is true.
nlohmann::json small_decision(const nlohmann::json& when);

/// A rulebook of these decisions. Their service declares the flags "seen" and "also".
std::string rulebook_of(const std::vector<nlohmann::json>& decisions);
Book book_of(const std::vector<nlohmann::json>& decisions);

}  // namespace kazashi::rules::testing
