#include "crypto/block_cipher.h"

#include "crypto/openssl.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using base::SensitiveBytes;

constexpr std::uint8_t kPaddingMark = 0x80;
constexpr std::array<std::uint8_t, 16> kZeroVector{};

using OwnedCipher = Owned<EVP_CIPHER, EVP_CIPHER_free>;
using OwnedCipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

const char* name_of(BlockCipher cipher) {
  return cipher == BlockCipher::triple_des_2key ? "DES-EDE-CBC" : "AES-128-CBC";
}

Result<SensitiveBytes> run_cbc(BlockCipher cipher, const CipherKey& key, ByteView in, bool encrypting) {
  const ErrorQueueGuard guard;
  if (in.size() % block_size(cipher) != 0) return fail(FailureCode::internal_error);
  const OwnedCipher algorithm(EVP_CIPHER_fetch(nullptr, name_of(cipher), nullptr));
  const OwnedCipherContext context(EVP_CIPHER_CTX_new());
  if (!algorithm || !context ||
      EVP_CipherInit_ex2(context.get(), algorithm.get(), key.data(), kZeroVector.data(), encrypting ? 1 : 0,
                         nullptr) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1) {
    return fail(FailureCode::internal_error);
  }
  SensitiveBytes out(in.size());
  int size = 0;
  int rest = 0;
  if (EVP_CipherUpdate(context.get(), out.data(), &size, in.data(), static_cast<int>(in.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), out.data() + size, &rest) != 1 ||
      static_cast<std::size_t>(size) + static_cast<std::size_t>(rest) != out.size()) {
    return fail(FailureCode::internal_error);
  }
  return out;
}

}  // namespace

std::size_t block_size(BlockCipher cipher) { return cipher == BlockCipher::triple_des_2key ? 8 : 16; }

Result<SensitiveBytes> encrypt_cbc(BlockCipher cipher, const CipherKey& key, ByteView plain) {
  return run_cbc(cipher, key, plain, true);
}

Result<SensitiveBytes> decrypt_cbc(BlockCipher cipher, const CipherKey& key, ByteView secret) {
  return run_cbc(cipher, key, secret, false);
}

SensitiveBytes padded(BlockCipher cipher, ByteView octets) {
  const std::size_t block = block_size(cipher);
  SensitiveBytes whole;
  whole.reserve((octets.size() / block + 1) * block);
  base::append(whole, octets);
  whole.push_back(kPaddingMark);
  whole.resize((whole.size() + block - 1) / block * block);
  return whole;
}

Result<std::size_t> size_without_padding(BlockCipher cipher, ByteView octets) {
  const std::size_t block = block_size(cipher);
  for (std::size_t zeros = 0; zeros < block && zeros < octets.size(); ++zeros) {
    const std::size_t at = octets.size() - 1 - zeros;
    if (octets[at] == kPaddingMark) return at;
    if (octets[at] != 0) break;
  }
  return fail(FailureCode::secure_messaging_failed);
}

}  // namespace kazashi::crypto
