// Requests are read by a scanner of our own; a JSON library says whether it is right.
#include "rules/request.h"

#include <random>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "rules/inputs_json.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;
using nlohmann::json;

/// The inputs that were read; none when the text is no JSON.
std::optional<Inputs> inputs_of(const std::string& text) {
  Request request;
  const auto read = read_request(text, RequestForm::labelled, request);
  if (!read && read.error().code == FailureCode::json_malformed) return std::nullopt;
  return request.inputs;
}

Value read_value(const std::string& written) {
  const auto inputs = inputs_of(R"({"decision":"D-X","inputs":{"v":)" + written + "}}");
  REQUIRE(inputs.has_value());
  return inputs->contains("v") ? inputs->at("v") : Value{Unusable{}};
}

TEST_CASE("texts are read with their escapes") {
  CHECK(read_value(R"("a\"\\\/\b\f\n\r\t")") == Value{std::string{"a\"\\/\b\f\n\r\t"}});
  CHECK(read_value(R"("\u0041\u00e9\u3042\ud83c\udf38")") == Value{std::string{"Aé\u3042\U0001F338"}});
  CHECK(read_value(R"("\u0000")") == Value{std::string(1, '\0')});
}

TEST_CASE("numbers are whole and of 64 bits, or no input") {
  CHECK(read_value("-9223372036854775808") == Value{INT64_MIN});
  CHECK(read_value("9223372036854775807") == Value{INT64_MAX});
  CHECK(read_value("-0") == Value{std::int64_t{0}});
  for (const char* other : {"9223372036854775808", "1.0", "1e3", "-1E-3", "0.5e+7"}) {
    INFO(other);
    CHECK(read_value(other) == Value{Unusable{}});
  }
}

TEST_CASE("what is not JSON is refused") {
  for (const char* wrong : {"01",
                            "-",
                            "1.",
                            ".5",
                            "1e",
                            "+1",
                            "tru",
                            "nul",
                            "True",
                            "'a'",
                            "\"a",
                            "\"\\x\"",
                            "\"\\u12g4\"",
                            "\"\\ud800\"",
                            "\"\\udc00\"",
                            "\"\\ud800\\u0041\"",
                            "\"\n\"",
                            "[1,]",
                            "{\"a\":}",
                            "{\"a\"}",
                            "{,}",
                            "[",
                            "",
                            "1 2"}) {
    INFO(wrong);
    CHECK_FALSE(inputs_of(std::string{R"({"decision":"D-X","inputs":{"v":)"} + wrong + "}}").has_value());
  }
}

TEST_CASE("the scanner and the library agree on texts that were bent at random") {
  const std::string sound =
      R"( {"id":"a\u3042","decision":"D-X","evaluationDate":"2026-07-01","inputs":{"d":"2026-02-28","n":-12,"t":true,)"
      R"("f":false,"z":null,"w":"\"あ\\","l":[1,{"x":[2.5e1]}],"o":{"y":"y"}},"why":["b",0.5]} )";
  constexpr std::string_view kLetters = "{}[]\":,\\u0aeE+-.19tfn \n\x7f";
  std::mt19937_64 engine{20260614};
  const auto pick = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(engine);
  };
  std::size_t accepted = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string text = sound;
    for (std::size_t changes = pick(3) + 1; changes > 0; --changes) {
      const std::size_t at = pick(text.size());
      switch (pick(4)) {
        case 0:
          text.erase(at, 1 + pick(3));
          break;
        case 1:
          text.insert(at, 1, kLetters[pick(kLetters.size())]);
          break;
        case 2:
          text[at] = static_cast<char>(pick(256));
          break;
        default:
          text[at] = kLetters[pick(kLetters.size())];
      }
    }
    INFO(text);
    const json parsed = json::parse(text, nullptr, false);
    const auto inputs = inputs_of(text);
    if (parsed.is_discarded()) {
      ++refused;
      CHECK_FALSE(inputs.has_value());
      continue;
    }
    if (!inputs) {
      // Sound JSON is refused for a name that is there twice and for nothing else; the library drops the
      // first.
      const std::string again = parsed.dump();
      CHECK(std::ranges::count(text, ':') > std::ranges::count(again, ':'));
      continue;
    }
    ++accepted;
    if (!parsed.is_object() || !parsed.contains("inputs") || !parsed["inputs"].is_object()) continue;
    Inputs expected = inputs_from_json(parsed["inputs"]);
    if (parsed.contains("evaluationDate") && !parsed["evaluationDate"].is_null()) {
      expected.emplace("evaluationDate", value_from_json(parsed["evaluationDate"]));
    }
    CHECK(*inputs == expected);
  }
  CHECK(accepted > 1000);
  CHECK(refused > 1000);
}

}  // namespace
}  // namespace kazashi::rules
