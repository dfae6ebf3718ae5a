#include "trust/trust_bundle.h"

#include <functional>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/hex.h"
#include "pki/certificate.h"
#include "unit/pki/test_certificates.h"
#include "unit/trust/envelopes.h"

namespace kazashi::trust {
namespace {

using base::FailureCode;
using base::Result;
using nlohmann::json;

/// An anchor as an administrator would write it: no certificate.
json written_anchor() {
  return {{"purpose", "authentication"},
          {"fingerprint", std::string(64, 'a')},
          {"name", "auth-ca-03"},
          {"serial", "06D18006"},
          {"subjectKeyIdentifier", std::string(40, 'b')},
          {"notBefore", "2023-07-16"},
          {"notAfter", "2033-07-15T14:59:59Z"},
          {"provenance", {{"source", "somewhere"}, {"confidence", "one-source"}, {"note", "not compared"}}}};
}

/// An anchor of the test PKI, its certificate included.
json generated_anchor(std::string_view id) {
  const base::Bytes der = pki::authority_certificate(id);
  const pki::Certificate certificate = pki::parse_certificate(der, 1).value();
  return {{"purpose", "authentication"},
          {"fingerprint", base::to_hex(certificate.fingerprint)},
          {"name", id},
          {"serial", base::to_hex(certificate.serial)},
          {"notBefore", base::format_utc(certificate.not_before)},
          {"notAfter", base::format_utc(certificate.not_after)},
          {"certificate", base::to_base64(der)},
          {"provenance", {{"source", "kazashi_test_pki"}, {"confidence", "generated-for-tests"}}}};
}

json bundle(std::string_view environment, const json& anchors) {
  return {{"format", "kazashi-trust:1"}, {"environment", environment}, {"anchors", anchors}};
}

Result<pki::AnchorSet> parse(const json& value) {
  KAZASHI_TRY(payload, parse_trust_payload(value.dump()));
  return std::move(payload.anchors);
}

/// What a production bundle with one bent anchor is refused for.
FailureCode refusal(const std::function<void(json&)>& bend) {
  json anchor = written_anchor();
  bend(anchor);
  return parse(bundle("production", json::array({anchor}))).error().code;
}

TEST_CASE("reads_an_anchor_with_all_that_is_known_of_it") {
  const pki::AnchorSet set = parse(bundle("production", json::array({written_anchor()}))).value();
  CHECK(set.environment == pki::Environment::production);
  REQUIRE(set.anchors.size() == 1);
  const pki::Anchor& anchor = set.anchors.front();
  CHECK(anchor.purpose == pki::CertificateKind::authentication);
  CHECK(base::to_hex(anchor.fingerprint) == std::string(64, 'a'));
  CHECK(anchor.name == "auth-ca-03");
  CHECK(anchor.serial == "06d18006");
  CHECK(base::to_hex(*anchor.subject_key_identifier) == std::string(40, 'b'));
  CHECK(base::format_utc(anchor.not_before) == "2023-07-16T00:00:00Z");
  CHECK(base::format_utc(anchor.not_after) == "2033-07-15T14:59:59Z");
  CHECK_FALSE(anchor.certificate.has_value());
  CHECK(anchor.provenance.source == "somewhere");
  CHECK(anchor.provenance.confidence == pki::Confidence::one_source);
  CHECK(anchor.provenance.note == "not compared");
}

TEST_CASE("a_date_alone_is_the_whole_day") {
  json anchor = written_anchor();
  anchor["notAfter"] = "2033-07-15";
  const pki::AnchorSet set = parse(bundle("production", json::array({anchor}))).value();
  CHECK(base::format_utc(set.anchors.front().not_after) == "2033-07-15T23:59:59Z");
}

TEST_CASE("a_bundle_may_trust_nobody") {
  CHECK(parse(bundle("production", json::array())).value().anchors.empty());
}

TEST_CASE("a_certificate_in_the_bundle_gives_its_key_identifier") {
  const pki::AnchorSet set = parse(bundle("test", json::array({generated_anchor("auth-1")}))).value();
  CHECK(set.anchors.front().certificate == pki::authority_certificate("auth-1"));
  CHECK(set.anchors.front().subject_key_identifier->size() == 20);
}

TEST_CASE("refuses_members_it_does_not_know_at_every_level") {
  json whole = bundle("production", json::array({written_anchor()}));
  whole["extra"] = 1;
  CHECK(parse(whole).error().code == FailureCode::trust_malformed);
  CHECK(refusal([](json& anchor) { anchor["extra"] = 1; }) == FailureCode::trust_malformed);
  CHECK(refusal([](json& anchor) { anchor["provenance"]["extra"] = 1; }) == FailureCode::trust_malformed);
}

TEST_CASE("refuses_a_member_that_is_missing") {
  for (const auto name :
       {"purpose", "fingerprint", "name", "serial", "notBefore", "notAfter", "provenance"}) {
    CAPTURE(name);
    CHECK(refusal([name](json& anchor) { anchor.erase(name); }) == FailureCode::trust_malformed);
  }
  for (const auto name : {"format", "environment", "anchors"}) {
    json whole = bundle("production", json::array());
    whole.erase(name);
    CHECK(parse(whole).error().code == FailureCode::trust_malformed);
  }
}

TEST_CASE("refuses_a_member_of_another_type_whichever_it_is") {
  for (const auto& member : written_anchor().items()) {
    for (const json& other : {json(1), json(nullptr), json::array(), json::object(), json(true)}) {
      CAPTURE(member.key());
      CHECK(refusal([&](json& anchor) { anchor[member.key()] = other; }) == FailureCode::trust_malformed);
    }
  }
  for (const json& anything : {json(1), json("x"), json::array(), json(nullptr)}) {
    CHECK(parse(anything).error().code == FailureCode::trust_malformed);
    CHECK(parse(bundle("production", json::array({anything}))).error().code == FailureCode::trust_malformed);
  }
  CHECK(parse(bundle("production", json::object())).error().code == FailureCode::trust_malformed);
}

TEST_CASE("refuses_values_that_mean_nothing") {
  const auto with = [](const char* name, const char* value) {
    return refusal([=](json& anchor) { anchor[name] = value; });
  };
  CHECK(with("purpose", "face") == FailureCode::trust_malformed);
  CHECK(with("fingerprint", "aa") == FailureCode::trust_malformed);
  CHECK(with("fingerprint", "zz") == FailureCode::trust_malformed);
  CHECK(with("name", "Auth CA") == FailureCode::trust_malformed);
  CHECK(with("serial", "") == FailureCode::trust_malformed);
  CHECK(with("subjectKeyIdentifier", "") == FailureCode::trust_malformed);
  CHECK(with("notAfter", "2033-02-30") == FailureCode::trust_malformed);
  CHECK(with("notAfter", "2023-07-14") == FailureCode::trust_malformed);  // before it begins
  CHECK(with("certificate", "****") == FailureCode::trust_malformed);
  CHECK(refusal([](json& anchor) { anchor["provenance"]["confidence"] = "certain"; }) ==
        FailureCode::trust_malformed);
  CHECK(refusal([](json& anchor) { anchor["provenance"]["source"] = ""; }) == FailureCode::trust_malformed);
  json other_format = bundle("production", json::array());
  other_format["format"] = "kazashi-trust:2";
  CHECK(parse(other_format).error().code == FailureCode::trust_malformed);
  CHECK(parse(bundle("staging", json::array())).error().code == FailureCode::trust_malformed);
}

TEST_CASE("refuses_text_that_is_no_json_or_says_a_member_twice") {
  for (const std::string_view text :
       {"", "{", "[1,2", "\xFF", R"({"format":"kazashi-trust:1","environment":"test","anchors":[]} x)",
        R"({"format":"kazashi-trust:1","environment":"production","environment":"test","anchors":[]})"}) {
    CHECK(parse_trust_payload(text).error().code == FailureCode::trust_malformed);
  }
  const std::string deep = std::string(100'000, '[');
  CHECK(parse_trust_payload(deep).error().code == FailureCode::trust_malformed);
  const std::string padded = bundle("test", json::array()).dump() + std::string(300'000, ' ');
  CHECK(parse_trust_payload(padded).error().code == FailureCode::trust_malformed);
}

TEST_CASE("refuses_an_authority_or_a_name_there_twice") {
  json second = written_anchor();
  second["purpose"] = "signature";
  second["name"] = "sign-ca-03";
  CHECK(parse(bundle("production", json::array({written_anchor(), second}))).error().code ==
        FailureCode::trust_malformed);
  second = written_anchor();
  second["fingerprint"] = std::string(64, 'c');
  CHECK(parse(bundle("production", json::array({written_anchor(), second}))).error().code ==
        FailureCode::trust_malformed);
}

TEST_CASE("a_certificate_agrees_with_what_stands_beside_it") {
  const auto bent = [](const char* name, const json& value) {
    json anchor = generated_anchor("auth-1");
    anchor[name] = value;
    return parse(bundle("test", json::array({anchor}))).error().code;
  };
  CHECK(bent("fingerprint", std::string(64, 'a')) == FailureCode::trust_malformed);
  CHECK(bent("serial", "0102030405") == FailureCode::trust_malformed);
  CHECK(bent("subjectKeyIdentifier", std::string(40, 'b')) == FailureCode::trust_malformed);
  CHECK(bent("notBefore", "2001-01-01") == FailureCode::trust_malformed);
  CHECK(bent("notAfter", "2099-01-01") == FailureCode::trust_malformed);
  CHECK(bent("certificate", base::to_base64(pki::authority_certificate("auth-2"))) ==
        FailureCode::trust_malformed);
}

TEST_CASE("test_authorities_have_no_place_in_a_production_bundle") {
  json anchor = generated_anchor("auth-1");
  CHECK(parse(bundle("production", json::array({anchor}))).error().code ==
        FailureCode::trust_test_authority_in_production);
  anchor["provenance"]["confidence"] = "official-compared";
  CHECK(parse(bundle("production", json::array({anchor}))).error().code ==
        FailureCode::trust_test_authority_in_production);
  CHECK(refusal([](json& written) { written["provenance"]["confidence"] = "generated-for-tests"; }) ==
        FailureCode::trust_test_authority_in_production);
}

TEST_CASE("other_authorities_have_no_place_in_a_test_bundle") {
  // the subject's organisation, of the same length, in a certificate nobody needs to have signed
  base::Bytes der = pki::authority_certificate("auth-1");
  const std::string test_name = "KAZASHI-TEST";
  for (auto at = std::search(der.begin(), der.end(), test_name.begin(), test_name.end()); at != der.end();
       at = std::search(at, der.end(), test_name.begin(), test_name.end())) {
    *at = 'X';
  }
  json anchor = generated_anchor("auth-1");
  anchor["certificate"] = base::to_base64(der);
  anchor["fingerprint"] = base::to_hex(crypto::sha256(der));
  CHECK(parse(bundle("test", json::array({anchor}))).error().code == FailureCode::trust_environments_mixed);
}

TEST_CASE("opens_a_bundle_and_names_it_as_the_source_of_its_anchors") {
  const std::string payload = bundle("production", json::array({written_anchor()})).dump();
  const TrustBundle opened =
      open_trust_bundle(sealed({.payload = payload}), signers(), kNow, 5, pki::Environment::production)
          .value();
  CHECK(opened.id == "unit");
  CHECK(opened.version == 5);
  CHECK(opened.signer == "first");
  CHECK(opened.anchors.source == "trust-bundle unit 5");
  CHECK(opened.anchors.issued == opened.issued);
  CHECK(opened.anchors.anchors.size() == 1);
}

TEST_CASE("a_bundle_is_refused_for_its_envelope_before_its_payload") {
  const auto refused = [](std::uint64_t minimum_version) {
    return open_trust_bundle(sealed({.payload = "no json"}), signers(), kNow, minimum_version,
                             pki::Environment::production)
        .error()
        .code;
  };
  CHECK(refused(0) == FailureCode::trust_malformed);
  CHECK(refused(9) == FailureCode::envelope_rollback);
}

TEST_CASE("a_bundle_of_the_other_environment_is_refused_however_well_it_is_signed") {
  for (const auto asked : {pki::Environment::production, pki::Environment::test}) {
    for (const std::string_view name : {"production", "test"}) {
      const std::string payload = bundle(name, json::array()).dump();
      const auto opened = open_trust_bundle(sealed({.payload = payload}), signers(), kNow, 5, asked);
      CAPTURE(name);
      if (pki::environment_from(name) == asked) {
        CHECK(opened);
      } else {
        CHECK(opened.error().code == FailureCode::trust_environment_refused);
      }
    }
  }
}

json written_card_issuer() {
  return {{"purpose", "attributes"},
          {"name", "text-issuer-5000033"},
          {"keyId", "35303030303333080530303100000001"},
          {"modulus", base::to_base64(base::Bytes(256, 0xC1))},
          {"official", false},
          {"provenance", {{"source", "somewhere"}, {"confidence", "one-source"}}}};
}

FailureCode issuer_refusal(const std::function<void(json&)>& bend) {
  json payload = bundle("production", json::array());
  json issuer = written_card_issuer();
  bend(issuer);
  payload["cardIssuers"] = json::array({issuer});
  return parse(payload).error().code;
}

TEST_CASE("reads_who_issues_card_verifiable_certificates_and_whether_the_key_is_official") {
  json payload = bundle("production", json::array());
  CHECK(parse_trust_payload(payload.dump())->card_issuers.empty());
  payload["cardIssuers"] = json::array({written_card_issuer()});
  const auto read = parse_trust_payload(payload.dump());
  REQUIRE(read);
  REQUIRE(read->card_issuers.size() == 1);
  const CardIssuer& issuer = read->card_issuers.front();
  CHECK(issuer.purpose == CardIssuerPurpose::attributes);
  CHECK(issuer.name == "text-issuer-5000033");
  CHECK(issuer.key_id.front() == 0x35);
  CHECK(issuer.modulus == base::Bytes(256, 0xC1));
  CHECK_FALSE(issuer.official);
  CHECK(issuer.provenance.confidence == pki::Confidence::one_source);
}

TEST_CASE("refuses_an_issuer_that_is_not_whole") {
  CHECK(issuer_refusal([](json& issuer) { issuer["purpose"] = "signature"; }) ==
        FailureCode::trust_malformed);
  CHECK(issuer_refusal([](json& issuer) { issuer["keyId"] = "3530"; }) == FailureCode::trust_malformed);
  CHECK(issuer_refusal([](json& issuer) { issuer["modulus"] = base::to_base64(base::Bytes(255, 1)); }) ==
        FailureCode::trust_malformed);
  CHECK(issuer_refusal([](json& issuer) { issuer.erase("official"); }) == FailureCode::trust_malformed);
  CHECK(issuer_refusal([](json& issuer) { issuer["official"] = "no"; }) == FailureCode::trust_malformed);
  CHECK(issuer_refusal([](json& issuer) { issuer["more"] = 1; }) == FailureCode::trust_malformed);
}

TEST_CASE("keeps_issuers_made_for_tests_out_of_production_and_others_out_of_tests") {
  CHECK(issuer_refusal([](json& issuer) { issuer["provenance"]["confidence"] = "generated-for-tests"; }) ==
        FailureCode::trust_test_authority_in_production);
  json payload = bundle("test", json::array());
  payload["cardIssuers"] = json::array({written_card_issuer()});
  CHECK(parse(payload).error().code == FailureCode::trust_environments_mixed);
}

TEST_CASE("refuses_two_issuers_of_one_name_and_a_residence_issuer_that_is_no_certificate") {
  json payload = bundle("production", json::array());
  payload["cardIssuers"] = json::array({written_card_issuer(), written_card_issuer()});
  CHECK(parse(payload).error().code == FailureCode::trust_malformed);

  const json provenance = {{"source", "somewhere"}, {"confidence", "one-source"}};
  json residence = {
      {"name", "residence"}, {"certificate", "AQID"}, {"official", true}, {"provenance", provenance}};
  json other = bundle("production", json::array());
  other["residenceIssuers"] = json::array({residence});
  CHECK(parse(other).error().code == FailureCode::trust_malformed);
}

}  // namespace
}  // namespace kazashi::trust
