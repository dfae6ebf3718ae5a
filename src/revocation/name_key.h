// Names as keys: two names that RFC 5280 section 7.1 calls equal have one key.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::revocation {

/// The key of a Name's whole encoding. Letters of ASCII are folded and white space is made one space inside
/// and none outside in PrintableString, UTF8String, IA5String and TeletexString; characters beyond ASCII and
/// other kinds of value are compared octet by octet (the full preparation of RFC 4518 is not done, so two
/// names can be taken for different that are equal, never the other way round). Failures: der_*.
[[nodiscard]] base::Result<base::Bytes> name_key(base::ByteView name);

/// The key of the name that `issuer` (a Name) makes with one more RelativeDistinguishedName, its set's
/// content in `fragment` (RFC 5280 section 4.2.1.13, nameRelativeToCRLIssuer).
[[nodiscard]] base::Result<base::Bytes> relative_name_key(base::ByteView issuer, der::Reader fragment);

/// The keys of GeneralNames, in order: a directoryName by name_key, every other kind as it stands. At least
/// one.
[[nodiscard]] base::Result<std::vector<base::Bytes>> general_name_keys(der::Reader names);
/// Whether `name` (a whole Name) is among them as a directoryName.
[[nodiscard]] bool contains_directory_name(const std::vector<base::Bytes>& names, base::ByteView name_key);

/// DistributionPointName (section 4.2.1.13), the content of its tag [0].
[[nodiscard]] base::Result<std::vector<base::Bytes>> point_name_keys(der::Reader point,
                                                                     base::ByteView crl_issuer);

}  // namespace kazashi::revocation
