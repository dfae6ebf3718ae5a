// Certificates out of the test PKI that the build makes: its people's and the hostile ones, as octets.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "pki/anchor.h"

namespace kazashi::pki {

struct Leaf {
  base::Bytes certificate;
  base::Bytes authority;
};

[[nodiscard]] base::UtcTime test_today();  // noon of the day the test PKI is laid around
[[nodiscard]] Leaf authentication_leaf(std::string_view person);
[[nodiscard]] Leaf signature_leaf(std::string_view person);
[[nodiscard]] Leaf hostile_leaf(std::string_view name);  // under "auth-1" unless it brings an authority
[[nodiscard]] base::Bytes authority_certificate(std::string_view id);

/// The authorities that the test PKI marks as configured, without their certificates.
[[nodiscard]] AnchorSet test_anchors();

/// The same with an authority more.
[[nodiscard]] AnchorSet test_anchors_and(base::ByteView authority);

}  // namespace kazashi::pki
