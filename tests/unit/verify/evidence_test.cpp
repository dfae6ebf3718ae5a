#include "verify/evidence.h"

#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "verify/uses/authenticate.h"
#include "verify/uses/face.h"

using namespace kazashi;
using base::Bytes;
using base::FailureCode;
using verify::Evidence;
using verify::Use;

namespace {

const auto kParts = verify::kAuthenticate.parts;

Evidence sample(bool with_authority = true) {
  Evidence evidence(Use::authenticate, kParts);
  evidence.put("certificate", Bytes{1, 2, 3, 4});
  if (with_authority) evidence.put("authority", Bytes{5, 6});
  evidence.put("signature", Bytes(256, 7));
  return evidence;
}

base::Result<Evidence> parse(std::string_view text) {
  return Evidence::parse(text, Use::authenticate, kParts);
}

FailureCode refusal(const std::string& text) {
  const auto parsed = parse(text);
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
  const auto again = parse(sample().to_text());
  REQUIRE(again);
  for (const auto* name : {"certificate", "authority", "signature"}) {
    CHECK(std::ranges::equal(again->part(name), sample().part(name)));
  }
  CHECK_FALSE(parse(sample(false).to_text())->has("authority"));
}

TEST_CASE("evidence of one use is not evidence of another", "[evidence]") {
  Evidence age(Use::age, verify::kAge.parts);
  age.put("record", Bytes{1, 2});
  age.put("certificate", Bytes{3});
  CHECK(age.to_text() ==
        R"({"parts":{"certificate":"Aw==","record":"AQI="},"type":"kazashi-evidence:1","use":"age"})");
  REQUIRE(Evidence::parse(age.to_text(), Use::age, verify::kAge.parts));
  CHECK(refusal(age.to_text()) == FailureCode::evidence_other_use);
  CHECK(Evidence::parse(age.to_text(), Use::face, verify::kFace.parts).error().code ==
        FailureCode::evidence_other_use);
}

TEST_CASE("a part that is larger than the card's file can be is refused", "[evidence]") {
  Evidence age(Use::age, verify::kAge.parts);
  age.put("record", Bytes{1, 2});
  age.put("certificate", Bytes(569, 1));
  CHECK(Evidence::parse(age.to_text(), Use::age, verify::kAge.parts).error().code ==
        FailureCode::evidence_too_large);
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
  CHECK(parse(text + "\n").error().detail == text.size());
}

TEST_CASE("evidence of another form, version or algorithm is refused by name", "[evidence]") {
  const std::string text = sample().to_text();
  CHECK(refusal(replaced(text, "kazashi-evidence:1", "kazashi-evidence:2")) ==
        FailureCode::evidence_format_unknown);
  CHECK(refusal(replaced(text, "web-eid:1.0", "web-eid:1.1")) == FailureCode::evidence_format_unknown);
  CHECK(refusal(replaced(text, "RS256", "none")) == FailureCode::signature_algorithm_refused);
  CHECK(refusal(replaced(text, "authenticate", "sign")) == FailureCode::evidence_other_use);
  CHECK(refusal(replaced(text, "authenticate", "authenticatf")) == FailureCode::evidence_malformed);
  CHECK(refusal(replaced(text, "caCertificate", "caCertificatf")) == FailureCode::evidence_malformed);
  CHECK(refusal(replaced(text, "\"signature\"", "\"signaturf\"")) == FailureCode::evidence_malformed);
}

TEST_CASE("what is no evidence at all is refused without a crash", "[evidence]") {
  for (const auto* text :
       {"", "{}", "[]", "null", "\"x\"", "{\"type\":1}", "{\"type\":\"kazashi-evidence:1\"}", "\xFF\xFE",
        "{\"type\":\"kazashi-evidence:1\",\"use\":\"authenticate\",\"token\":[]}"}) {
    CAPTURE(text);
    CHECK_FALSE(parse(text));
  }
  CHECK(refusal(std::string(32 * 1024 + 1, ' ')) == FailureCode::evidence_too_large);
  CHECK(refusal(std::string(20'000, '[')) == FailureCode::evidence_malformed);
}

TEST_CASE("evidence cut short anywhere is refused", "[evidence]") {
  const std::string text = sample().to_text();
  for (std::size_t size = 0; size < text.size(); ++size) CHECK_FALSE(parse(text.substr(0, size)));
}
