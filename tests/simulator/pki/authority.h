// The certification authorities of the test PKI.
#pragma once

#include <vector>

#include "simulator/pki/profile.h"

namespace kazashi_simulator::pki {

struct Authority {
  std::string id;
  Purpose purpose = Purpose::kAuthentication;
  unsigned generation = 1;
  bool configured = true;  // false: never in a trust bundle
  Certificate certificate;
  KeyPair key;
  Bytes der;

  [[nodiscard]] const Name& name() const { return certificate.subject; }
};

struct AuthorityPlan {
  std::string id;
  Purpose purpose = Purpose::kAuthentication;
  unsigned generation = 1;
  bool configured = true;
  Bytes serial;
  Date not_before, not_after;
  std::string_view organization = kOrganization;
  unsigned key_bits = 2048;
  bool with_basic_constraints = true;
  unsigned key_usage_bits = kKeyCertSign | kCrlSign;
};

[[nodiscard]] Authority make_authority(const AuthorityPlan& plan);

// auth-1, auth-2 and other share one name and differ in their keys; sign-1 is the signature's.
struct Authorities {
  Authority auth_1, auth_2, sign_1, other;
};

[[nodiscard]] Authorities make_authorities(Date today);

}  // namespace kazashi_simulator::pki
