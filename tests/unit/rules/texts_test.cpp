// What a book says to people: everything in three languages, nothing left out.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using nlohmann::json;

void check_text(const json& text) {
  INFO(text.dump());
  REQUIRE(text.is_object());
  CHECK(text.size() == 3);
  for (const char* language : {"ja", "en", "ja-easy"}) {
    CHECK(!text.value(language, "").empty());
  }
}

void check_texts(const json& texts) {
  for (const json& text : texts) check_text(text);
}

TEST_CASE("titles, questions, outcomes, values and flags are told in three languages") {
  for (const std::string& service_text : testing::service_texts()) {
    const json service = json::parse(service_text, nullptr, false);
    check_text(service["title"]);
    check_texts(service["flags"]);
    for (const json& decision : service["decisions"]) {
      INFO(decision["id"]);
      check_text(decision["title"]);
      check_texts(decision["outcomes"]);
      CHECK(decision["outcomes"].contains("indeterminate"));
      for (const json& output : decision["outputs"]) check_text(output["label"]);
      for (const json& input : decision["inputs"]) {
        INFO(input["name"]);
        check_text(input["question"]);
        if (!input.contains("values")) continue;
        CHECK(input["labels"].size() == input["values"].size());
        for (const json& value : input["values"]) check_text(input["labels"][value.get<std::string>()]);
      }
    }
  }
}

TEST_CASE("no outcome is explained that no row comes to") {
  for (const Table& table : testing::project_book().tables()) {
    for (const std::string& outcome : table.outcomes) {
      INFO(table.id << " " << outcome);
      const bool used = std::ranges::find(table.rows, outcome, &Row::outcome) != table.rows.end();
      CHECK((used || outcome == "indeterminate"));
    }
  }
}

}  // namespace
}  // namespace kazashi::rules
