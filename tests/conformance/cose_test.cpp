// COSE_Sign and COSE_Sign1 against the COSE working group's examples, and the CBOR reader against appendix A
// of RFC 8949. KAZASHI_VECTORS names the folder of the suites.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/hex.h"
#include "cose/cbor.h"
#include "cose/message.h"
#include "der/oid.h"
#include "der/writer.h"

namespace kazashi::cose {
namespace {

using base::Bytes;
using base::ByteView;
using nlohmann::json;

std::string environment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

json read_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  return json::parse(std::string(std::istreambuf_iterator<char>(file), {}), nullptr, false);
}

json open_suite(const std::string& name) {
  const std::string root = environment("KAZASHI_SOURCE_DIR", ".");
  const std::string vectors = environment("KAZASHI_VECTORS", "../shared/vectors");
  const std::string path = (vectors.starts_with('/') ? vectors : root + '/' + vectors) + '/' + name + ".json";
  json suite = read_json(path);
  if (suite.is_null()) SKIP(path << " is not there: set KAZASHI_VECTORS to the folder of the suites");
  return suite;
}

/// What the exceptions file says of a suite: id to reason.
std::map<std::string, json> exceptions_of(const std::string& name) {
  const std::string root = environment("KAZASHI_SOURCE_DIR", ".");
  const json list = read_json(root + "/tests/conformance/exceptions/" + name + ".json");
  std::map<std::string, json> exceptions;
  for (const json& entry : list) exceptions[entry.at("id")] = entry;
  return exceptions;
}

/// Judges case by case and prints the suite's line of the table.
class Judge {
 public:
  explicit Judge(std::string name) : name_(std::move(name)), exceptions_(exceptions_of(name_)) {}

  void judge(const std::string& id, bool expected, bool actual) {
    ++cases_;
    if (expected == actual) ++as_expected_;
    INFO(name_ << ' ' << id << ": expected " << expected << ", actual " << actual);
    const auto exception = exceptions_.find(id);
    if (exception == exceptions_.end()) {
      CHECK(expected == actual);
      return;
    }
    CHECK(expected != actual);  // an exception that no longer holds
    CHECK(exception->second.at("expected") == expected);
    exceptions_.erase(exception);
  }

  void finish() const {
    CHECK(exceptions_.empty());  // exceptions of cases that the suite does not have
    std::cout << json{{"suite", name_},
                      {"cases", cases_},
                      {"asExpected", as_expected_},
                      {"exceptions", cases_ - as_expected_}}
                     .dump()
              << '\n';
  }

 private:
  std::string name_;
  std::map<std::string, json> exceptions_;
  std::size_t cases_ = 0;
  std::size_t as_expected_ = 0;
};

Bytes from_base64url(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return base::from_base64(text).value();
}

Bytes from_any_hex(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  return base::from_hex(text).value();
}

/// A member of a key: "x" in base64url or "x_hex".
Bytes member(const json& key, const std::string& name) {
  if (key.contains(name + "_hex")) return from_any_hex(key.at(name + "_hex"));
  return from_base64url(key.at(name));
}

Bytes spki(std::initializer_list<ByteView> algorithm, ByteView key) {
  Bytes bits{0};
  base::append(bits, key);
  const Bytes algorithm_der = der::write(der::kSequence, algorithm);
  const Bytes bits_der = der::write(der::kBitString, bits);
  return der::write(der::kSequence, {algorithm_der, bits_der});
}

/// Empty for kinds of keys that the core does not know.
Bytes spki_of(const json& key) {
  const std::string kind = key.at("kty");
  const std::string curve = key.value("crv", "");
  if (kind == "RSA") {
    const Bytes modulus = der::write_integer(member(key, "n"));
    const Bytes exponent = der::write_integer(member(key, "e"));
    const Bytes oid = der::write_oid(der::oid("1.2.840.113549.1.1.1"));
    const Bytes null = der::write_null();
    return spki({oid, null}, der::write(der::kSequence, {modulus, exponent}));
  }
  if (curve == "Ed25519") {
    const Bytes oid = der::write_oid(der::oid("1.3.101.112"));
    return spki({oid}, member(key, "x"));
  }
  der::Oid name = der::oid("1.2.840.10045.3.1.7");
  if (curve == "P-384") name = der::oid("1.3.132.0.34");
  if (curve == "P-521") name = der::oid("1.3.132.0.35");
  if (!curve.starts_with("P-")) return {};
  Bytes point{0x04};
  base::append(point, member(key, "x"));
  base::append(point, member(key, "y"));
  const Bytes oid = der::write_oid(der::oid("1.2.840.10045.2.1"));
  const Bytes curve_oid = der::write_oid(name);
  return spki({oid, curve_oid}, point);
}

/// Whether each signature of the message holds under the key that the example gives for it.
bool verifies(const json& entry) {
  const bool single = entry.at("input").contains("sign0");
  const json& input = entry.at("input").at(single ? "sign0" : "sign");
  constexpr std::string_view kReserved = "reserved";  // RFC 8152 appendix C.1.4 makes it critical
  const Bytes octets = from_any_hex(entry.at("cbor"));
  const auto message = parse_signed(octets, single ? MessageKind::sign1 : MessageKind::sign, {&kReserved, 1});
  if (!message) return false;
  const json signers = single ? json::array({input}) : input.at("signers");
  if (signers.size() != message->signers.size()) return false;
  for (std::size_t place = 0; place < signers.size(); ++place) {
    const auto key = crypto::PublicKey::from_spki(spki_of(signers[place].at("key")));
    if (!key) return false;
    const Bytes external = from_any_hex(signers[place].value("external", ""));
    if (!verify_signer(*message, message->signers[place], *key, external)) return false;
  }
  return true;
}

TEST_CASE("judges_the_signed_examples_of_the_cose_working_group_as_they_do") {
  const json suite = open_suite("cose-wg");
  Judge judge("cose-wg");
  for (const json& entry : suite.at("cases")) {
    const json& input = entry.at("input");
    if (!input.contains("sign") && !input.contains("sign0")) continue;  // MACs and encryption: not ours
    judge.judge(entry.at("id"), !entry.at("fail").get<bool>(), verifies(entry));
  }
  judge.finish();
}

TEST_CASE("refuses_a_signed_example_with_any_octet_changed") {
  const json suite = open_suite("cose-wg");
  for (json entry : suite.at("cases")) {
    if (entry.at("id") != "sign1-tests/sign-pass-02" && entry.at("id") != "eddsa-examples/eddsa-01") continue;
    Bytes octets = from_any_hex(entry.at("cbor"));
    CHECK(verifies(entry));
    std::size_t passed = 0;
    for (std::uint8_t& octet : octets) {
      octet ^= 0x01;
      entry["cbor"] = base::to_hex(octets);
      if (verifies(entry)) ++passed;
      octet ^= 0x01;
    }
    CHECK(passed <= 3);  // the key identifier "11" and its label: a hint that nobody signed
  }
}

TEST_CASE("reads_of_appendix_a_exactly_what_is_deterministic") {
  const json suite = open_suite("cbor-rfc8949-appendix-a");
  Judge judge("cbor-rfc8949-appendix-a");
  for (const json& entry : suite.at("cases")) {
    const Bytes octets = from_any_hex(entry.at("hex"));
    CborReader reader(octets);
    const bool read = reader.skip().has_value() && reader.finish().has_value();
    const bool deterministic = entry.at("roundtrip").get<bool>() && entry.value("well_formed_rfc8949", true);
    judge.judge(entry.at("id"), deterministic, read);
  }
  judge.finish();
}

}  // namespace
}  // namespace kazashi::cose
