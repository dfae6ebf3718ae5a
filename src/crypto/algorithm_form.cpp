#include "crypto/algorithm_form.h"

#include <algorithm>
#include <array>

#include "der/oid.h"

namespace kazashi::crypto {
namespace {

constexpr std::array kSha1Algorithms = {
    der::oid("1.2.840.113549.1.1.5"),  // sha1WithRSAEncryption
    der::oid("1.2.840.10045.4.1"),     // ecdsa-with-SHA1
    der::oid("1.3.14.3.2.29"),         // sha-1WithRSAEncryption of OIW
};

}  // namespace

base::Result<base::ByteView> read_algorithm(der::Reader& fields) {
  KAZASHI_TRY(sequence, fields.read(der::kSequence));
  KAZASHI_TRY(inside, fields.inside(sequence));
  KAZASHI_CHECK(inside.read_oid());
  if (!inside.at_end()) KAZASHI_CHECK(inside.read_any());
  KAZASHI_CHECK(inside.finish());
  return sequence.encoding;
}

bool is_sha1_signature(base::ByteView algorithm) {
  der::Reader input(algorithm);
  auto inside = input.enter(der::kSequence);
  if (!inside) return false;
  const auto oid = inside->read_oid();
  return oid && std::ranges::any_of(kSha1Algorithms, [&](const der::Oid& known) { return known == *oid; });
}

}  // namespace kazashi::crypto
