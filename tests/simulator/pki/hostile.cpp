#include "simulator/pki/hostile.h"

#include <algorithm>
#include <utility>

#include "simulator/base64.h"
#include "simulator/pki/der_writer.h"

namespace kazashi_simulator::pki {
namespace {

using nlohmann::ordered_json;
using std::chrono::days;

constexpr std::string_view kKeyUsage = "2.5.29.15";
constexpr std::string_view kPolicies = "2.5.29.32";
constexpr std::string_view kAuthorityKeyIdentifier = "2.5.29.35";

class Workshop {
 public:
  Workshop(Date today, const Authorities& authorities)
      : today_(today), issuer_(authorities.auth_1), key_(KeyPair::rsa(2048)) {}

  // A sound authentication certificate to start from.
  Certificate sound() const { return sound_under(issuer_, key_); }
  Certificate sound_under(const Authority& issuer, const KeyPair& key) const {
    return authentication_leaf({900, today_ - days(400), today_ + days(400)}, issuer, key);
  }

  void add(const char* name, const Certificate& leaf) {
    add(name, leaf.signed_by(issuer_.key), key_, issuer_.der);
  }
  void add(const char* name, const Bytes& leaf, const KeyPair& key, const Bytes& issuer) {
    out_[name] = {{"leaf", to_base64(leaf)}, {"key", to_base64(key.pkcs8())}, {"issuer", to_base64(issuer)}};
  }

  AuthorityPlan authority_plan() const {
    return {.id = "hostile",
            .serial = {0x66},
            .not_before = today_ - days(1000),
            .not_after = today_ + days(1000)};
  }
  void add_under(const char* name, const AuthorityPlan& plan) {
    const Authority authority = make_authority(plan);
    add(name, sound_under(authority, key_).signed_by(authority.key), key_, authority.der);
  }

  const Authority& issuer() const { return issuer_; }
  const KeyPair& key() const { return key_; }
  ordered_json take() { return std::move(out_); }

 private:
  Date today_;
  const Authority& issuer_;
  KeyPair key_;
  ordered_json out_ = ordered_json::object();
};

Certificate without(Certificate certificate, std::string_view oid) {
  std::erase_if(certificate.extensions, [oid](const Extension& extension) { return extension.oid == oid; });
  return certificate;
}

Certificate with(Certificate certificate, Extension extension) {
  certificate.extensions.push_back(std::move(extension));
  return certificate;
}

Certificate replacing(Certificate certificate, Extension extension) {
  std::ranges::replace_if(
      certificate.extensions, [&](const Extension& old) { return old.oid == extension.oid; }, extension);
  return certificate;
}

void add_bent_extensions(Workshop& shop) {
  shop.add("ca-true-leaf", with(shop.sound(), basic_constraints_of_authority()));
  shop.add("sign-policy-under-auth-authority", replacing(shop.sound(), policy(Purpose::kSignature)));
  shop.add("missing-policy", without(shop.sound(), kPolicies));
  shop.add("non-critical-policy", replacing(shop.sound(), policy(Purpose::kAuthentication, false)));
  shop.add("missing-key-usage", without(shop.sound(), kKeyUsage));
  shop.add("non-critical-key-usage", replacing(shop.sound(), key_usage(kDigitalSignature, false)));
  shop.add("wrong-key-usage", replacing(shop.sound(), key_usage(kNonRepudiation)));
  shop.add("unknown-critical-extension", with(shop.sound(), {"2.999.1", true, der::null()}));
  shop.add("duplicate-extension", with(shop.sound(), key_usage(kDigitalSignature)));
  const Bytes nobody(20, 0xA5);
  shop.add("wrong-issuer-key-id",
           replacing(shop.sound(), authority_key_identifier(nobody, shop.issuer().name(),
                                                            shop.issuer().certificate.serial)));
  shop.add("missing-issuer-key-id", without(shop.sound(), kAuthorityKeyIdentifier));
}

void add_bent_fields(Workshop& shop) {
  Certificate sha1 = shop.sound();
  sha1.digest = Digest::kSha1;
  shop.add("sha1-signed", sha1);

  Certificate negative = shop.sound();
  negative.serial = {0x81, 0x5A, 0x03, 0x84};
  shop.add("negative-serial", negative);

  Bytes trailing = shop.sound().signed_by(shop.issuer().key);
  append(trailing, Bytes{0x00, 0x00});
  shop.add("trailing-bytes", trailing, shop.key(), shop.issuer().der);

  const KeyPair small = KeyPair::rsa(1024);
  const Certificate weak = shop.sound_under(shop.issuer(), small);
  shop.add("rsa-1024", weak.signed_by(shop.issuer().key), small, shop.issuer().der);
}

void add_wrong_issuers(Workshop& shop) {
  Certificate self = shop.sound();
  self.issuer = self.subject;
  self = replacing(self, authority_key_identifier(shop.key().key_identifier(), self.subject, self.serial));
  const Bytes own = self.signed_by(shop.key());
  shop.add("self-issued", own, shop.key(), own);

  // A sound end entity signs another one.
  const Certificate holder = shop.sound();
  const KeyPair key = KeyPair::rsa(2048);
  Certificate below = shop.sound_under(shop.issuer(), key);
  below.issuer = holder.subject;
  below.serial = {0x03, 0x00, 0x00, 0x01};
  below =
      replacing(below, authority_key_identifier(shop.key().key_identifier(), holder.issuer, holder.serial));
  shop.add("issued-by-end-entity", below.signed_by(shop.key()), key, holder.signed_by(shop.issuer().key));

  AuthorityPlan plan = shop.authority_plan();
  plan.organization = "JPKI-TEST";
  shop.add_under("jpki-test-name", plan);

  plan = shop.authority_plan();
  plan.with_basic_constraints = false;
  shop.add_under("authority-without-basic-constraints", plan);

  plan = shop.authority_plan();
  plan.key_usage_bits = kDigitalSignature;
  shop.add_under("authority-with-wrong-key-usage", plan);

  plan = shop.authority_plan();
  plan.key_bits = 1024;
  shop.add_under("authority-rsa-1024", plan);

  plan = shop.authority_plan();
  plan.not_after = plan.not_before + days(100);
  shop.add_under("authority-expired", plan);
}

}  // namespace

nlohmann::ordered_json make_hostile(Date today, const Authorities& authorities) {
  Workshop shop(today, authorities);
  shop.add("sound", shop.sound());
  add_bent_extensions(shop);
  add_bent_fields(shop);
  add_wrong_issuers(shop);
  return shop.take();
}

}  // namespace kazashi_simulator::pki
