// The whole truth tables of the three-valued logic, through conditions as they stand in books.
#include <array>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "rules/evaluate.h"
#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using nlohmann::json;

// Comparisons that are false, unknown and true of the inputs below.
const json kFalse = {{"cmp", {{{"in", "no"}}, "eq", true}}};
const json kUnknown = {{"cmp", {{{"in", "day"}}, "lt", {{"in", "evaluationDate"}}}}};
const json kOtherUnknown = {{"cmp", {{{"in", "count"}}, "ge", 6}}};
const json kTrue = {{"cmp", {{{"in", "yes"}}, "eq", true}}};

const std::array<json, 3> kValues{kFalse, kUnknown, kTrue};  // in the order of Truth
using enum Truth;

Explanation explain_when(const json& when) {
  const Book book = testing::book_of({testing::small_decision(when)});
  return explain(book, "D-TEST", {{"yes", true}, {"no", false}}).value();
}

Truth truth_of(const json& when) { return explain_when(when).rows.front().condition.truth; }

TEST_CASE("all is the least of its parts") {
  constexpr std::array<std::array<Truth, 3>, 3> kTable{
      {{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}}};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      INFO(a << " and " << b);
      CHECK(truth_of({{"all", {kValues[a], kValues[b]}}}) == kTable[a][b]);
    }
  }
}

TEST_CASE("any is the greatest of its parts") {
  constexpr std::array<std::array<Truth, 3>, 3> kTable{
      {{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}}};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      INFO(a << " or " << b);
      CHECK(truth_of({{"any", {kValues[a], kValues[b]}}}) == kTable[a][b]);
    }
  }
}

TEST_CASE("not turns false and true and leaves unknown") {
  CHECK(truth_of({{"not", kFalse}}) == yes);
  CHECK(truth_of({{"not", kUnknown}}) == unknown);
  CHECK(truth_of({{"not", kTrue}}) == no);
}

TEST_CASE("true needs nothing and present is never unknown") {
  CHECK(truth_of({{"true", json::array()}}) == yes);
  CHECK(truth_of({{"present", "yes"}}) == yes);
  CHECK(truth_of({{"present", "extra"}}) == no);
}

TEST_CASE("parts that are decided ask for nothing") {
  const auto missing = [](const json& when) { return explain_when(when).decision.missing; };
  using Names = std::vector<std::string>;
  CHECK(missing({{"all", {kTrue, kUnknown}}}) == Names{"evaluationDate", "day"});
  CHECK(missing({{"any", {kOtherUnknown, kFalse}}}) == Names{"count"});
  CHECK(missing({{"all", {{{"any", {kTrue, kUnknown}}}, kOtherUnknown}}}) == Names{"count"});
  CHECK(missing({{"any", {{{"all", {kFalse, kUnknown}}}, {{"not", kOtherUnknown}}}}}) == Names{"count"});
}

TEST_CASE("missing inputs are named in the order of the table, whatever the order of the parts") {
  const auto names = explain_when({{"all", {kOtherUnknown, kUnknown}}}).decision.missing;
  CHECK(names == std::vector<std::string>{"evaluationDate", "day", "count"});
}

}  // namespace
}  // namespace kazashi::rules
