#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "cases/path_case.h"
#include "cases/signature_case.h"
#include "unit/crypto/made_certificates.h"

namespace kazashi::cases {
namespace {

using base::Bytes;
using crypto::CertificatePlan;
using nlohmann::json;

const base::UtcTime kBegin = base::parse_utc("2026-01-01T00:00:00Z").value();
const base::UtcTime kEnd = base::parse_utc("2027-01-01T00:00:00Z").value();

Bytes certificate(const char* subject, const char* issuer, const crypto::TestKey& key,
                  const crypto::TestKey& issuer_key, bool authority) {
  CertificatePlan plan;
  plan.subject = subject;
  plan.issuer = issuer;
  plan.key = key;
  plan.issuer_key = issuer_key;
  plan.authority = authority;
  plan.not_before = kBegin;
  plan.not_after = kEnd;
  return make_certificate(plan);
}

/// root, middle and leaf, as a case that is valid.
json sound_case() {
  const auto root_key = crypto::p256_test_key();
  const auto middle_key = crypto::p384_test_key();
  const Bytes root = certificate("root", "root", root_key, root_key, true);
  const Bytes middle = certificate("middle", "root", middle_key, root_key, true);
  const Bytes leaf = certificate("leaf", "middle", crypto::other_p384_test_key(), middle_key, false);
  return {{"id", "a-1"},
          {"anchors", {base::to_base64(root)}},
          {"path", {base::to_base64(middle), base::to_base64(leaf)}},
          {"time", "2026-07-01T00:00:00Z"}};
}

json answered(const json& question) { return json::parse(answer_path_case(question.dump())); }

TEST_CASE("a_valid_path_is_answered_by_its_verdict_and_its_places") {
  const json answer = answered(sound_case());
  CHECK(answer.at("id") == "a-1");
  CHECK(answer.at("verdict") == "TOTAL-PASSED");
  CHECK(answer.at("subIndication").is_null());
  CHECK(answer.at("path") == json{0, 1, 2});
}

TEST_CASE("without_crls_revocation_is_not_checked_and_says_so") {
  const json findings = answered(sound_case()).at("findings");
  CHECK(findings.back().at("id") == "revocation.status");
  CHECK(findings.back().at("outcome") == "not-checked");
  CHECK(findings.back().at("code") == "revocation.not-checked");
}

TEST_CASE("a_failed_path_is_answered_by_its_most_telling_reason") {
  json late = sound_case();
  late["time"] = "2028-07-01T00:00:00Z";
  const json answer = answered(late);
  CHECK(answer.at("verdict") == "TOTAL-FAILED");
  CHECK(answer.at("subIndication") == "EXPIRED");
  CHECK(answer.at("findings").at(0).at("code") == "certificate.expired");
  CHECK(answer.at("findings").at(0).at("subject") == "certificate 0");
}

TEST_CASE("a_path_that_is_not_found_leaves_the_question_open") {
  json unknown = sound_case();
  unknown["anchors"] = json::array();
  const json answer = answered(unknown);
  CHECK(answer.at("verdict") == "INDETERMINATE");
  CHECK(answer.at("subIndication") == "NO_CERTIFICATE_CHAIN_FOUND");
}

TEST_CASE("extra_certificates_may_hold_what_the_path_lacks") {
  json scattered = sound_case();
  scattered["extra"] = json::array({scattered["path"][0]});
  scattered["path"] = json::array({scattered["path"][1]});
  CHECK(answered(scattered).at("verdict") == "TOTAL-PASSED");
}

TEST_CASE("the_time_of_a_case_is_the_second_that_has_begun") {
  json last = sound_case();
  last["time"] = "2027-01-01T00:00:00.999+00:00";
  CHECK(answered(last).at("verdict") == "TOTAL-PASSED");
  last["time"] = "2027-01-01T00:00:01Z";
  CHECK(answered(last).at("verdict") == "TOTAL-FAILED");
  for (const char* text : {"2027-01-01", "2027-01-01T00:00:00.Z", "2027-01-01T09:00:00+09:00"}) {
    last["time"] = text;
    CHECK(answered(last).at("failure").at("code") == "input.time-malformed");
  }
}

TEST_CASE("a_member_that_is_unknown_missing_or_of_another_type_is_named") {
  const auto fault = [](const char* member, const json& value) {
    json wrong = sound_case();
    wrong[member] = value;
    const json answer = answered(wrong);
    CHECK(answer.at("verdict") == "INDETERMINATE");
    CHECK(answer.at("id") == (std::string_view(member) == "id" ? value : json("a-1")));
    return answer.at("failure").at("code").get<std::string>() + ' ' + answer.at("member").get<std::string>();
  };
  CHECK(fault("crl", json::array()) == "input.member-unknown crl");
  CHECK(fault("path", json::array()) == "input.option-malformed path");
  CHECK(fault("path", nullptr) == "input.option-malformed path");
  CHECK(fault("anchors", "MAA=") == "input.option-malformed anchors");
  CHECK(fault("anchors", {"MAA=", "MAA"}) == "input.base64-malformed anchors/1");
  CHECK(fault("inhibitAnyPolicy", "false") == "input.option-malformed inhibitAnyPolicy");
  CHECK(fault("maxIntermediates", -1) == "input.option-malformed maxIntermediates");
  CHECK(fault("anchorRule", "none") == "input.option-malformed anchorRule");
  CHECK(fault("id", 7) == "input.option-malformed id");
}

TEST_CASE("a_line_that_is_no_object_is_answered_too") {
  for (const char* line : {"", "{", "[]", "7", "{\"id\":\"x\"} trailing"}) {
    const json answer = json::parse(answer_path_case(line));
    CHECK(answer.at("failure").at("code") == "input.json-malformed");
    CHECK(answer.at("verdict") == "INDETERMINATE");
    CHECK(json::parse(answer_signature_case(line)).at("valid") == false);
  }
}

TEST_CASE("a_signature_is_valid_or_says_why_not") {
  const auto key = crypto::p256_test_key();
  const Bytes message{0x01, 0x02};
  json question = {{"id", "s-1"},
                   {"spki", base::to_base64(key.spki)},
                   {"algorithm", "ECDSA"},
                   {"hash", "SHA-256"},
                   {"mgfHash", nullptr},
                   {"encoding", "der"},
                   {"message", base::to_base64(message)},
                   {"signature", base::to_base64(sign(key, "SHA256", message))}};
  const auto answer = [&] { return json::parse(answer_signature_case(question.dump())); };
  CHECK(answer() == json{{"id", "s-1"}, {"valid", true}});
  question["hash"] = "SHA-384";
  CHECK(answer() == json{{"id", "s-1"}, {"valid", false}, {"failure", {{"code", "signature.invalid"}}}});
  question["algorithm"] = "RSA-PSS";
  question["mgfHash"] = "SHA-384";
  CHECK(answer().at("member") == "saltLength");
  question["saltLength"] = 48;
  CHECK(answer().at("failure").at("code") == "signature.algorithm-refused");  // the key is none of RSA
}

}  // namespace
}  // namespace kazashi::cases
