// A certificate laid out field by field (RFC 5280, 4.1), so that any field can be made wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/pki/dates.h"
#include "simulator/pki/key_pair.h"

namespace kazashi_simulator::pki {

struct NamePart {
  std::string_view type;  // OID of the attribute
  std::string text;
};
using Name = std::vector<NamePart>;

namespace attribute {
constexpr std::string_view kCommonName = "2.5.4.3";
constexpr std::string_view kCountry = "2.5.4.6";
constexpr std::string_view kLocality = "2.5.4.7";
constexpr std::string_view kOrganization = "2.5.4.10";
constexpr std::string_view kUnit = "2.5.4.11";
}  // namespace attribute

// C as PrintableString, all else as UTF8String, as JPKI does.
[[nodiscard]] Bytes encode_name(const Name& name);

struct Extension {
  std::string_view oid;
  bool critical = false;
  Bytes value;
};

struct Certificate {
  Bytes serial;
  Digest digest = Digest::kSha256;
  Name issuer;
  Date not_before, not_after;
  Name subject;
  Bytes public_key_info;
  std::vector<Extension> extensions;

  // Valid from midnight UTC of not_before to the end of not_after's day in Tokyo.
  [[nodiscard]] Bytes signed_by(const KeyPair& issuer_key) const;
};

}  // namespace kazashi_simulator::pki
