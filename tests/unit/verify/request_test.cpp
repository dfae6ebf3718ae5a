#include "verify/request.h"

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"

using namespace kazashi;
using base::FailureCode;
using nlohmann::json;
using verify::TrustRequest;
using verify::UseRequest;

namespace {

json good() {
  return {{"origin", "https://example.jp"},
          {"nonce", base::to_base64(base::Bytes(32, 1))},
          {"time", "2026-11-22T10:00:00Z"},
          {"policy", {{"revocation", "require"}}}};
}

FailureCode refusal(const json& request) {
  const auto parsed = UseRequest::parse(request.dump());
  REQUIRE_FALSE(parsed);
  return parsed.error().code;
}

json with(const char* member, json value) {
  json request = good();
  request[member] = std::move(value);
  return request;
}

json without(const char* member) {
  json request = good();
  request.erase(member);
  return request;
}

}  // namespace

TEST_CASE("a request says everything a verdict depends on", "[request]") {
  const auto request =
      UseRequest::parse(with("inputs", {{"birthDate", "1985-06-10"}, {"holderType", nullptr}}).dump());
  REQUIRE(request);
  CHECK(base::format_utc(request->time) == "2026-11-22T10:00:00Z");
  CHECK(request->policy.revocation == verify::RevocationPolicy::require);
  CHECK(request->inputs.size() == 1);  // null is unknown
}

TEST_CASE("there is no default for a policy", "[request]") {
  CHECK(refusal(without("policy")) == FailureCode::policy_missing);
  CHECK(refusal(with("policy", json::object())) == FailureCode::policy_missing);
  CHECK(refusal(with("policy", "require")) == FailureCode::policy_missing);
  CHECK(refusal(with("policy", {{"revocation", "ignore"}})) == FailureCode::policy_unknown);
  CHECK(refusal(with("policy", {{"revocation", "require"}, {"more", 1}})) == FailureCode::option_malformed);
}

TEST_CASE("what is missing, unknown or of another type is refused by name", "[request]") {
  CHECK(refusal(without("origin")) == FailureCode::option_malformed);
  CHECK(refusal(without("time")) == FailureCode::option_malformed);
  CHECK(refusal(with("orign", "x")) == FailureCode::option_malformed);
  CHECK(refusal(with("nonce", 7)) == FailureCode::option_malformed);
  CHECK(refusal(with("time", "yesterday")) == FailureCode::time_malformed);
  CHECK(refusal(with("origin", "example.jp")) == FailureCode::origin_malformed);
  CHECK(refusal(with("nonce", "c2hvcnQ=")) == FailureCode::nonce_too_short);
  CHECK(refusal(with("inputs", json::array())) == FailureCode::option_malformed);
  CHECK(refusal(with("polls", -1)) == FailureCode::option_malformed);
  CHECK(refusal(with("polls", 1.5)) == FailureCode::option_malformed);
  CHECK(refusal(with("polls", 1'000'000)) == FailureCode::option_malformed);
  CHECK(UseRequest::parse("{").error().code == FailureCode::json_malformed);
  CHECK(UseRequest::parse("[]").error().code == FailureCode::option_malformed);
}

TEST_CASE("signers are named with what they may sign", "[request]") {
  const json request = {{"signers", {{{"id", "office"}, {"kinds", {"trust-bundle"}}, {"spki", "AAEC"}}}},
                        {"time", "2026-11-22T10:00:00Z"},
                        {"minimumVersion", 7},
                        {"environment", "production"}};
  const auto parsed = TrustRequest::parse(request.dump());
  REQUIRE(parsed);
  CHECK(parsed->envelope.signers.at(0).kinds == std::vector<std::string>{"trust-bundle"});
  CHECK(parsed->envelope.signers.at(0).public_key == base::Bytes{0, 1, 2});
  CHECK(parsed->envelope.minimum_version == 7);
  CHECK(parsed->environment == pki::Environment::production);

  for (const char* member : {"signers", "time", "minimumVersion", "environment"}) {
    json lacking = request;
    lacking.erase(member);
    CHECK(TrustRequest::parse(lacking.dump()).error().code == FailureCode::option_malformed);
  }
  for (const char* environment : {"", "Production", "any", "TEST"}) {
    json loose = request;
    loose["environment"] = environment;
    CHECK(TrustRequest::parse(loose.dump()).error().code == FailureCode::option_malformed);
  }
  json extra = request;
  extra["signers"][0]["trusted"] = true;
  CHECK(TrustRequest::parse(extra.dump()).error().code == FailureCode::option_malformed);
}

TEST_CASE("a rulebook belongs to no environment, and its oldest version is named all the same", "[request]") {
  json request = {{"signers", json::array()}, {"time", "2026-11-22T10:00:00Z"}, {"minimumVersion", 7}};
  CHECK(verify::EnvelopeRequest::parse(request.dump())->minimum_version == 7);
  request["environment"] = "production";
  CHECK(verify::EnvelopeRequest::parse(request.dump()).error().code == FailureCode::option_malformed);
  request.erase("environment");
  request.erase("minimumVersion");
  CHECK(verify::EnvelopeRequest::parse(request.dump()).error().code == FailureCode::option_malformed);
}

TEST_CASE("a use is authenticate where none is named, and has members of its own", "[request]") {
  const auto plain = UseRequest::parse(good().dump());
  REQUIRE(plain);
  CHECK(plain->use == verify::Use::authenticate);
  CHECK(plain->reader == "rc-s380");

  json attributes = with("use", "attributes");
  attributes["open"] = "number";
  CHECK(UseRequest::parse(attributes.dump())->options.opening == verify::Opening::number);
  attributes["open"] = "face";
  CHECK(refusal(attributes) == FailureCode::option_malformed);

  json residence = with("use", "residence");
  CHECK(UseRequest::parse(residence.dump())->options.residence.face);
  residence["files"] = json::array({"address"});
  const auto asked = UseRequest::parse(residence.dump());
  REQUIRE(asked);
  CHECK(asked->options.residence.address);
  CHECK_FALSE(asked->options.residence.face);
  residence["files"] = json::array({"everything"});
  CHECK(refusal(residence) == FailureCode::option_malformed);
}

TEST_CASE("a member of one use is refused in another, and so is a use that is not on the list", "[request]") {
  CHECK(refusal(with("use", "everything")) == FailureCode::use_unknown);
  CHECK(refusal(with("open", "pin")) == FailureCode::option_malformed);
  CHECK(refusal(with("files", json::array())) == FailureCode::option_malformed);
  CHECK(refusal(with("document", "{}")) == FailureCode::option_malformed);
  CHECK(refusal(with("purpose", "tax")) == FailureCode::option_malformed);
}

TEST_CASE("no secret is ever part of a request", "[request]") {
  for (const auto* name : {"pin", "number", "password", "matchingNumber", "cardNumber"}) {
    CHECK(refusal(with(name, "1234")) == FailureCode::option_malformed);
  }
}

TEST_CASE("a visit for the individual number names a legal purpose, one for a signature a document",
          "[request]") {
  json number = with("use", "individual-number");
  CHECK(UseRequest::parse(number.dump())->check_visit().error().code == FailureCode::purpose_missing);
  number["purpose"] = "curiosity";
  CHECK(refusal(number) == FailureCode::purpose_missing);
  number["purpose"] = "disaster";
  CHECK(UseRequest::parse(number.dump())->check_visit());

  json sign = with("use", "sign");
  CHECK(UseRequest::parse(sign.dump())->check_visit().error().code == FailureCode::document_malformed);
  sign["document"] = "{}";
  CHECK(refusal(sign) == FailureCode::document_other_challenge);
}
