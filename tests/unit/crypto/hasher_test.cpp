#include "crypto/hasher.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"
#include "crypto/digest.h"
#include "crypto/signed_digest.h"
#include "unit/crypto/test_keys.h"

using namespace kazashi;
using namespace kazashi::crypto;
using base::Bytes;

namespace {

Bytes some_octets(std::size_t size) {
  Bytes octets(size);
  for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<std::uint8_t>(i * 31);
  return octets;
}

const Bytes kSha256WithRsa = *base::from_hex("300d06092a864886f70d01010b0500");
const Bytes kSha256WithEcdsa = *base::from_hex("300a06082a8648ce3d040302");

}  // namespace

TEST_CASE("hashes_pieces_as_it_hashes_the_whole") {
  const Bytes message = some_octets(1000);
  for (const Hash hash : {Hash::sha1, Hash::sha224, Hash::sha256, Hash::sha384, Hash::sha512}) {
    const Bytes whole = digest(hash, message);
    CHECK(whole.size() == digest_size(hash));
    for (std::size_t piece = 1; piece < 200; piece += 37) {
      Hasher hasher(hash);
      for (base::ByteView left = message; !left.empty();) {
        const auto part = left.first(std::min(piece, left.size()));
        hasher.update(part);
        left = left.subspan(part.size());
      }
      CHECK(hasher.finish() == whole);
    }
  }
  CHECK(std::ranges::equal(digest(Hash::sha256, message), sha256(message)));
}

TEST_CASE("verifies_over_a_digest_what_was_signed_over_the_message") {
  const Bytes message = some_octets(77);
  const Bytes hashed = digest(Hash::sha256, message);
  Bytes other = hashed;
  other[3] ^= 1;
  const auto verifies = [&](const TestKey& key, const Bytes& algorithm) {
    const auto public_key = PublicKey::from_spki(key.spki);
    const auto parameters = read_signature_algorithm(algorithm);
    const Bytes signature = sign(key, "SHA256", message);
    CHECK(verify_digest(*public_key, *parameters, hashed, signature));
    CHECK_FALSE(verify_digest(*public_key, *parameters, other, signature));
    CHECK_FALSE(verify_digest(*public_key, *parameters, hashed, base::ByteView(signature).first(20)));
    const auto mismatched =
        read_signature_algorithm(algorithm == kSha256WithRsa ? kSha256WithEcdsa : kSha256WithRsa);
    CHECK(verify_digest(*public_key, *mismatched, hashed, signature).error().code ==
          base::FailureCode::signature_algorithm_refused);
  };
  verifies(rsa_test_key(), kSha256WithRsa);
  verifies(p256_test_key(), kSha256WithEcdsa);
  verifies(p384_test_key(), kSha256WithEcdsa);
}

TEST_CASE("knows_the_algorithms_of_x509_and_their_parameters") {
  const auto read = [](const char* digits) {
    return read_signature_algorithm(*base::from_hex(digits)).has_value();
  };
  CHECK(read("300d06092a864886f70d01010b0500"));
  CHECK(read("300b06092a864886f70d01010b"));            // without the NULL, as RFC 4055 has it accepted
  CHECK_FALSE(read("300d06092a864886f70d01010b0501"));  // no NULL
  CHECK_FALSE(read("300f06092a864886f70d01010b05000500"));
  CHECK_FALSE(read("300c06082a8648ce3d0403020500"));    // ECDSA has no parameters
  CHECK_FALSE(read("300d06092a864886f70d0101040500"));  // MD5
  CHECK_FALSE(read("300a06082a8648ce3d04030200"));
  CHECK_FALSE(read(""));
}
