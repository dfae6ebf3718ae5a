// Signed documents put together part by part, so that a test can bend one part. Signed for real, with the key
// of a person of the test PKI or with another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "cms/digest_algorithm.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::cms {

struct TestSigner {
  base::Bytes certificate;
  base::Bytes authority;
  crypto::TestKey key;
};

[[nodiscard]] TestSigner test_signer(std::string_view person = "adult");

/// Hexadecimal digits as octets.
[[nodiscard]] base::Bytes hex(std::string_view digits);

/// An Attribute with these values, each a whole encoding.
[[nodiscard]] base::Bytes attribute(std::string_view oid_hex, std::vector<base::Bytes> values);

// OID content octets in hexadecimal digits
inline constexpr std::string_view kDataHex = "2a864886f70d010701";
inline constexpr std::string_view kContentTypeHex = "2a864886f70d010903";
inline constexpr std::string_view kMessageDigestHex = "2a864886f70d010904";
inline constexpr std::string_view kSigningTimeHex = "2a864886f70d010905";
inline constexpr std::string_view kSigningCertificateV2Hex = "2a864886f70d010910022f";
inline constexpr std::string_view kSha1Hex = "2b0e03021a";
inline constexpr std::string_view kSha256Hex = "608648016503040201";
inline constexpr std::string_view kSha384Hex = "608648016503040202";
inline constexpr std::string_view kSha256WithRsaHex = "2a864886f70d01010b";

/// An AlgorithmIdentifier without parameters or with NULL.
[[nodiscard]] base::Bytes algorithm(std::string_view oid_hex, bool null = false);

/// One SignerInfo. Sound as it comes: SHA-256, CAdES-BES.
struct SignerParts {
  SignerParts(const TestSigner& signer, base::ByteView content);

  crypto::TestKey key;
  const char* digest_name = "SHA256";  ///< OpenSSL's, of the signature
  std::uint32_t version = 1;
  base::Bytes identifier;
  base::Bytes digest_algorithm;
  std::vector<base::Bytes>
      attributes;  ///< content-type, message-digest, signing-time, signing-certificate-v2
  bool sorted = true;
  base::Bytes signature_algorithm;
  std::vector<base::Bytes> unsigned_attributes;

  [[nodiscard]] base::Bytes build() const;
};

/// A ContentInfo with SignedData.
struct DocumentParts {
  DocumentParts(const TestSigner& signer, base::ByteView content);

  base::Bytes content_info_type;
  std::uint32_t version = 1;
  std::vector<base::Bytes> digest_algorithms;
  base::Bytes content_type;            ///< a whole OBJECT IDENTIFIER
  std::optional<base::Bytes> content;  ///< inside
  std::vector<base::Bytes> certificates;
  std::optional<base::Bytes> revocation_lists;  ///< content of [1]
  std::vector<SignerParts> signers;

  [[nodiscard]] base::Bytes build() const;
};

}  // namespace kazashi::cms
