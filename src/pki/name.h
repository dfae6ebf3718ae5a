// Distinguished names (RFC 5280 section 4.1.2.4).
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::pki {

struct NameAttribute {
  base::Bytes type;   ///< OID content octets
  std::string value;  ///< valid UTF-8 without control characters
};

struct Name {
  base::Bytes der;                        ///< the whole encoding, for comparison with other names
  std::vector<NameAttribute> attributes;  ///< as encoded, the country first

  friend bool operator==(const Name& left, const Name& right) { return left.der == right.der; }
};

/// Takes a Name from `reader`. Values are PrintableString, UTF8String or IA5String, of characters these may
/// have; all else is refused (der_bad_tag, der_bad_value), as RFC 5280 allows certificate authorities no
/// other form today.
[[nodiscard]] base::Result<Name> read_name(der::Reader& reader);

/// `C=JP, O=JPKI, CN=...` in the order of the encoding, for people to read. Not an RFC 4514 text and not for
/// comparing: characters are not escaped, unknown types show as `?`.
[[nodiscard]] std::string name_text(const Name& name);

/// Whether an organisation in it is that of a test hierarchy: J-LIS's own (JPKI-TEST) or ours (KAZASHI-TEST).
[[nodiscard]] bool names_test_authority(const Name& name);

}  // namespace kazashi::pki
