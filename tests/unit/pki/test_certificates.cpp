#include "unit/pki/test_certificates.h"

#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/hex.h"
#include "pki/certificate.h"
#include "simulator/pki/test_people.h"

namespace kazashi::pki {
namespace {

using nlohmann::json;

const json& test_pki() {
  static const json pki = json::parse(kazashi_simulator::test_pki_text(), nullptr, false);
  return pki;
}

base::Bytes octets(const json& owner, const char* name) {
  return base::from_base64(owner.at(name).get<std::string>()).value();
}

const json& by_id(const char* list, std::string_view id) {
  for (const json& entry : test_pki().at(list)) {
    if (entry.at("id") == id) return entry;
  }
  std::abort();  // a test names what the test PKI does not hold
}

Anchor anchor_of(base::ByteView der, CertificateKind purpose, std::string name) {
  const Certificate certificate = parse_certificate(der, 1).value();
  return {.purpose = purpose,
          .fingerprint = certificate.fingerprint,
          .name = std::move(name),
          .serial = base::to_hex(certificate.serial),
          .subject_key_identifier = certificate.subject_key_identifier,
          .not_before = certificate.not_before,
          .not_after = certificate.not_after,
          .certificate = {},
          .provenance = {.source = "test", .confidence = Confidence::generated_for_tests, .note = {}}};
}

}  // namespace

base::UtcTime test_today() {
  return base::parse_utc(test_pki().at("today").get<std::string>() + "T12:00:00Z").value();
}

Leaf authentication_leaf(std::string_view person) {
  const json& entry = by_id("people", person);
  return {octets(entry, "authCertificate"), octets(entry, "authAuthority")};
}

Leaf signature_leaf(std::string_view person) {
  const json& entry = by_id("people", person);
  return {octets(entry, "signCertificate"), octets(entry, "signAuthority")};
}

Leaf hostile_leaf(std::string_view name) {
  const json& entry = test_pki().at("certificates").at(std::string(name));
  return {octets(entry, "leaf"), octets(entry, "issuer")};
}

base::Bytes authority_certificate(std::string_view id) { return octets(by_id("authorities", id), "der"); }

AnchorSet test_anchors() {
  AnchorSet set{.environment = Environment::test,
                .source = "trust-bundle unit 1",
                .issued = test_today(),
                .anchors = {}};
  for (const json& authority : test_pki().at("authorities")) {
    if (!authority.at("configured").get<bool>()) continue;
    set.anchors.push_back(anchor_of(octets(authority, "der"),
                                    *kind_from(authority.at("purpose").get<std::string>()),
                                    authority.at("id").get<std::string>()));
  }
  return set;
}

AnchorSet test_anchors_and(base::ByteView authority) {
  AnchorSet set = test_anchors();
  if (set.find(crypto::sha256(authority)) == nullptr) {
    set.anchors.push_back(anchor_of(authority, CertificateKind::authentication, "one-more"));
  }
  return set;
}

}  // namespace kazashi::pki
