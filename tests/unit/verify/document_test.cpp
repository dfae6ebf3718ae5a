#include "verify/document.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "verify/simulated_visit.h"

using namespace kazashi;
using base::FailureCode;
using verify::check_document;

namespace {

std::string with(std::string_view before, std::string_view after = "") {
  std::string text = "{";
  text += before;
  text += R"("nonce":")";
  text += test::test_challenge().nonce();
  text += R"(","origin":"https://example.jp")";
  text += after;
  text += "}";
  return text;
}

base::Failure refusal(std::string_view text) {
  const auto checked = check_document(text, test::test_challenge());
  REQUIRE_FALSE(checked);
  return checked.error();
}

}  // namespace

TEST_CASE("a canonical document that names the site and the request may be signed", "[document]") {
  CHECK(check_document(with(""), test::test_challenge()));
  CHECK(check_document(
      with(R"("form":{"a":[1,true,null,"\n\u001f\"\\"],"氏名":"見本"},)", R"(,"z":-9007199254740992)"),
      test::test_challenge()));
}

TEST_CASE("a document for another site or another request may not", "[document]") {
  std::string other = with("");
  other.replace(other.find("example.jp"), 10, "example.co");
  CHECK(refusal(other).code == FailureCode::document_other_challenge);
  CHECK(refusal(R"({"origin":"https://example.jp"})").code == FailureCode::document_other_challenge);
  CHECK(refusal(R"({"nonce":1,"origin":"https://example.jp"})").code ==
        FailureCode::document_other_challenge);
  CHECK(refusal("{}").code == FailureCode::document_other_challenge);
}

TEST_CASE("a document has one spelling: the first octet of another is told", "[document]") {
  const std::string text = with("");
  CHECK(refusal(text + " ") ==
        base::Failure{FailureCode::document_not_canonical, static_cast<std::uint32_t>(text.size())});
  CHECK(refusal(" " + text) == base::Failure{FailureCode::document_not_canonical, 0});
  // members in another order; one twice, of which two readers take different ones; an escape too many
  CHECK(refusal(with("", R"(,"a":1)")).code == FailureCode::document_not_canonical);
  CHECK(refusal(with(R"("a":1,"a":2,)")).code == FailureCode::document_not_canonical);
  CHECK(refusal(with(R"("a":"\u0041",)")).code == FailureCode::document_not_canonical);
  CHECK(refusal(with(R"("a":"\/",)")).code == FailureCode::document_not_canonical);
}

TEST_CASE("what writers of canonical JSON could disagree on is refused", "[document]") {
  CHECK(refusal(with(R"("a":1.5,)")).code == FailureCode::document_malformed);
  CHECK(refusal(with(R"("a":1e3,)")).code == FailureCode::document_malformed);
  CHECK(refusal(with(R"("a":9007199254740993,)")).code == FailureCode::document_malformed);
  CHECK(refusal(with(R"("a":-9007199254740993,)")).code == FailureCode::document_malformed);
  CHECK(refusal(with(R"("𠮷":1,)")).code == FailureCode::document_malformed);
  CHECK(check_document(with(R"("a":"𠮷",)"), test::test_challenge()));
}

TEST_CASE("what is no object, too deep or too large is refused without a crash", "[document]") {
  for (const auto* text : {"", "[]", "null", "\"x\"", "{", "\xFF"}) {
    CHECK(refusal(text).code == FailureCode::document_malformed);
  }
  const auto nested = [](std::size_t depth) {
    return with("\"a\":" + std::string(depth, '[') + std::string(depth, ']') + ",");
  };
  CHECK(check_document(nested(31), test::test_challenge()));
  CHECK(refusal(nested(33)).code == FailureCode::document_malformed);
  CHECK(refusal(nested(20'000)).code == FailureCode::document_malformed);
  CHECK(refusal(with("\"a\":\"" + std::string(verify::kLargestDocument, 'x') + "\",")).code ==
        FailureCode::document_malformed);
}
