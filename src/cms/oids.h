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

// signature algorithms (RFC 5754 section 3, RFC 4056, RFC 8419)
inline constexpr auto kRsaEncryption = der::oid("1.2.840.113549.1.1.1");
inline constexpr auto kSha256WithRsa = der::oid("1.2.840.113549.1.1.11");
inline constexpr auto kSha384WithRsa = der::oid("1.2.840.113549.1.1.12");
inline constexpr auto kSha512WithRsa = der::oid("1.2.840.113549.1.1.13");
inline constexpr auto kEcdsaWithSha256 = der::oid("1.2.840.10045.4.3.2");
inline constexpr auto kEcdsaWithSha384 = der::oid("1.2.840.10045.4.3.3");
inline constexpr auto kEcdsaWithSha512 = der::oid("1.2.840.10045.4.3.4");
inline constexpr auto kRsaPss = der::oid("1.2.840.113549.1.1.10");
inline constexpr auto kMaskGeneration1 = der::oid("1.2.840.113549.1.1.8");
inline constexpr auto kEd25519 = der::oid("1.3.101.112");

// digests that count no more, by themselves and in signature algorithms
inline constexpr auto kSha1 = der::oid("1.3.14.3.2.26");
inline constexpr auto kMd5 = der::oid("1.2.840.113549.2.5");
inline constexpr auto kMd5WithRsa = der::oid("1.2.840.113549.1.1.4");
inline constexpr auto kSha1WithRsa = der::oid("1.2.840.113549.1.1.5");
inline constexpr auto kSha1WithRsaOld = der::oid("1.3.14.3.2.29");
inline constexpr auto kEcdsaWithSha1 = der::oid("1.2.840.10045.4.1");
inline constexpr auto kDsaWithSha1 = der::oid("1.2.840.10040.4.3");

}  // namespace kazashi::cms
