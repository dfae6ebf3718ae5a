#include "simulator/pki/key_pair.h"

#include <cstdio>
#include <cstdlib>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace kazashi_simulator::pki {
namespace {

void require(bool done, const char* what) {
  if (!done) {
    std::fprintf(stderr, "kazashi_test_pki: OpenSSL could not %s\n", what);
    std::exit(1);
  }
}

Bytes digest_of(View data, const EVP_MD* kind) {
  Bytes out(static_cast<std::size_t>(EVP_MD_get_size(kind)));
  require(EVP_Digest(data.data(), data.size(), out.data(), nullptr, kind, nullptr) == 1, "hash");
  return out;
}

// The common shape of OpenSSL's i2d functions: asked for the length first, then for the bytes.
template <class Object, class Encode>
Bytes encode(Object* object, Encode i2d) {
  const int length = i2d(object, nullptr);
  require(length > 0, "encode a key");
  Bytes out(static_cast<std::size_t>(length));
  unsigned char* at = out.data();
  require(i2d(object, &at) == length, "encode a key");
  return out;
}

}  // namespace

void KeyPair::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

KeyPair KeyPair::rsa(unsigned bits) {
  EVP_PKEY* key = EVP_RSA_gen(bits);
  require(key != nullptr, "make an RSA key");
  return KeyPair(key);
}

KeyPair KeyPair::p384() {
  EVP_PKEY* key = EVP_EC_gen("P-384");
  require(key != nullptr, "make a P-384 key");
  return KeyPair(key);
}

bool KeyPair::is_rsa() const { return EVP_PKEY_is_a(key_.get(), "RSA") == 1; }

Bytes KeyPair::public_key_info() const { return encode(key_.get(), i2d_PUBKEY); }

Bytes KeyPair::pkcs8() const {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(
      EVP_PKEY2PKCS8(key_.get()), PKCS8_PRIV_KEY_INFO_free);
  require(info != nullptr, "encode a private key");
  return encode(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
}

Bytes KeyPair::modulus() const {
  BIGNUM* number = nullptr;
  require(EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_RSA_N, &number) == 1, "read a modulus");
  Bytes out(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, out.data());
  BN_free(number);
  return out;
}

Bytes KeyPair::key_identifier() const { return digest_of(encode(key_.get(), i2d_PublicKey), EVP_sha1()); }

Bytes KeyPair::sign(View message, Digest digest) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const EVP_MD* kind = digest == Digest::kSha1 ? EVP_sha1() : EVP_sha256();
  require(EVP_DigestSignInit(context.get(), nullptr, kind, nullptr, key_.get()) == 1, "sign");
  std::size_t length = 0;
  require(EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) == 1, "sign");
  Bytes signature(length);
  require(EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) == 1,
          "sign");
  signature.resize(length);
  return signature;
}

Bytes sha256(View data) { return digest_of(data, EVP_sha256()); }

Bytes raw_ecdsa(View der, std::size_t width) {
  const unsigned char* at = der.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  require(pair != nullptr, "read an ECDSA signature");
  Bytes out(2 * width);
  const auto size = static_cast<int>(width);
  require(BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out.data(), size) == size, "lay out r");
  require(BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out.data() + width, size) == size, "lay out s");
  return out;
}

}  // namespace kazashi_simulator::pki
