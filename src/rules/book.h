// A rulebook: every decision table that a program has at hand, loaded once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "rules/table.h"

namespace kazashi::rules {

// The 31 tables of the catalogue with their texts in three languages come to well under half a megabyte.
inline constexpr std::size_t kMaxBookOctets = 4 * 1024 * 1024;
// The deepest table of the catalogue nests 17 levels, counted from the rulebook's outermost brace.
inline constexpr std::size_t kMaxBookDepth = 32;

class Book {
 public:
  /// Reads the rulebook that tools/build-rulebook.mjs joins from src/rules/book. book.schema.json says what
  /// may stand in it; here everything that a decision depends on is checked once more, and no member is let
  /// through unread. Titles, questions and outcome texts are for pages: they are known by name and not kept.
  ///
  /// Fails with rules_malformed, rules_too_deep or rules_too_large. With rules_malformed, `fault` (if not
  /// null) becomes the JSON Pointer (RFC 6901) of the place that is wrong, empty for text that is no JSON.
  [[nodiscard]] static base::Result<Book> parse(std::string_view json, std::string* fault = nullptr);

  /// Null when the book has no such decision. Valid while the book lives and is not moved.
  [[nodiscard]] const Table* find(std::string_view id) const;

  [[nodiscard]] const std::vector<Table>& tables() const { return tables_; }

 private:
  explicit Book(std::vector<Table> tables) : tables_(std::move(tables)) {}

  std::vector<Table> tables_;  // by id
};

}  // namespace kazashi::rules
