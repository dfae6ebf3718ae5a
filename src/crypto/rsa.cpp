#include "crypto/rsa.h"

#include <algorithm>

#include <openssl/rsa.h>

#include "base/secret.h"
#include "crypto/digest.h"
#include "crypto/openssl.h"

namespace kazashi::crypto {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

using OwnedKeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

// SubjectPublicKeyInfo (RFC 3279 section 2.3.1) around a modulus of 2048 bits and the exponent 65537.
constexpr std::uint8_t kSpkiBefore[] = {0x30, 0x82, 0x01, 0x22, 0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48,
                                        0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x82, 0x01,
                                        0x0F, 0x00, 0x30, 0x82, 0x01, 0x0A, 0x02, 0x82, 0x01, 0x01, 0x00};
constexpr std::uint8_t kSpkiAfter[] = {0x02, 0x03, 0x01, 0x00, 0x01};

/// EMSA-PKCS1-v1_5 (section 9.2) for a block of `size` octets; empty where `digest_info` does not fit.
Bytes encoded_message(std::size_t size, ByteView digest_info) {
  constexpr std::size_t kOverhead = 11;  // 00 01, at least eight FF, 00
  if (size < digest_info.size() + kOverhead) return {};
  Bytes block(size, 0xFF);
  block[0] = 0x00;
  block[1] = 0x01;
  block[size - digest_info.size() - 1] = 0x00;
  std::copy(digest_info.begin(), digest_info.end(),
            block.end() - static_cast<std::ptrdiff_t>(digest_info.size()));
  return block;
}

}  // namespace

Result<PublicKey> rsa_2048_key(std::span<const std::uint8_t, kRsa2048Size> modulus) {
  if (modulus.front() < 0x80 || modulus.back() % 2 == 0) return fail(FailureCode::key_malformed);
  Bytes spki(std::begin(kSpkiBefore), std::end(kSpkiBefore));
  base::append(spki, modulus);
  base::append(spki, kSpkiAfter);
  return PublicKey::from_spki(spki);
}

Result<void> verify_rsa_digest_info(const PublicKey& key, ByteView digest_info, ByteView signature) {
  const ErrorQueueGuard guard;
  if (key.kind() != KeyKind::rsa) return fail(FailureCode::signature_algorithm_refused);
  const Bytes expected = encoded_message((key.bits() + 7) / 8, digest_info);
  if (expected.empty() || signature.size() != expected.size()) return fail(FailureCode::signature_invalid);

  const OwnedKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.key_.get(), nullptr));
  if (!context || EVP_PKEY_verify_recover_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1) {
    return fail(FailureCode::internal_error);
  }
  Bytes block(expected.size());
  std::size_t size = block.size();
  // it refuses numbers that are not smaller than the modulus
  if (EVP_PKEY_verify_recover(context.get(), block.data(), &size, signature.data(), signature.size()) != 1 ||
      size != block.size() || !equal_in_constant_time(block, expected)) {
    return fail(FailureCode::signature_invalid);
  }
  return {};
}

}  // namespace kazashi::crypto
