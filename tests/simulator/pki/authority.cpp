#include "simulator/pki/authority.h"

#include <utility>

namespace kazashi_simulator::pki {
namespace {

using std::chrono::days;

constexpr days kYear{365};

}  // namespace

Authority make_authority(const AuthorityPlan& plan) {
  KeyPair key = KeyPair::rsa(plan.key_bits);
  const Name name = authority_name(plan.organization, plan.purpose);
  Certificate certificate{.serial = plan.serial,
                          .issuer = name,
                          .not_before = plan.not_before,
                          .not_after = plan.not_after,
                          .subject = name,
                          .public_key_info = key.public_key_info(),
                          .extensions = {key_usage(plan.key_usage_bits)}};
  if (plan.with_basic_constraints) {
    certificate.extensions.push_back(basic_constraints_of_authority());
  }
  certificate.extensions.push_back(subject_key_identifier(key.key_identifier()));
  certificate.extensions.push_back(japanese_subject_name());
  certificate.extensions.push_back(distribution_point(name));
  Bytes der = certificate.signed_by(key);
  return {plan.id,        plan.purpose,  plan.generation, plan.configured, std::move(certificate),
          std::move(key), std::move(der)};
}

Authorities make_authorities(Date today) {
  // Ten years each, laid around today so that every person's certificate lies inside its authority's life.
  const Date since = today - 5 * kYear;
  const Date until = today + 5 * kYear;
  return {
      make_authority({.id = "auth-1", .serial = {0x01}, .not_before = since, .not_after = until}),
      make_authority({.id = "auth-2",
                      .generation = 2,
                      .serial = {0x01, 0x2A, 0xB3, 0x49},
                      .not_before = today - 2 * kYear,
                      .not_after = today + 8 * kYear}),
      make_authority({.id = "sign-1",
                      .purpose = Purpose::kSignature,
                      .serial = {0x01},
                      .not_before = since,
                      .not_after = until}),
      make_authority({.id = "other",
                      .generation = 3,
                      .configured = false,
                      .serial = {0x05, 0x51, 0x70, 0x06},
                      .not_before = since,
                      .not_after = until}),
  };
}

}  // namespace kazashi_simulator::pki
