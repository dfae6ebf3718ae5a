// Names that reading and writing share. Part of cms.
#pragma once

#include "der/oid.h"

namespace kazashi::cms {

// content types (RFC 5652 sections 4 and 5.1)
inline constexpr auto kData = der::oid("1.2.840.113549.1.7.1");
inline constexpr auto kSignedData = der::oid("1.2.840.113549.1.7.2");

// attributes (RFC 5652 section 11; RFC 5035 section 3)
inline constexpr auto kContentType = der::oid("1.2.840.113549.1.9.3");
inline constexpr auto kMessageDigest = der::oid("1.2.840.113549.1.9.4");
inline constexpr auto kSigningTime = der::oid("1.2.840.113549.1.9.5");
inline constexpr auto kSigningCertificate = der::oid("1.2.840.113549.1.9.16.2.12");
inline constexpr auto kSigningCertificateV2 = der::oid("1.2.840.113549.1.9.16.2.47");

// signature algorithms (RFC 5754 section 3, RFC 3279 section 2.2)
inline constexpr auto kRsaEncryption = der::oid("1.2.840.113549.1.1.1");
inline constexpr auto kSha256WithRsa = der::oid("1.2.840.113549.1.1.11");
inline constexpr auto kSha384WithRsa = der::oid("1.2.840.113549.1.1.12");
inline constexpr auto kSha512WithRsa = der::oid("1.2.840.113549.1.1.13");
inline constexpr auto kEcdsaWithSha256 = der::oid("1.2.840.10045.4.3.2");
inline constexpr auto kEcdsaWithSha384 = der::oid("1.2.840.10045.4.3.3");
inline constexpr auto kEcdsaWithSha512 = der::oid("1.2.840.10045.4.3.4");

}  // namespace kazashi::cms
