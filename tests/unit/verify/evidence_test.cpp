#include "verify/evidence.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace kazashi;
using base::Bytes;
using base::FailureCode;
using verify::Evidence;

namespace {

Evidence sample() {
  return {.certificate = Bytes{1, 2, 3, 4}, .authority = Bytes{5, 6}, .signature = Bytes(256, 7)};
}

FailureCode refusal(const std::string& text) {
  const auto parsed = Evidence::parse(text);
  REQUIRE_FALSE(parsed);
  return parsed.error().code;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("evidence reads back what it wrote", "[evidence]") {
  const auto again = Evidence::parse(sample().to_text());
  REQUIRE(again);
  CHECK(again->certificate == sample().certificate);
  CHECK(again->authority == sample().authority);
  CHECK(again->signature == sample().signature);

  Evidence without = sample();
  without.authority.reset();
  CHECK_FALSE(Evidence::parse(without.to_text())->authority);
}

TEST_CASE("evidence has one text: any other spelling is refused", "[evidence]") {
  const std::string text = sample().to_text();
  CHECK(refusal(text + " ") == FailureCode::evidence_not_canonical);
  CHECK(refusal(" " + text) == FailureCode::evidence_not_canonical);
  CHECK(refusal(replaced(text, "\"token\"", "\"t\\u006fken\"")) == FailureCode::evidence_not_canonical);
  CHECK(refusal(replaced(text, "{\"caCertificate\":\"BQY=\",",
                         "{\"caCertificate\":\"BQY=\",\"caCertificate\":\"BQY=\",")) ==
        FailureCode::evidence_not_canonical);
  CHECK(refusal(replaced(text, "BQY=", "BQZ=")) == FailureCode::evidence_malformed);
  CHECK(Evidence::parse(text + "\n").error().detail == text.size());
}

TEST_CASE("evidence of another form, version or algorithm is refused by name", "[evidence]") {
  const std::string text = sample().to_text();
  CHECK(refusal(replaced(text, "kazashi-evidence:1", "kazashi-evidence:2")) ==
        FailureCode::evidence_format_unknown);
  CHECK(refusal(replaced(text, "web-eid:1.0", "web-eid:1.1")) == FailureCode::evidence_format_unknown);
  CHECK(refusal(replaced(text, "RS256", "none")) == FailureCode::signature_algorithm_refused);
  CHECK(refusal(replaced(text, "authenticate", "sign")) == FailureCode::evidence_malformed);
  CHECK(refusal(replaced(text, "caCertificate", "caCertificatf")) == FailureCode::evidence_malformed);
  CHECK(refusal(replaced(text, "\"signature\"", "\"signaturf\"")) == FailureCode::evidence_malformed);
}

TEST_CASE("what is no evidence at all is refused without a crash", "[evidence]") {
  for (const auto* text :
       {"", "{}", "[]", "null", "\"x\"", "{\"type\":1}", "{\"type\":\"kazashi-evidence:1\"}", "\xFF\xFE",
        "{\"type\":\"kazashi-evidence:1\",\"use\":\"authenticate\",\"token\":[]}"}) {
    CAPTURE(text);
    CHECK_FALSE(Evidence::parse(text));
  }
  CHECK(refusal(std::string(32 * 1024 + 1, ' ')) == FailureCode::evidence_too_large);
  CHECK(refusal(std::string(30'000, '[')) == FailureCode::evidence_malformed);
}

TEST_CASE("evidence cut short anywhere is refused", "[evidence]") {
  const std::string text = sample().to_text();
  for (std::size_t size = 0; size < text.size(); ++size) CHECK_FALSE(Evidence::parse(text.substr(0, size)));
}
