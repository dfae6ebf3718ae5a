// CMS SignedData (RFC 5652 section 5) as it stands in a file: what it says, nothing of it believed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::cms {

// Budgets. Each is refused as cms_too_large before work is done for it.
inline constexpr std::size_t kMaxSignedDataSize =
    16 * 1024 * 1024;                                // a scanned contract; a page's memory holds
                                                     // it several times while it is checked
inline constexpr std::size_t kMaxSigners = 16;       // one RSA verification each; a contract has two or three
inline constexpr std::size_t kMaxCertificates = 64;  // a path of four for each signer
inline constexpr std::size_t kMaxAttributes = 64;    // of one signer; CAdES defines about twenty

/// Every view here aliases the input of parse_signed_data.
struct AlgorithmName {
  base::ByteView oid;         ///< content octets
  base::ByteView parameters;  ///< whole encoding; empty where absent
};

struct Attribute {
  base::ByteView type;               ///< OID content octets
  std::vector<der::Element> values;  ///< at least one
  base::ByteView encoding;
};

struct IssuerAndSerial {
  base::ByteView issuer;  ///< whole Name
  base::ByteView serial;  ///< content octets, of any size
};

struct SignerInfo {
  std::uint32_t version = 0;
  std::optional<IssuerAndSerial> issuer_and_serial;  ///< this or
  std::optional<base::ByteView> key_identifier;      ///< that
  AlgorithmName digest_algorithm;
  base::Bytes to_be_digested;                ///< the signed attributes under SET OF's own tag (section 5.4)
  std::vector<Attribute> signed_attributes;  ///< empty where there are none
  AlgorithmName signature_algorithm;
  base::ByteView signature;
  std::vector<Attribute> unsigned_attributes;
};

struct SignedData {
  std::vector<AlgorithmName> digest_algorithms;
  base::ByteView content_type;            ///< OID content octets
  std::optional<base::ByteView> content;  ///< absent where the signature is detached
  std::vector<base::ByteView>
      certificates;                 ///< the X.509 ones, each a whole encoding that nobody looked into
  std::vector<SignerInfo> signers;  ///< at least one
};

/// Takes an AlgorithmIdentifier (RFC 5280 section 4.1.1.2) from `fields`.
[[nodiscard]] base::Result<AlgorithmName> read_algorithm_name(der::Reader& fields);

/// A ContentInfo around SignedData in DER, and nothing after it. Revocation lists and certificates of other
/// kinds are stepped over. Sets need not be in DER's order except that of signed attributes, which check.h
/// looks at. Failures: der_*, cms_not_signed_data, cms_bad_version (of SignedData or a SignerInfo,
/// section 5.1 and 5.3), cms_no_signer, cms_too_large.
[[nodiscard]] base::Result<SignedData> parse_signed_data(base::ByteView der);

}  // namespace kazashi::cms
