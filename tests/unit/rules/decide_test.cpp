#include "rules/decide.h"

#include <catch2/catch_test_macros.hpp>

#include "rules/decision_json.h"
#include "rules/decision_text.h"
#include "rules/inputs_json.h"
#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;
using nlohmann::json;

json answer(std::string_view request) {
  const auto text = decide(testing::project_book(), request);
  REQUIRE(text.has_value());
  return json::parse(*text, nullptr, false);
}

FailureCode refusal(std::string_view request) {
  const auto text = decide(testing::project_book(), request);
  REQUIRE_FALSE(text.has_value());
  return text.error().code;
}

TEST_CASE("an answer has all its members, decided or not") {
  CHECK(answer(R"({"id":"D-PIN","inputs":{"remainingTries":3}})") ==
        json{{"id", "D-PIN"},
             {"version", "1.0.0"},
             {"outcome", "can_try"},
             {"row", "R2"},
             {"basis", "暗証番号は、一定回数間違えるとロックがかかり"},
             {"values", json::object()},
             {"flags", json::array()},
             {"missing", json::array()},
             {"invalid", json::array()}});
  CHECK(answer(R"({"id":"D-PIN","inputs":{}})") == json{{"id", "D-PIN"},
                                                        {"version", "1.0.0"},
                                                        {"outcome", "indeterminate"},
                                                        {"reason", "rules.inputs-missing"},
                                                        {"row", ""},
                                                        {"basis", ""},
                                                        {"values", json::object()},
                                                        {"flags", json::array()},
                                                        {"missing", {"remainingTries"}},
                                                        {"invalid", json::array()}});
}

TEST_CASE("null is unknown, and every other value that does not fit is invalid") {
  const auto invalid = [](const std::string& value) {
    return answer(R"({"id":"D-PIN","inputs":{"remainingTries":)" + value + "}}")["invalid"];
  };
  CHECK(invalid("null") == json::array());
  for (const char* value : {"3.0", "1e2", "\"3\"", "true", "[3]", "{\"n\":3}", "-1", "-9223372036854775809",
                            "9223372036854775808", "18446744073709551616"}) {
    INFO(value);
    CHECK(invalid(value) == json{"remainingTries"});
  }
  CHECK(answer(R"({"id":"D-PIN","inputs":{"remainingTries":9223372036854775807}})")["outcome"] == "can_try");
}

TEST_CASE("a number beyond 64 bits does not come back as another number") {
  CHECK(value_from_json(json(18446744073709551615U)) == Value{Unusable{}});
  CHECK(value_from_json(json(9223372036854775807)) == Value{std::int64_t{9223372036854775807}});
}

TEST_CASE("the evaluation date may stand in either place but not in both") {
  const std::string_view tail = R"("cardExpiry":"2029-10-10","needsCertificate":false}})";
  const auto with = [&](std::string_view head) { return std::string{head} + std::string{tail}; };
  CHECK(answer(with(R"({"id":"D-VALIDITY","evaluationDate":"2029-10-10","inputs":{)"))["outcome"] ==
        "within_validity");
  CHECK(answer(with(R"({"id":"D-VALIDITY","inputs":{"evaluationDate":"2029-10-11",)"))["outcome"] ==
        "card_expired");
  CHECK(
      refusal(with(
          R"({"id":"D-VALIDITY","evaluationDate":"2029-10-10","inputs":{"evaluationDate":"2029-10-10",)")) ==
      FailureCode::option_malformed);
}

TEST_CASE("a trace comes on request only") {
  CHECK_FALSE(answer(R"({"id":"D-PIN","inputs":{"remainingTries":3},"trace":false})").contains("trace"));
  const json traced = answer(R"({"id":"D-PIN","inputs":{"remainingTries":3},"trace":true})");
  CHECK(traced["outcome"] == "can_try");
  CHECK(traced["trace"][0] == json{{"row", "R1"},
                                   {"basis",
                                    "暗証番号は、一定回数間違えるとロックがかかり、本人が手続きをしないとロッ"
                                    "クの解除ができないようになっています"},
                                   {"condition",
                                    {{"form", "cmp"},
                                     {"result", "false"},
                                     {"comparison", "eq"},
                                     {"left", {{"name", "remainingTries"}, {"values", {3}}}},
                                     {"right", {{"values", {0}}}}}}});
  CHECK(traced["trace"][1]["condition"]["result"] == "true");
}

TEST_CASE("a request that is no JSON or says one thing twice is refused") {
  for (const char* request :
       {"", "{", "{\"id\":\"D-PIN\",\"inputs\":{}} ,", "{\"id\":\"D-PIN\",\"inputs\":{\"a\":1,\"a\":2}}",
        "{\"id\":\"D-PIN\",\"id\":\"D-PIN\",\"inputs\":{}}", "{\"id\":\"\xff\",\"inputs\":{}}"}) {
    INFO(request);
    CHECK(refusal(request) == FailureCode::json_malformed);
  }
}

TEST_CASE("a request of another shape is refused") {
  for (const char* request :
       {"[]", "null", "{}", R"({"id":"D-PIN"})", R"({"inputs":{}})", R"({"id":1,"inputs":{}})",
        R"({"id":"D-PIN","inputs":[]})", R"({"id":"D-PIN","inputs":{},"trace":1})",
        R"({"id":"D-PIN","inputs":{},"input":{}})"}) {
    INFO(request);
    CHECK(refusal(request) == FailureCode::option_malformed);
  }
  CHECK(refusal(R"({"id":"D-pin","inputs":{}})") == FailureCode::rules_unknown_decision);
}

TEST_CASE("a request beyond its budgets is refused by name") {
  const std::string deep = R"({"id":"D-PIN","inputs":{"remainingTries":)" + std::string(20000, '[') +
                           std::string(20000, ']') + "}}";
  CHECK(refusal(deep) == FailureCode::rules_too_deep);
  CHECK(refusal(std::string(kMaxRequestOctets + 1, ' ')) == FailureCode::rules_too_large);
}

std::vector<std::string> answered_lines(std::string_view lines) {
  const std::string text = decide_lines(testing::project_book(), lines);
  std::vector<std::string> answers;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    REQUIRE(end != std::string::npos);
    answers.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return answers;
}

TEST_CASE("the answer to a line stands in the same line, whatever the lines around it are") {
  const std::string good =
      R"({"id":"a-\"1\"","decision":"D-PIN","inputs":{"remainingTries":3},"why":{"noted":1}})";
  const auto answers =
      answered_lines(good + "\r\n \t\n{\n" + R"({"id":7,"decision":"D-NONE","inputs":{}})" + "\n" +
                     R"({"decision":"D-PIN","inputs":{}})" + "\n" + R"({"id":"x","decision":"D-PIN"})" +
                     "\n" + std::string(kMaxRequestOctets + 1, ' ') + "1\n" + good);
  REQUIRE(answers.size() == 8);
  const auto json_at = [&](std::size_t line) { return json::parse(answers[line], nullptr, false); };
  CHECK(json_at(0) == json{{"id", "a-\"1\""},
                           {"outcome", "can_try"},
                           {"row", "R2"},
                           {"basis", "暗証番号は、一定回数間違えるとロックがかかり"},
                           {"values", json::object()},
                           {"flags", json::array()},
                           {"missing", json::array()},
                           {"invalid", json::array()}});
  CHECK(answers[1].empty());
  CHECK(json_at(2) == json{{"failure", {{"code", "input.json-malformed"}}}});
  CHECK(json_at(3) == json{{"id", 7}, {"failure", {{"code", "rules.unknown-decision"}}}});
  CHECK(json_at(4)["missing"] == json{"remainingTries"});
  CHECK_FALSE(json_at(4).contains("id"));
  CHECK(json_at(5) == json{{"id", "x"}, {"failure", {{"code", "input.option-malformed"}}}});
  CHECK(json_at(6) == json{{"failure", {{"code", "rules.too-large"}}}});
  CHECK(answers[7] == answers[0]);
  CHECK(answered_lines("").empty());
}

TEST_CASE("an answer as text says what the answer as JSON says") {
  Decision decision{.id = "D-TEST", .version = "1.0.0", .outcome = "fired", .row = "R1"};
  decision.basis = "line\nquote\" back\\slash \x01 文";
  decision.reason = FailureCode::rules_inputs_missing;
  decision.values = {{"day", base::CivilDate{std::chrono::year{2026} / 2 / 28}},
                     {"count", std::int64_t{-3}},
                     {"sure", false},
                     {"word", std::string{"red"}},
                     {"none", Unusable{}}};
  decision.flags = {"also", "seen"};
  decision.missing = {"day"};
  std::string text = R"({"id":"D-TEST","version":"1.0.0",)";
  append_result(text, decision);
  CHECK(json::parse(text + '}', nullptr, false) == to_json(decision));
}

}  // namespace
}  // namespace kazashi::rules
