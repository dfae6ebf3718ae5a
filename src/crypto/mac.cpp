#include "crypto/mac.h"

#include <algorithm>

#include "crypto/openssl.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kDesBlock = 8;

}  // namespace

Result<std::array<std::uint8_t, 8>> retail_mac(const CipherKey& key, ByteView message) {
  auto blocks = padded(BlockCipher::triple_des_2key, message);
  const auto last = std::span(blocks).last(kDesBlock);

  // DES alone is Triple DES whose two keys are the same.
  CipherKey single{};
  std::copy_n(key.begin(), kDesBlock, single.begin());
  std::copy_n(key.begin(), kDesBlock, single.begin() + kDesBlock);
  const auto chained =
      encrypt_cbc(BlockCipher::triple_des_2key, single, ByteView(blocks).first(blocks.size() - kDesBlock));
  base::wipe(single.data(), single.size());
  if (!chained) return std::unexpected(chained.error());
  if (!chained->empty()) {
    const auto before = ByteView(*chained).last(kDesBlock);
    for (std::size_t i = 0; i < kDesBlock; ++i) last[i] = static_cast<std::uint8_t>(last[i] ^ before[i]);
  }
  // encrypt, decrypt with the other half, encrypt again: that is Triple DES with both
  KAZASHI_TRY(code, encrypt_cbc(BlockCipher::triple_des_2key, key, last));
  std::array<std::uint8_t, 8> mac{};
  std::copy_n(code.begin(), mac.size(), mac.begin());
  return mac;
}

Result<std::array<std::uint8_t, 16>> aes_cmac(const CipherKey& key, ByteView message) {
  const ErrorQueueGuard guard;
  std::array<std::uint8_t, 16> mac{};
  std::size_t size = 0;
  if (EVP_Q_mac(nullptr, "CMAC", nullptr, "AES-128-CBC", nullptr, key.data(), key.size(), message.data(),
                message.size(), mac.data(), mac.size(), &size) == nullptr ||
      size != mac.size()) {
    return fail(FailureCode::internal_error);
  }
  return mac;
}

}  // namespace kazashi::crypto
