// The given cases of the project's tables, through the same text that comes in from pages.
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "rules/decide.h"
#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using nlohmann::json;

json request_of(const json& a_case) {
  json request{{"id", a_case["decision"]}, {"inputs", a_case["inputs"]}};
  if (a_case.contains("evaluationDate")) request["evaluationDate"] = a_case["evaluationDate"];
  return request;
}

/// A case names what it expects beside outcome, flags, missing and invalid under the names of the outputs.
json expected_values(json expected) {
  for (const char* member : {"outcome", "flags", "missing", "invalid"}) expected.erase(member);
  return expected;
}

/// The catalogue's cases, and those that tell its rows apart where the catalogue's do not.
json all_cases() {
  json all = json::array();
  for (const char* file : {"tests/unit/rules/cases.json", "tests/unit/rules/edge_cases.json"}) {
    const json cases = json::parse(testing::source_text(file), nullptr, false);
    REQUIRE(cases.is_array());
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

TEST_CASE("every case comes out as written") {
  std::set<std::string> decided;
  for (const json& a_case : all_cases()) {
    INFO(a_case.dump());
    const auto answer = decide(testing::project_book(), request_of(a_case).dump());
    REQUIRE(answer.has_value());
    const json decision = json::parse(*answer, nullptr, false);
    const json& expected = a_case["expected"];
    CHECK(decision["outcome"] == expected["outcome"]);
    CHECK(decision["flags"] == expected["flags"]);
    CHECK(decision["missing"] == expected.value("missing", json::array()));
    CHECK(decision["invalid"] == expected.value("invalid", json::array()));
    CHECK(decision["values"] == expected_values(expected));
    decided.insert(a_case["decision"].get<std::string>());
  }
  for (const Table& table : testing::project_book().tables()) {
    INFO(table.id);
    CHECK(decided.contains(table.id));  // no table without a case
  }
}

}  // namespace
}  // namespace kazashi::rules
