#include "rules/evaluate.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;
using nlohmann::json;
using Names = std::vector<std::string>;

base::CivilDate date(std::string_view text) { return base::parse_date(text).value(); }

Decision decide_project(std::string_view id, const Inputs& inputs) {
  return evaluate(testing::project_book(), id, inputs).value();
}

Decision decide_small(const json& decision, const Inputs& inputs) {
  return evaluate(testing::book_of({decision}), "D-TEST", inputs).value();
}

const json kDayPast = {{"cmp", {{{"in", "evaluationDate"}}, "gt", {{"in", "day"}}}}};
const json kAlways = {{"true", json::array()}};

TEST_CASE("a decision carries its row, the sentence it rests on, the version and the values") {
  const Decision decision = decide_project("D-RENEWAL", {{"evaluationDate", date("2026-07-11")},
                                                         {"item", std::string{"certificate"}},
                                                         {"holderType", std::string{"domestic"}},
                                                         {"expiryDate", date("2026-10-10")}});
  CHECK(decision.decided());
  CHECK(decision.id == "D-RENEWAL");
  CHECK(decision.version == "1.0.0");
  CHECK(decision.outcome == "renewable");
  CHECK(decision.row == "R6");
  CHECK(decision.basis == "マイナンバーカードと電子証明書、いずれも有効期限の3か月前から更新可能です");
  CHECK(decision.values.at("opens") == Value{date("2026-07-10")});
  CHECK_FALSE(decision.reason.has_value());
}

TEST_CASE("a computed expiry date says that it is not authoritative") {
  const Decision decision = decide_project(
      "D-CERT-EXPIRY", {{"birthDate", date("1990-10-10")}, {"certIssueDate", date("2020-05-15")}});
  CHECK(decision.values.at("expiryDate") == Value{date("2024-10-10")});
  CHECK(decision.values.at("authoritative") == Value{false});
}

TEST_CASE("an unknown decision is a failure and not an outcome") {
  CHECK(evaluate(testing::project_book(), "D-NOWHERE", {}).error().code ==
        FailureCode::rules_unknown_decision);
  CHECK(explain(testing::project_book(), "", {}).error().code == FailureCode::rules_unknown_decision);
}

TEST_CASE("names that a table does not know play no part") {
  const Decision decision = decide_project("D-PIN", {{"remainingTries", 2}, {"tries", 0}});
  CHECK(decision.outcome == "can_try");
}

TEST_CASE("the first unknown row stops the table although a later row would fire") {
  json decision = testing::small_decision(kDayPast);
  json second = decision["rules"][0];
  second["rule"] = "R2";
  second["when"] = kAlways;
  second["then"]["outcome"] = "other";
  decision["rules"].push_back(second);

  const Decision unknown = decide_small(decision, {{"evaluationDate", date("2026-07-01")}});
  CHECK(unknown.outcome == kIndeterminate);
  CHECK(unknown.reason == FailureCode::rules_inputs_missing);
  CHECK(unknown.missing == Names{"day"});
  CHECK(unknown.row.empty());
  CHECK(unknown.basis.empty());

  const Decision passed_over =
      decide_small(decision, {{"evaluationDate", date("2026-07-01")}, {"day", date("2026-07-01")}});
  CHECK(passed_over.outcome == "other");
  CHECK(passed_over.row == "R2");
}

TEST_CASE("a table whose rows are all false says that it does not cover the case and asks for nothing") {
  const Decision decision =
      decide_small(testing::small_decision(kDayPast),
                   {{"evaluationDate", date("2026-07-01")}, {"day", date("2026-07-01")}});
  CHECK(decision.outcome == kIndeterminate);
  CHECK(decision.reason == FailureCode::rules_not_covered);
  CHECK(decision.missing.empty());
}

TEST_CASE("a value of the wrong type is missing and invalid") {
  const auto invalid_tries = [](const Value& value) {
    const Decision decision = decide_project("D-PIN", {{"remainingTries", value}});
    CHECK(decision.outcome == kIndeterminate);
    CHECK(decision.missing == Names{"remainingTries"});
    return decision.invalid;
  };
  CHECK(invalid_tries(std::string{"3"}) == Names{"remainingTries"});
  CHECK(invalid_tries(true) == Names{"remainingTries"});
  CHECK(invalid_tries(date("2026-07-01")) == Names{"remainingTries"});
  CHECK(invalid_tries(Unusable{}) == Names{"remainingTries"});
  CHECK(invalid_tries(-1) == Names{"remainingTries"});
}

TEST_CASE("a day that does not exist is missing and invalid, however it is given") {
  const auto judged = [](const Value& value) {
    return decide_project(
        "D-VALIDITY",
        {{"evaluationDate", value}, {"cardExpiry", date("2030-01-01")}, {"needsCertificate", false}});
  };
  for (const char* text : {"2026-02-29", "2026-06-31", "2026-13-01", "2026-00-10", "2026-1-1", "2026/07/01",
                           "", "2026-07-01T00:00:00Z", "２０２６-07-01"}) {
    INFO(text);
    CHECK(judged(std::string{text}).invalid == Names{"evaluationDate"});
  }
  CHECK(judged(base::CivilDate{std::chrono::year{2026} / 2 / 30}).invalid == Names{"evaluationDate"});
  CHECK(judged(base::CivilDate{std::chrono::year{-1} / 2 / 3}).invalid == Names{"evaluationDate"});
  CHECK(judged(20260701).invalid == Names{"evaluationDate"});
  CHECK(judged(std::string{"2026-07-01"}).outcome == "within_validity");
  CHECK(judged(std::string{"2028-02-29"}).outcome == "within_validity");
}

TEST_CASE("a word that is not in the list is missing and invalid") {
  const Decision decision = decide_project("D-RENEWAL", {{"evaluationDate", date("2025-01-01")},
                                                         {"item", std::string{"certificate"}},
                                                         {"holderType", std::string{"Domestic"}},
                                                         {"expiryDate", date("2026-10-10")}});
  CHECK(decision.missing == Names{"holderType"});
  CHECK(decision.invalid == Names{"holderType"});
}

TEST_CASE("an invalid value that is not needed does not stand in the way") {
  const Decision decision = decide_project("D-RENEWAL", {{"evaluationDate", date("2026-10-01")},
                                                         {"item", std::string{"passport"}},
                                                         {"holderType", std::string{"domestic"}},
                                                         {"expiryDate", date("2026-10-10")}});
  CHECK(decision.outcome == "renewable");
  CHECK(decision.invalid.empty());
}

TEST_CASE("of two contradicting values the constrained one is invalid") {
  const auto issued = [](std::string_view day) {
    return decide_project("D-CERT-EXPIRY", {{"birthDate", date("2026-05-02")}, {"certIssueDate", date(day)}});
  };
  CHECK(issued("2026-05-01").missing == Names{"certIssueDate"});
  CHECK(issued("2026-05-01").invalid == Names{"certIssueDate"});
  CHECK(issued("2026-05-02").outcome == "computed");
}

TEST_CASE("a value that may not be after another one is held against it") {
  json decision = testing::small_decision({{"cmp", {{{"in", "day"}}, "lt", "2030-01-01"}}});
  decision["constraints"] = {{{"input", "day"}, {"notAfter", "evaluationDate"}}};
  const Inputs today{{"evaluationDate", date("2026-07-01")}, {"day", date("2026-07-01")}};
  const Inputs tomorrow{{"evaluationDate", date("2026-07-01")}, {"day", date("2026-07-02")}};
  CHECK(decide_small(decision, today).outcome == "fired");
  CHECK(decide_small(decision, tomorrow).invalid == Names{"day"});
  CHECK(decide_small(decision, {{"day", date("2026-07-02")}}).outcome == "fired");  // nothing to contradict
}

TEST_CASE("optional inputs are never asked for, and an invalid one counts as absent") {
  const json confirmed = {
      {"all", {{{"present", "extra"}}, {{"cmp", {{{"in", "evaluationDate"}}, "ge", {{"in", "extra"}}}}}}}};
  const json decision = testing::small_decision(confirmed);
  const Inputs absent{{"evaluationDate", date("2026-07-01")}};
  CHECK(decide_small(decision, absent).reason == FailureCode::rules_not_covered);
  Inputs invalid = absent;
  invalid["extra"] = std::string{"2026-02-30"};
  CHECK(decide_small(decision, invalid).reason == FailureCode::rules_not_covered);
  Inputs given = absent;
  given["extra"] = date("2026-07-01");
  CHECK(decide_small(decision, given).outcome == "fired");

  const json unguarded =
      testing::small_decision({{"cmp", {{{"in", "extra"}}, "le", {{"in", "evaluationDate"}}}}});
  const Decision unknown = decide_small(unguarded, absent);
  CHECK(unknown.outcome == kIndeterminate);
  CHECK(unknown.missing.empty());
}

TEST_CASE("flags are sorted, said once, and only where they hold") {
  json decision = testing::small_decision(kAlways);
  decision["rules"][0]["flags"] = {"seen"};
  decision["flagRules"] = {{{"flag", "also"}, {"when", kDayPast}}, {{"flag", "seen"}, {"when", kAlways}}};
  const Inputs past{{"evaluationDate", date("2026-07-02")}, {"day", date("2026-07-01")}};
  CHECK(decide_small(decision, past).flags == Names{"also", "seen"});
  CHECK(decide_small(decision, {}).flags == Names{"seen"});  // unknown raises no flag
}

TEST_CASE("an indeterminate decision raises no flags and gives no values") {
  json decision = testing::small_decision(kDayPast);
  decision["rules"][0]["then"]["on"] = {{"derived", "later"}};
  decision["flagRules"] = {{{"flag", "also"}, {"when", kAlways}}};
  const Decision unknown = decide_small(decision, {{"day", date("2026-07-01")}});
  CHECK(unknown.outcome == kIndeterminate);
  CHECK(unknown.flags.empty());
  CHECK(unknown.values.empty());
}

TEST_CASE("a row that cannot say its value is not decided") {
  json decision = testing::small_decision(kAlways);
  decision["rules"][0]["then"]["on"] = {{"derived", "later"}};
  CHECK(decide_small(decision, {}).missing == Names{"day"});
  CHECK(decide_small(decision, {{"day", date("2026-01-31")}}).values.at("on") == Value{date("2026-02-28")});
}

TEST_CASE("a date that would leave the calendar is no date, and its inputs are invalid") {
  json decision = testing::small_decision(kAlways);
  decision["rules"][0]["then"]["on"] = {{"derived", "later"}};
  const Decision beyond = decide_small(decision, {{"day", date("9999-12-31")}});
  CHECK(beyond.outcome == kIndeterminate);
  CHECK(beyond.missing == Names{"day"});
  CHECK(beyond.invalid == Names{"day"});
  CHECK(decide_small(decision, {{"day", date("9999-11-30")}}).values.at("on") == Value{date("9999-12-30")});
  decision["derived"][0]["args"][1] = -1;
  CHECK(decide_small(decision, {{"day", date("0000-01-31")}}).invalid == Names{"day"});
  CHECK(decide_small(decision, {{"day", date("0000-02-01")}}).values.at("on") == Value{date("0000-01-01")});
}

TEST_CASE("a table decides on its last day and not on the day after") {
  json decision = testing::small_decision(kAlways);
  decision["validTo"] = "2027-03-31";
  CHECK(decide_small(decision, {{"evaluationDate", date("2027-03-31")}}).outcome == "fired");
  const Decision expired = decide_small(decision, {{"evaluationDate", date("2027-04-01")}});
  CHECK(expired.outcome == kIndeterminate);
  CHECK(expired.reason == FailureCode::rules_table_expired);
  CHECK(expired.missing.empty());
}

TEST_CASE("a table with an end decides nothing without a day to hold it against") {
  json decision = testing::small_decision(kAlways);
  decision["validTo"] = "2027-03-31";
  const Decision absent = decide_small(decision, {});
  CHECK(absent.reason == FailureCode::rules_inputs_missing);
  CHECK(absent.missing == Names{"evaluationDate"});
  CHECK(absent.invalid.empty());
  const Decision invalid = decide_small(decision, {{"evaluationDate", std::string{"2027-02-29"}}});
  CHECK(invalid.missing == Names{"evaluationDate"});
  CHECK(invalid.invalid == Names{"evaluationDate"});
}

TEST_CASE("the day from which a table may be used says nothing about the days it answers for") {
  CHECK(decide_small(testing::small_decision(kAlways), {{"evaluationDate", date("2001-01-01")}}).outcome ==
        "fired");
}

TEST_CASE("all six comparisons hold where they should and nowhere else") {
  const auto fires = [](const json& comparison, std::int64_t count) {
    const json decision = testing::small_decision({{"cmp", {{{"in", "count"}}, comparison, 6}}});
    return decide_small(decision, {{"count", count}}).outcome == "fired";
  };
  const auto around = [&](const json& comparison) {
    return std::vector<bool>{fires(comparison, 5), fires(comparison, 6), fires(comparison, 7)};
  };
  CHECK(around("eq") == std::vector<bool>{false, true, false});
  CHECK(around("lt") == std::vector<bool>{true, false, false});
  CHECK(around("le") == std::vector<bool>{true, true, false});
  CHECK(around("gt") == std::vector<bool>{false, false, true});
  CHECK(around("ge") == std::vector<bool>{false, true, true});
  const json listed = testing::small_decision({{"cmp", {{{"in", "word"}}, "in", json::array({"green"})}}});
  CHECK(decide_small(listed, {{"word", std::string{"green"}}}).outcome == "fired");
  CHECK(decide_small(listed, {{"word", std::string{"red"}}}).reason == FailureCode::rules_not_covered);
}

TEST_CASE("an explanation shows the rows tried, in order, and what each side was") {
  const auto explanation = explain(testing::project_book(), "D-RENEWAL",
                                   {{"evaluationDate", date("2026-07-11")},
                                    {"holderType", std::string{"domestic"}},
                                    {"expiryDate", date("2026-10-10")}})
                               .value();
  REQUIRE(explanation.rows.size() == 6);
  CHECK(explanation.decision.row == "R6");
  CHECK(explanation.rows[0].condition.truth == Truth::no);
  CHECK(explanation.rows[0].condition.left.name == "evaluationDate");
  CHECK(explanation.rows[0].condition.right.values == std::vector<Value>{date("2026-10-10")});

  const ConditionTrace& overseas = explanation.rows[1].condition;
  CHECK(overseas.form == "all");
  CHECK(overseas.truth == Truth::no);
  REQUIRE(overseas.parts.size() == 3);
  CHECK(overseas.parts[0].truth == Truth::no);
  CHECK(overseas.parts[1].truth == Truth::unknown);
  CHECK(overseas.parts[1].left.values.empty());

  const ConditionTrace& fired = explanation.rows[5].condition;
  CHECK(fired.truth == Truth::yes);
  CHECK(fired.comparison == "ge");
  CHECK(fired.right.name == "open3");
  CHECK(fired.right.values == std::vector<Value>{date("2026-07-10")});
}

TEST_CASE("an explanation shows a list whole and an input that is asked for by its presence") {
  const json when = {
      {"all", {{{"cmp", {{{"in", "word"}}, "in", {"green", "red"}}}}, {{"present", "extra"}}}}};
  const Book book = testing::book_of({testing::small_decision(when)});
  const Inputs inputs{{"word", std::string{"red"}}, {"extra", date("2026-07-01")}};
  const auto parts = explain(book, "D-TEST", inputs)->rows.at(0).condition.parts;
  CHECK(parts.at(0).left.values == std::vector<Value>{std::string{"red"}});
  CHECK(parts.at(0).right.values == std::vector<Value>{std::string{"green"}, std::string{"red"}});
  CHECK(parts.at(1).form == "present");
  CHECK(parts.at(1).left.name == "extra");
  CHECK(parts.at(1).left.values == std::vector<Value>{date("2026-07-01")});
}

TEST_CASE("an explanation decides as evaluation does") {
  for (const std::int64_t tries : {-1, 0, 1, 5}) {
    const Inputs inputs{{"remainingTries", tries}};
    const Decision plain = decide_project("D-PIN", inputs);
    const Decision explained = explain(testing::project_book(), "D-PIN", inputs)->decision;
    CHECK(plain.outcome == explained.outcome);
    CHECK(plain.row == explained.row);
    CHECK(plain.invalid == explained.invalid);
  }
}

}  // namespace
}  // namespace kazashi::rules
