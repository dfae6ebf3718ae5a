// Certificates put together part by part, so that a test can bend one part. They are shaped right and signed
// by nobody.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "der/reader.h"

namespace kazashi::pki {

[[nodiscard]] base::Bytes tlv(der::Tag tag, std::initializer_list<base::Bytes> parts);
[[nodiscard]] base::Bytes text(der::Tag tag, std::string_view content);
[[nodiscard]] base::Bytes hex(std::string_view digits);

/// An RDNSequence of one organisation.
[[nodiscard]] base::Bytes name_of(std::string_view organisation);

/// An Extension; `oid` is the last octet under id-ce (2.5.29).
[[nodiscard]] base::Bytes extension(std::uint8_t oid, bool critical, const base::Bytes& value);

struct CertificateParts {
  CertificateParts();  // sound

  base::Bytes version;
  base::Bytes serial;
  base::Bytes inner_algorithm;
  base::Bytes issuer;
  base::Bytes validity;
  base::Bytes subject;
  base::Bytes public_key;
  base::Bytes before_extensions;        ///< nothing, unless a test puts something there
  std::vector<base::Bytes> extensions;  ///< keyUsage digitalSignature, critical
  base::Bytes outer_algorithm;
  base::Bytes signature;

  [[nodiscard]] base::Bytes build() const;
};

}  // namespace kazashi::pki
