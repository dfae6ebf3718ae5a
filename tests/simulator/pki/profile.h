// The extensions of JPKI-shaped certificates (facts, "JPKI certificates"), each as its own function so that a
// hostile certificate can leave one out or bend it.
#pragma once

#include <optional>
#include <string_view>

#include "simulator/pki/certificate.h"

namespace kazashi_simulator::pki {

enum class Purpose { kAuthentication, kSignature };

// DNs of the test PKI: C=JP, O=<organization>, OU=<organization> for user authentication | digital signature,
// OU=the agency. All generations of one authority share it.
[[nodiscard]] Name authority_name(std::string_view organization, Purpose purpose);

constexpr std::string_view kOrganization = "KAZASHI-TEST";

enum KeyUsageBit : std::uint16_t {  // most significant first, as in the BIT STRING (RFC 5280, 4.2.1.3)
  kDigitalSignature = 0x80,
  kNonRepudiation = 0x40,
  kKeyCertSign = 0x04,
  kCrlSign = 0x02,
};

[[nodiscard]] Extension key_usage(unsigned bits, bool critical = true);
[[nodiscard]] Extension basic_constraints_of_authority();
[[nodiscard]] Extension subject_key_identifier(View identifier);
[[nodiscard]] Extension authority_key_identifier(View identifier, const Name& issuer, View serial);
[[nodiscard]] Extension client_authentication();
// The policy of the purpose: 1.2.392.200149.8.5.1.3.30 with its CPS, or 1.2.392.200149.8.5.1.1.20.
[[nodiscard]] Extension policy(Purpose purpose, bool critical = true);
[[nodiscard]] Extension japanese_subject_name();
[[nodiscard]] Extension japanese_issuer_name();
[[nodiscard]] Extension distribution_point(const Name& name);
[[nodiscard]] Extension ocsp_responder();

// What the signature certificate knows of its holder.
struct Holder {
  std::string_view name;
  std::string_view address;
  char sex;  // '1' male, '2' female, '3' other
  Date birth;
};

// The six otherNames 1.2.392.200149.8.5.5.1 to .6, in the order they were found in.
[[nodiscard]] Extension holder_attributes(const Holder& holder);

}  // namespace kazashi_simulator::pki
