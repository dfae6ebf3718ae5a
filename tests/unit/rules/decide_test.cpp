#include "rules/decide.h"

#include <catch2/catch_test_macros.hpp>

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

}  // namespace
}  // namespace kazashi::rules
