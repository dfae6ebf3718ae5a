#include "simulator/pki/end_entity.h"

#include <cstdio>

namespace kazashi_simulator::pki {
namespace {

// 23 letters and digits, a made-up municipality's code inside, 003A at the end.
std::string common_name(unsigned number, Purpose purpose) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%cZ%08u99999%04u003A",
                purpose == Purpose::kAuthentication ? 'K' : 'S', 20260000 + number, 7 * number % 10000);
  return buffer;
}

// Four bytes, never negative.
Bytes serial(unsigned number, Purpose purpose) {
  return {purpose == Purpose::kAuthentication ? std::uint8_t{0x01} : std::uint8_t{0x02}, 0x5A,
          low_byte(number >> 8), low_byte(number)};
}

// Partitioned by municipality, under the authority's first three parts.
Name partition(const Name& authority) {
  Name name(authority.begin(), authority.begin() + 3);
  name.push_back({attribute::kUnit, "CRL Distribution Points"});
  name.push_back({attribute::kUnit, "Kazashi-ken"});
  name.push_back({attribute::kCommonName, "Mihon-shi CRLDP"});
  return name;
}

Certificate leaf(const LeafPlan& plan, Purpose purpose, const Authority& issuer, const KeyPair& key) {
  return {
      .serial = serial(plan.number, purpose),
      .issuer = issuer.name(),
      .not_before = plan.not_before,
      .not_after = plan.not_after,
      .subject = {{attribute::kCountry, "JP"}, {attribute::kCommonName, common_name(plan.number, purpose)}},
      .public_key_info = key.public_key_info(),
      .extensions = {}};
}

void add_common_tail(Certificate& certificate, const Authority& issuer, const KeyPair& key) {
  auto& extensions = certificate.extensions;
  extensions.push_back(japanese_issuer_name());
  extensions.push_back(distribution_point(partition(issuer.name())));
  extensions.push_back(ocsp_responder());
  extensions.push_back(
      authority_key_identifier(issuer.key.key_identifier(), issuer.name(), issuer.certificate.serial));
  extensions.push_back(subject_key_identifier(key.key_identifier()));
}

}  // namespace

Certificate authentication_leaf(const LeafPlan& plan, const Authority& issuer, const KeyPair& key) {
  Certificate certificate = leaf(plan, Purpose::kAuthentication, issuer, key);
  certificate.extensions = {key_usage(kDigitalSignature), client_authentication(),
                            policy(Purpose::kAuthentication)};
  add_common_tail(certificate, issuer, key);
  return certificate;
}

Certificate signature_leaf(const LeafPlan& plan, const Authority& issuer, const KeyPair& key,
                           const Holder& holder) {
  Certificate certificate = leaf(plan, Purpose::kSignature, issuer, key);
  certificate.subject.insert(certificate.subject.begin() + 1, {attribute::kLocality, "Mihon-shi"});
  certificate.extensions = {key_usage(kDigitalSignature | kNonRepudiation), policy(Purpose::kSignature),
                            holder_attributes(holder)};
  add_common_tail(certificate, issuer, key);
  return certificate;
}

}  // namespace kazashi_simulator::pki
