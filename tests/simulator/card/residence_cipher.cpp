#include "simulator/card/residence_cipher.h"

#include <memory>

#include <openssl/core_names.h>
#include <openssl/evp.h>

namespace kazashi_simulator {
namespace {

Bytes run(const EVP_CIPHER* cipher, View key, View iv, View blocks, bool encrypting) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  Bytes out(blocks.size());
  int length = 0;
  const bool done =
      EVP_CipherInit_ex(context.get(), cipher, nullptr, key.data(), iv.data(), encrypting ? 1 : 0) == 1 &&
      EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
      EVP_CipherUpdate(context.get(), out.data(), &length, blocks.data(), static_cast<int>(blocks.size())) ==
          1 &&
      static_cast<std::size_t>(length) == blocks.size();
  return done ? out : Bytes{};
}

Bytes triple_des(View first, View second, View iv, View blocks, bool encrypting) {
  Bytes key = copy(first);
  append(key, second);
  append(key, first);
  return run(EVP_des_ede3_cbc(), key, iv, blocks, encrypting);
}

// ISO/IEC 9797-1, algorithm 3: single DES up to the last block, which is enciphered by both halves of the
// key.
Bytes retail_mac(View key, View blocks) {
  const View first = key.first(8), second = key.last(8);
  Bytes chain(8, 0x00);
  const std::size_t before_last = blocks.size() - 8;
  if (before_last > 0) {
    // One key three times is single DES.
    const Bytes chained = triple_des(first, first, chain, blocks.first(before_last), true);
    chain.assign(chained.end() - 8, chained.end());
  }
  return triple_des(first, second, chain, blocks.last(8), true);
}

Bytes cmac(View key, View message) {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> kind(EVP_MAC_fetch(nullptr, "CMAC", nullptr),
                                                               EVP_MAC_free);
  const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(EVP_MAC_CTX_new(kind.get()),
                                                                          EVP_MAC_CTX_free);
  char cipher[] = "AES-128-CBC";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher, 0),
                                   OSSL_PARAM_construct_end()};
  Bytes out(16);
  std::size_t length = 0;
  const bool done = EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1 &&
                    EVP_MAC_update(context.get(), message.data(), message.size()) == 1 &&
                    EVP_MAC_final(context.get(), out.data(), &length, out.size()) == 1;
  out.resize(done ? length : 0);
  return out;
}

}  // namespace

Bytes ResidenceCipher::mac(View key, View message) const {
  Bytes whole = aes_ ? cmac(key, message) : retail_mac(key, padded(message));
  whole.resize(kMac);
  return whole;
}

Bytes ResidenceCipher::padded(View message) const {
  Bytes out = copy(message);
  out.push_back(0x80);
  out.resize((out.size() + block() - 1) / block() * block(), 0x00);
  return out;
}

Bytes ResidenceCipher::cbc(View key, View blocks, bool encrypting) const {
  if (blocks.empty() || blocks.size() % block() != 0) {
    return {};
  }
  const Bytes zero(block(), 0x00);
  return aes_ ? run(EVP_aes_128_cbc(), key, zero, blocks, encrypting)
              : triple_des(key.first(8), key.last(8), zero, blocks, encrypting);
}

Bytes residence_key(View from) {
  Bytes digest(20);
  EVP_Digest(from.data(), from.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
  digest.resize(ResidenceCipher::kKey);
  return digest;
}

}  // namespace kazashi_simulator
