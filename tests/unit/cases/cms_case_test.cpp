#include "cases/cms_case.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "unit/cms/documents.h"

namespace kazashi::cases {
namespace {

using base::Bytes;
using cms::DocumentParts;
using cms::test_signer;
using nlohmann::json;

const Bytes kContent = base::to_bytes(base::as_bytes("content"));

json sound_case() {
  return {{"id", "d-1"},
          {"cms", base::to_base64(DocumentParts(test_signer(), kContent).build())},
          {"anchors", {base::to_base64(test_signer().authority)}},
          {"level", "cades-bes"},
          {"time", "2026-11-22T12:00:00Z"}};
}

json answered(const json& question) { return json::parse(answer_cms_case(question.dump())); }

/// The finding of the first signer.
json finding(const json& answer, std::string_view id) {
  for (const json& entry : answer.at("signers").at(0).at("findings")) {
    if (entry.at("id") == id) return entry;
  }
  return nullptr;
}

std::string code_with(const char* member, const json& value) {
  json question = sound_case();
  question[member] = value;
  const json answer = answered(question);
  CHECK(answer.at("member") == member);
  CHECK(answer.at("verdict") == "INDETERMINATE");
  return answer.at("failure").at("code");
}

TEST_CASE("a_document_whose_signer_an_anchor_vouches_for_passes") {
  const json answer = answered(sound_case());
  CHECK(answer.at("id") == "d-1");
  CHECK(answer.at("verdict") == "TOTAL-PASSED");
  CHECK(answer.at("subIndication").is_null());
  CHECK(answer.at("signers").at(0).at("claimedTime") == "2026-11-22T12:00:00Z");
  CHECK(answer.at("signers").at(0).at("certificate").get<std::string>().size() == 64);
  CHECK(finding(answer, "revocation.status").at("code") == "revocation.not-checked");
}

TEST_CASE("without_anchors_nobody_vouches_and_the_verdict_stays_open") {
  json question = sound_case();
  question.erase("anchors");
  question.erase("time");
  const json answer = answered(question);
  CHECK(answer.at("verdict") == "INDETERMINATE");
  CHECK(answer.at("subIndication") == "NO_CERTIFICATE_CHAIN_FOUND");
  CHECK(finding(answer, "path.anchor").at("code") == "path.authority-not-configured");
}

TEST_CASE("an_anchor_that_did_not_issue_the_signer_vouches_for_nobody") {
  json question = sound_case();
  question["anchors"] = {base::to_base64(test_signer("renewing").certificate)};
  CHECK(answered(question).at("verdict") != "TOTAL-PASSED");
}

TEST_CASE("certificates_are_judged_at_the_time_of_the_case") {
  json question = sound_case();
  question["time"] = "2099-01-01T00:00:00Z";
  const json answer = answered(question);
  CHECK(answer.at("verdict") == "TOTAL-FAILED");
  CHECK(finding(answer, "path.anchor").at("code") == "certificate.expired");
}

TEST_CASE("nobody_asks_who_vouches_for_a_signature_that_is_wrong") {
  DocumentParts parts(test_signer(), kContent);
  parts.signers[0].key = test_signer("renewing").key;
  json question = sound_case();
  question["cms"] = base::to_base64(parts.build());
  const json answer = answered(question);
  CHECK(answer.at("subIndication") == "SIG_CRYPTO_FAILURE");
  CHECK(finding(answer, "path.anchor").at("code") == "check.prerequisite-failed");
}

TEST_CASE("signers_share_one_budget_for_their_paths") {
  json question = sound_case();
  const std::string authority = base::to_base64(test_signer().authority);
  question["extra"] = std::vector<std::string>(400, authority);  // about 500 KiB: enough for two
  DocumentParts parts(test_signer(), kContent);
  parts.signers.push_back(cms::SignerParts(test_signer(), kContent));
  parts.signers.push_back(cms::SignerParts(test_signer(), kContent));
  parts.signers.push_back(cms::SignerParts(test_signer(), kContent));
  question["cms"] = base::to_base64(parts.build());
  const json answer = answered(question);
  CHECK(answer.at("verdict") == "INDETERMINATE");
  const json last = answer.at("signers").back().at("findings");
  const auto path =
      std::ranges::find_if(last, [](const json& entry) { return entry.at("id") == "path.anchor"; });
  CHECK(path->at("code") == "path.too-complex");
  CHECK(finding(answer, "path.anchor").at("outcome") == "passed");
}

TEST_CASE("a_member_of_a_document_that_is_unknown_or_wrong_is_named") {
  CHECK(code_with("colour", "red") == "input.member-unknown");
  CHECK(code_with("cms", "?") == "input.base64-malformed");
  CHECK(code_with("cms", 7) == "input.option-malformed");
  CHECK(code_with("level", "cades-t") == "input.option-malformed");
  CHECK(code_with("time", nullptr) == "input.time-malformed");
  CHECK(code_with("time", "tomorrow") == "input.time-malformed");
  const json answer = json::parse(answer_cms_case("nonsense"));
  CHECK(answer.at("failure").at("code") == "input.json-malformed");
  CHECK_FALSE(answer.contains("signers"));
}

}  // namespace
}  // namespace kazashi::cases
