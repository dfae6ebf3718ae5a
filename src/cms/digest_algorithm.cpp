#include "cms/digest_algorithm.h"

#include <array>
#include <cstdlib>

#include "crypto/digest.h"
#include "der/writer.h"

namespace kazashi::cms {
namespace {

constexpr std::array kOids = {
    der::oid("2.16.840.1.101.3.4.2.1"),
    der::oid("2.16.840.1.101.3.4.2.2"),
    der::oid("2.16.840.1.101.3.4.2.3"),
};

}  // namespace

const der::Oid& oid_of(DigestAlgorithm algorithm) { return kOids[static_cast<std::size_t>(algorithm)]; }

std::optional<DigestAlgorithm> digest_algorithm_from(base::ByteView oid) {
  for (const auto algorithm : {DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
    if (oid_of(algorithm) == oid) return algorithm;
  }
  return std::nullopt;
}

base::Bytes algorithm_identifier(DigestAlgorithm algorithm) {
  return der::write(der::kSequence, {der::write_oid(oid_of(algorithm))});
}

std::size_t digest_size(DigestAlgorithm algorithm) { return 32 + 16 * static_cast<std::size_t>(algorithm); }

base::Bytes digest(DigestAlgorithm algorithm, base::ByteView message) {
  switch (algorithm) {
    case DigestAlgorithm::sha256:
      return base::to_bytes(crypto::sha256(message));
    case DigestAlgorithm::sha384:
      return base::to_bytes(crypto::sha384(message));
    case DigestAlgorithm::sha512:
      return base::to_bytes(crypto::sha512(message));
  }
  std::abort();  // the switch is complete
}

}  // namespace kazashi::cms
