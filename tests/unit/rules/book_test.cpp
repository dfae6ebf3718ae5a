#include "rules/book.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;
using nlohmann::json;

const json kWhen = {{"cmp", {{{"in", "yes"}}, "eq", true}}};
const std::string kDecision = "/services/0/decisions/0";

/// Where a rulebook with this decision is refused; "accepted" if it is not.
std::string fault_of(const json& decision) {
  std::string fault;
  const auto book = Book::parse(testing::rulebook_of({decision}), &fault);
  if (book) return "accepted";
  CHECK(book.error().code == FailureCode::rules_malformed);
  REQUIRE(fault.starts_with(kDecision));
  return fault.substr(kDecision.size());
}

/// The small decision with one place set to another value.
std::string fault_with(const std::string& pointer, const json& value) {
  json decision = testing::small_decision(kWhen);
  decision[json::json_pointer(pointer)] = value;
  return fault_of(decision);
}

std::string fault_without(std::string_view member) {
  json decision = testing::small_decision(kWhen);
  decision.erase(std::string{member});
  return fault_of(decision);
}

std::string fault_of_condition(const json& when) {
  const std::string fault = fault_with("/rules/0/when", when);
  const std::string prefix = "/rules/0/when";
  return fault.starts_with(prefix) ? fault.substr(prefix.size()) : fault;
}

json call(std::string_view function, const json& arguments) {
  return {{"fn", function}, {"args", arguments}};
}
json is_true(const json& term) { return {{"cmp", {term, "eq", true}}}; }

TEST_CASE("the small book of these tests is a good one") {
  CHECK(fault_of(testing::small_decision(kWhen)) == "accepted");
}

TEST_CASE("a decision is found by its id and no other is") {
  const Book& book = testing::project_book();
  for (const char* id : {"D-RENEWAL", "D-VALIDITY", "D-CERT-EXPIRY", "D-PIN"}) {
    REQUIRE(book.find(id) != nullptr);
    CHECK(book.find(id)->id == id);
  }
  CHECK(book.find("") == nullptr);
  CHECK(book.find("D-PI") == nullptr);
  CHECK(book.find("Z") == nullptr);
}

TEST_CASE("text that is no rulebook is refused") {
  for (const char* text :
       {"", "{", "[]", "null", "{}", R"({"format":"kazashi-rulebook:2","services":[]})",
        R"({"format":"kazashi-rulebook:1"})", R"({"format":"kazashi-rulebook:1","services":{}})",
        R"({"format":"kazashi-rulebook:1","services":[],"more":1})",
        R"({"format":"kazashi-rulebook:1","services":[{"format":"kazashi-rules:2"}]})",
        "{\"format\":\"kazashi-rulebook:1\",\"services\":[]}\xff"}) {
    INFO(text);
    const auto book = Book::parse(text);
    REQUIRE_FALSE(book.has_value());
    CHECK(book.error().code == FailureCode::rules_malformed);
  }
}

TEST_CASE("a member that stands twice is refused, for one of the two would not be read") {
  const auto book =
      Book::parse(R"({"format":"kazashi-rulebook:1","services":[],"format":"kazashi-rulebook:1"})");
  CHECK(book.error().code == FailureCode::rules_malformed);
}

TEST_CASE("a book beyond its budgets is refused by name") {
  CHECK(Book::parse(std::string(kMaxBookOctets + 1, ' ')).error().code == FailureCode::rules_too_large);
  CHECK(Book::parse(std::string(kMaxBookOctets, '[')).error().code == FailureCode::rules_too_deep);

  json deep = kWhen;
  for (int i = 0; i < 40; ++i) deep = json{{"not", deep}};
  const auto book = Book::parse(testing::rulebook_of({testing::small_decision(deep)}));
  CHECK(book.error().code == FailureCode::rules_too_deep);
}

TEST_CASE("the depth budget is exact") {
  const auto parsed_at = [](int depth) {
    // A row's condition stands on the eighth level, and the innermost brace of the comparison two below its
    // own.
    json when = kWhen;
    for (int i = 10; i < depth; ++i) when = json{{"not", when}};
    return Book::parse(testing::rulebook_of({testing::small_decision(when)}));
  };
  CHECK(parsed_at(kMaxBookDepth).has_value());
  CHECK(parsed_at(kMaxBookDepth + 1).error().code == FailureCode::rules_too_deep);
}

TEST_CASE("every member that a decision depends on must be there") {
  for (const char* member : {"id", "version", "validFrom", "validTo", "inputs", "derived", "outputs",
                             "outcomes", "hitPolicy", "rules", "flagRules"}) {
    INFO(member);
    CHECK(fault_without(member).empty());
  }
}

TEST_CASE("a member that nobody reads is refused") {
  CHECK(fault_with("/valid_to", nullptr) == "/valid_to");
  CHECK(fault_with("/rules/0/flag", json::array()) == "/rules/0/flag");
  CHECK(fault_with("/inputs/0/default", "2026-01-01") == "/inputs/0/default");
  CHECK(fault_with("/a~0~1b", 1) == "/a~0~1b");  // and its place is named by the rules of JSON Pointer
}

TEST_CASE("two of one name are refused") {
  const json decision = testing::small_decision(kWhen);
  CHECK(fault_with("/inputs/1/name", "evaluationDate") == "/inputs/1");
  CHECK(fault_with("/inputs/5/values", {"red", "red"}) == "/inputs/5/values/1");
  CHECK(fault_with("/derived/1", decision["derived"][0]) == "/derived/1");
  CHECK(fault_with("/outputs/1", decision["outputs"][0]) == "/outputs/1");
  CHECK(fault_with("/rules/1", decision["rules"][0]) == "/rules/1");
  const auto book = Book::parse(testing::rulebook_of({decision, decision}));
  CHECK(book.error().code == FailureCode::rules_malformed);
}

TEST_CASE("impossible dates of a table are refused") {
  CHECK(fault_with("/validFrom", "2026-02-29") == "/validFrom");
  CHECK(fault_with("/validTo", "2026-06-13") == "/validTo");
  CHECK(fault_with("/validTo", "") == "/validTo");
  CHECK(fault_with("/validTo", "2026-06-14") == "accepted");
  CHECK(fault_of_condition({{"cmp", {{{"in", "day"}}, "lt", "2026-06-31"}}}) == "/cmp/2");
}

TEST_CASE("only first-hit tables are read") { CHECK(fault_with("/hitPolicy", "unique") == "/hitPolicy"); }

TEST_CASE("inputs of unknown type and words without a list are refused") {
  CHECK(fault_with("/inputs/0/type", "datetime") == "/inputs/0/type");
  CHECK(fault_with("/inputs/5/values", json::array()) == "/inputs/5/values");
  CHECK(fault_with("/inputs/0/values", {"red"}) == "/inputs/0");
  CHECK(fault_with("/inputs/6/optional", "yes") == "/inputs/6/optional");
  CHECK(fault_with("/inputs", json::array()) == "/inputs");
}

TEST_CASE("a sixty-fifth input is refused") {
  json inputs = testing::small_decision(kWhen)["inputs"];
  const auto with_inputs = [&](std::size_t count) {
    while (inputs.size() < count) {
      inputs.push_back({{"name", "more" + std::to_string(inputs.size())}, {"type", "boolean"}});
    }
    return fault_with("/inputs", inputs);
  };
  CHECK(with_inputs(64) == "accepted");
  CHECK(with_inputs(65) == "/inputs");
}

TEST_CASE("the list of condition forms is closed") {
  CHECK(fault_of_condition({{"or", {kWhen}}}).empty());
  CHECK(fault_of_condition(json::object()).empty());
  CHECK(fault_of_condition({{"not", kWhen}, {"any", {kWhen}}}).empty());
  CHECK(fault_of_condition({{"all", json::array()}}) == "/all");
  CHECK(fault_of_condition({{"not", json::array({kWhen})}}) == "/not");
  CHECK(fault_of_condition({{"true", true}}) == "/true");
  CHECK(fault_of_condition({{"present", "nobody"}}) == "/present");
  CHECK(fault_of_condition("yes").empty());
}

TEST_CASE("the list of terms is closed") {
  CHECK(fault_of_condition(is_true({{"var", "yes"}})) == "/cmp/0/var");
  CHECK(fault_of_condition(is_true({{"in", "nobody"}})) == "/cmp/0/in");
  CHECK(fault_of_condition(is_true({{"derived", "yes"}})) == "/cmp/0/derived");
  CHECK(fault_of_condition(is_true({{"in", "yes"}, {"derived", "later"}})) == "/cmp/0");
  CHECK(fault_of_condition(is_true(true)) == "/cmp/0");
  CHECK(fault_of_condition({{"cmp", {{{"in", "yes"}}, "eq"}}}) == "/cmp");
}

TEST_CASE("the lists of comparisons and functions are closed") {
  CHECK(fault_of_condition({{"cmp", {{{"in", "yes"}}, "ne", true}}}) == "/cmp/1");
  CHECK(fault_of_condition(is_true(call("isMonday", {{{"in", "day"}}}))) == "/cmp/0/fn");
}

TEST_CASE("unlike types are never compared") {
  CHECK(fault_of_condition({{"cmp", {{{"in", "yes"}}, "eq", 1}}}) == "/cmp/2");
  CHECK(fault_of_condition({{"cmp", {{{"in", "count"}}, "eq", "1"}}}) == "/cmp/2");
  CHECK(fault_of_condition({{"cmp", {{{"in", "count"}}, "eq", 1.0}}}) == "/cmp/2");
  CHECK(fault_of_condition({{"cmp", {{{"in", "count"}}, "lt", {{"in", "day"}}}}}) == "/cmp/2");
  CHECK(fault_of_condition({{"cmp", {{{"in", "word"}}, "eq", "blue"}}}) == "/cmp/2");
  CHECK(fault_of_condition({{"cmp", {{{"in", "word"}}, "in", {"red", "blue"}}}}) == "/cmp/2/1");
  CHECK(fault_of_condition({{"cmp", {{{"in", "word"}}, "in", json::array()}}}) == "/cmp/2");
}

TEST_CASE("words and truths have no order") {
  CHECK(fault_of_condition({{"cmp", {{{"in", "word"}}, "lt", "red"}}}) == "/cmp/1");
  CHECK(fault_of_condition({{"cmp", {{{"in", "yes"}}, "ge", true}}}) == "/cmp/1");
}

TEST_CASE("functions take what they are made for") {
  const json day{{"in", "day"}};
  CHECK(fault_of_condition(is_true(call("isLeapDay", json::array({day})))) == "accepted");
  CHECK(fault_of_condition(is_true(call("isLeapDay", {day, day}))) == "/cmp/0/args");
  CHECK(fault_of_condition(is_true(call("isLeapDay", {{{"in", "count"}}}))) == "/cmp/0/args/0");
  CHECK(fault_of_condition(is_true(call("isLeapDay", {"2024-02-29"}))) == "/cmp/0/args/0");
  const auto fault_of_birthday = [&](const json& count) {
    return fault_of_condition({{"cmp", {call("nthBirthdayAfter", {day, day, count}), "gt", day}}});
  };
  CHECK(fault_of_birthday(1) == "accepted");
  CHECK(fault_of_birthday(0) == "/cmp/0/args/2");
  CHECK(fault_of_birthday(151) == "/cmp/0/args/2");
  CHECK(fault_of_birthday({{"in", "count"}}) == "/cmp/0/args/2");
  CHECK(fault_with("/derived/0/args/1", 1200) == "accepted");
  CHECK(fault_with("/derived/0/args/1", 1201) == "/derived/0/args/1");
  CHECK(fault_with("/derived/0/args/1", -1201) == "/derived/0/args/1");
}

TEST_CASE("a derived value uses only those before it") {
  const json later{
      {"name", "evenLater"}, {"fn", "addMonths"}, {"args", json::array({{{"derived", "later"}}, 1})}};
  CHECK(fault_with("/derived/1", later) == "accepted");
  CHECK(fault_with("/derived/0/args/0", {{"derived", "later"}}) == "/derived/0/args/0/derived");
}

TEST_CASE("a row says an outcome that the table has and values that it declares") {
  CHECK(fault_with("/rules/0/then/outcome", "unheard_of") == "/rules/0/then/outcome");
  CHECK(fault_with("/rules/0/then/outcome", "indeterminate") == "/rules/0/then/outcome");
  CHECK(fault_with("/rules/0/then/opens", "2026-01-01") == "/rules/0/then");
  CHECK(fault_with("/rules/0/then/on", true) == "/rules/0/then/on");
  CHECK(fault_with("/rules/0/then/on", {{"in", "count"}}) == "/rules/0/then/on");
  CHECK(fault_with("/rules/0/then/on", "2026-01-01") == "accepted");
  CHECK(fault_with("/outputs/0/optional", false) == "/rules/0/then");
  CHECK(fault_with("/outputs/0/type", "enum") == "/outputs/0");
  CHECK(fault_with("/outputs/0/name", "outcome") == "/outputs/0");
  CHECK(fault_with("/rules", json::array()) == "/rules");
}

TEST_CASE("no row stands without its sentence") {
  CHECK(fault_with("/rules/0/basisQuote", "") == "/rules/0/basisQuote");
  json decision = testing::small_decision(kWhen);
  decision["rules"][0].erase("basisQuote");
  CHECK(fault_of(decision) == "/rules/0");
}

TEST_CASE("a flag must be one that the service explains") {
  CHECK(fault_with("/rules/0/flags", {"seen"}) == "accepted");
  CHECK(fault_with("/rules/0/flags", {"unseen"}) == "/rules/0/flags/0");
  CHECK(fault_with("/flagRules/0", {{"flag", "unseen"}, {"when", kWhen}}) == "/flagRules/0/flag");
}

TEST_CASE("a constraint names inputs that it can hold against each other") {
  const auto fault = [](const json& constraint) {
    return fault_with("/constraints", json::array({constraint}));
  };
  CHECK(fault({{"input", "day"}, {"notAfter", "evaluationDate"}}) == "accepted");
  CHECK(fault({{"input", "count"}, {"minimum", 0}}) == "accepted");
  CHECK(fault({{"input", "day"}}) == "/constraints/0");
  CHECK(fault({{"input", "day"}, {"notAfter", "day"}}) == "/constraints/0");
  CHECK(fault({{"input", "day"}, {"notAfter", "count"}}) == "/constraints/0");
  CHECK(fault({{"input", "day"}, {"notBefore", "nobody"}}) == "/constraints/0/notBefore");
  CHECK(fault({{"input", "day"}, {"minimum", 0}}) == "/constraints/0");
  CHECK(fault({{"input", "count"}, {"minimum", "0"}}) == "/constraints/0/minimum");
  CHECK(fault({{"input", "count"}, {"maximum", 9}}) == "/constraints/0/maximum");
  CHECK(fault({{"input", "day"}, {"notAfter", "evaluationDate"}, {"notBefore", "evaluationDate"}}) ==
        "/constraints/0");
}

}  // namespace
}  // namespace kazashi::rules
