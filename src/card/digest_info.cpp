#include "card/digest_info.h"

#include <array>
#include <cstddef>

namespace kazashi::card {
namespace {

using base::FailureCode;
using crypto::SignatureAlgorithm;

// The digest algorithms of RFC 8017 appendix B.1 differ in the last octet of 2.16.840.1.101.3.4.2.x.
constexpr std::uint8_t kSha256 = 0x01;
constexpr std::uint8_t kSha384 = 0x02;
constexpr std::uint8_t kSha512 = 0x03;

base::Bytes info(std::uint8_t last_of_oid, base::ByteView digest) {
  const std::array<std::uint8_t, 15> identifier{0x30, 0x0D, 0x06, 0x09, 0x60,        0x86, 0x48, 0x01,
                                                0x65, 0x03, 0x04, 0x02, last_of_oid, 0x05, 0x00};
  base::Bytes octets{0x30, static_cast<std::uint8_t>(identifier.size() + 2 + digest.size())};
  base::append(octets, identifier);
  octets.push_back(0x04);
  octets.push_back(static_cast<std::uint8_t>(digest.size()));
  base::append(octets, digest);
  return octets;
}

}  // namespace

base::Bytes digest_info(base::ByteView digest) { return info(kSha256, digest); }

base::Result<base::Bytes> digest_info(base::ByteView digest, SignatureAlgorithm algorithm) {
  const auto of = [&](std::uint8_t last_of_oid, std::size_t size) -> base::Result<base::Bytes> {
    if (digest.size() != size) return base::fail(FailureCode::signature_algorithm_refused);
    return info(last_of_oid, digest);
  };
  switch (algorithm) {
    case SignatureAlgorithm::rsa_pkcs1_sha256:
      return of(kSha256, 32);
    case SignatureAlgorithm::rsa_pkcs1_sha384:
      return of(kSha384, 48);
    case SignatureAlgorithm::rsa_pkcs1_sha512:
      return of(kSha512, 64);
    default:
      return base::fail(FailureCode::signature_algorithm_refused);
  }
}

}  // namespace kazashi::card
