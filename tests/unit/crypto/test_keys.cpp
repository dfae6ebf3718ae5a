#include "unit/crypto/test_keys.h"

#include <cstdlib>
#include <memory>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/hex.h"

namespace kazashi::crypto {
namespace {

// Made once for these tests, with `openssl genrsa` and `openssl ecparam -genkey`, and good for nothing else.
constexpr std::string_view kRsaPrivate =
    "308204bd020100300d06092a864886f70d0101010500048204a7308204a30201000282010100b43d2b6874297c8f97d0"
    "9d8998a0ca7171206d0db7b9c5541d22b3f7977543e2d71405c3a23fe5aee4cbd312308494da243c7c9e0e6f25178d92"
    "0a68fd31a717f9c96c28fd08f60bb14ce3fe2fbe2d6eb2d33a0050eef5c6ecee8b7c0f33184c1713f59cf0c2af06fa69"
    "ab126a139a4c41fcb6c576aa3632d41d1685a6c3540e363f33ae4aea1d73f87ca91b07e047929382e71f16f126e49aef"
    "c63707d2a049ae0f1de87414a8581bad011507b936514250c64c4a3067bde85d618a4311d4df38efea227e699be62b51"
    "4c4936528cc5f6a9e64de9f03c7a9a5b5eb849d39851cdc052d6f1a234dafa7f7da5abbc9d603708c0cac44522e509a0"
    "0e221391a8ed0203010001028201000639e36e4df786c50aed9d2d41aaf2d4774d8ec5b249a85dd93ace8da184710881"
    "3d49eef8ba641f2a8ea78073e3d2493dcfd9ce9c5dd22adfde9da6f1bab48b6c71eab19d5a0ec9851d3a2d21eddbfafc"
    "6d7ebbadd92f5acd8f3fd430173a26bf989f9717c02cc24ac5d578e79f3ca8f2ed4fcc9138dc843855a478b4cf3678e1"
    "8c0ea67bb1aed1deeb283e7aeb6644c0b684ff3c0c33a041f1ea9dca240042f2b05ea99abdd6f84c93d647c9557a76a2"
    "3503401b1ce92324577d89c14c7721811397b17b9fb6551ec67af5de907581372b8a1bb5b1d2d36520b28b8a54ef0611"
    "5932e4a228786fbf139d31d4cf0e6e583032f706f06508e8aa95071d3625f902818100f21dd4b65e817b6b7de60b474e"
    "7f2a9fe92c34fe6de843b1b2a31a939bc0a923a92e4c35accc134c0629ae6bea5632e3458eedb1cf69cc2e809ec5faaa"
    "bd9f56c3b81c87fe1dcc993ed9212f2cc750d93af3ead7f4bf0424a4b0d13f85d0060ac9a7d3848a632edbeffef75aae"
    "21aa07d50b3b9f9ccfeef6820b62cee9b15d2902818100be93006deb5d38f2a7e3c346f6441f8d3d38f1baf6e39dc09e"
    "d188316170ad344c027b2bd21e0108db1cb821aa349ae41db1fdd3546330c5517c3824f17060bfc0226584727441bd62"
    "a25e6cacea2f511ba14a1fb4544cf9f2478f696065d8861cd9a469279f86b0468d0bb5714a505a2ebe83757b845fe7d3"
    "bc9ef3e849e225028181008f0c82fe110e4d9e6fef3820b4473c26e8fc5e7f28eebef841844e9281c6ade84ceff6c50b"
    "c8336a8a859bf154ae0338f68300fb3a81d6ca6ee1e0353f25f3fbae7d9c15d9553fea1710f0a34fc09f8b0962ce1134"
    "209bd10ea10db08b5e2203c3ab6db474932f3f7127e27b6840a996211096f4b210c4ae4e9d6d8eb4d23f29028180575a"
    "5a6007fa7b17ff0ccf7dbf740a625b25b6e7d433112431a8299d38e4c4ffabb7976dc6aa2a1f3d1034f6796613796c83"
    "21adb488a2da4f377924b5e6a4f23fc78470e965909c9691866699fbde24775dbef4395c4acc66d9964adefccffae94e"
    "79a6199b6dc96f0d47c8ab5d3ce799758a1c57b99d9c4dd9afa26d5f30610281806cc5c28bf13a0a0c29ffd5da9610c2"
    "297aa11045a73c8c92f96493f51dbefb1440fe8ae48bd2ff26056054871dd033a08a6eadb91b6f39cca8bd78ba51571b"
    "905071f6ee6e8529efdb995ce0573adeca8127da3582d02c502d12dc46ed6d79915b85ac87193975569f02e0aa1bf23a"
    "51df3ce3a371f605076a2b20dc31907a9c";
constexpr std::string_view kRsaPublic =
    "30820122300d06092a864886f70d01010105000382010f003082010a0282010100b43d2b6874297c8f97d09d8998a0ca"
    "7171206d0db7b9c5541d22b3f7977543e2d71405c3a23fe5aee4cbd312308494da243c7c9e0e6f25178d920a68fd31a7"
    "17f9c96c28fd08f60bb14ce3fe2fbe2d6eb2d33a0050eef5c6ecee8b7c0f33184c1713f59cf0c2af06fa69ab126a139a"
    "4c41fcb6c576aa3632d41d1685a6c3540e363f33ae4aea1d73f87ca91b07e047929382e71f16f126e49aefc63707d2a0"
    "49ae0f1de87414a8581bad011507b936514250c64c4a3067bde85d618a4311d4df38efea227e699be62b514c4936528c"
    "c5f6a9e64de9f03c7a9a5b5eb849d39851cdc052d6f1a234dafa7f7da5abbc9d603708c0cac44522e509a00e221391a8"
    "ed0203010001";

constexpr std::string_view kOtherRsaPrivate =
    "308204a302010002820101009dfc5553a82d29178229bea9e5ed277f43f1c553b3f006da38be5b8537c6a36265e5d299"
    "4e149f4b887d95058ab53cf59c0154e7b0f5accb741f820d88ce3a5307a6d62c4a7a6d158803a57a1f247ba19180cf44"
    "4841f285b61541354766d79ba7d1288aac7287a0cdef48cac9750b9e567cfda9bc60fe8b98adc20447a18653a3ecc74c"
    "70b7b6b2b4110a70d064bbe0d6f349126cec0d6a0572f05cbd8df0d55e4db4eb6c4ee5d70e9c4307611739ea6cc86242"
    "f5cb099fd76752cb96e34d0f50b1b45fa74499153b089535cea5ef861937cbb5acf66da007bd518e452b00fbc2fe98d4"
    "8a5f68d018ba6fe7f656ce99ceb54084d08078084fa861ec43221b2b0203010001028201000fd76b08e9eea955a9a01c"
    "f5b54ffbeb67793943a4e1d7160fa58ad0c7607c26943820cf6d8464dab293811b5ea6c0b7920e92206f5e9b16858cd9"
    "42192b30aefdafed7ee072f93834fcc49d83bce946b0abdd5ca7f030ecd66eb82caafdb575eeb46adfc8dded1aa33bb0"
    "ad60d90332bbd269af18ec12ea1583aad63a0688ccf6e392da2174f73099730226fc6520121a5468917fbc02e69d7fa3"
    "efb61c50860df23638c0e6ec6df317a939d96b37b544bd5f63ea9de001c8f421b9a6e68cf399847f267dca6a8193c2a5"
    "94589def89413da417a064d43a0df031e3655239a9c1fb4361a7461582d1f0c31926c6f011848b409b0bd6ac665aaa96"
    "3ec2da30d102818100cf80eb50f69f0e963ce509c8998d805d5bd86b756f4e148c9e6bb3550246a08c61dfaeccb35519"
    "b57e1cddc20d0014521237bb74a8b06c500f4c01fd5c0dfcb020f6263006659baaac0d3d4f8c4f0e667eadffc500c4df"
    "58c5f32e5aa94d7efcca027e9a1f596efe2fc553303fd6ff837c59eed029cce7547e8c412d39598b5b02818100c2e8b9"
    "43b580284633992c4ebfec452576d6bc453af3fb5f6226181b085030bc5b10310d0d18358d1f129928f17d6bd064e703"
    "1edcb44a9f001bfd8b9c283cde522587687cb4345d34a7434abd1e363733450bae6da6bb240dc1074e352c1a32b85b15"
    "2fc6e959fca092e700231afa22aa99ea70dea73eeeb743c9e6485e48710281803343975f3e3e977cf878614d64da378f"
    "590483afd49ac6aae2ec9ab672c47e1f9082918dd2f44050bd62664aeda94a5be8524a868cb2615ffa177e1a58e6bfb9"
    "c7bae83e4f26452a0a2d8f2b1aefe10fe3561b6d513e522b7d6411dca61d16355fb6f40e219697bc46930a754e2050a9"
    "ec4bcf9b2fe88672327d7610b52d712702818100abd010783247adb8ec852abca48c370be66d367b64936c5451a5b8fc"
    "2360e50534d4da186221a41b2977f0915a073081fc6073acc1eb201877353554db2bd1343d7f9d94aad10393e1f54be9"
    "573a899a3154bd0e5ed46a05472690350dc439b7da315844cc78297dfb6263c5082d20b06c68cf73fda1ba651e21e099"
    "61d3d2d10281806618f73220a443778dabb64090c36e2b76dd22d437ee1c34d1bfee6a944064aad90753eccbed99cafb"
    "53fcc9bcde4cfb5b49b484c9c2738e94fa7ad5a6fed84cad032d73c7bdf4253007fcba0f8f85e9a8f06fb43880fd9fa6"
    "f58fee238c57da9fc1093e5eb13986488cf38599c2d4b6ea6342ebb0758e0e5163e5c5e6bc2388";
constexpr std::string_view kOtherRsaPublic =
    "30820122300d06092a864886f70d01010105000382010f003082010a02820101009dfc5553a82d29178229bea9e5ed27"
    "7f43f1c553b3f006da38be5b8537c6a36265e5d2994e149f4b887d95058ab53cf59c0154e7b0f5accb741f820d88ce3a"
    "5307a6d62c4a7a6d158803a57a1f247ba19180cf444841f285b61541354766d79ba7d1288aac7287a0cdef48cac9750b"
    "9e567cfda9bc60fe8b98adc20447a18653a3ecc74c70b7b6b2b4110a70d064bbe0d6f349126cec0d6a0572f05cbd8df0"
    "d55e4db4eb6c4ee5d70e9c4307611739ea6cc86242f5cb099fd76752cb96e34d0f50b1b45fa74499153b089535cea5ef"
    "861937cbb5acf66da007bd518e452b00fbc2fe98d48a5f68d018ba6fe7f656ce99ceb54084d08078084fa861ec43221b"
    "2b0203010001";

constexpr std::string_view kP256Private =
    "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420a174739e94c539031f7ef557"
    "e157f722b621e1aeee512383c659c65b85e00bd8a14403420004eaadf9a8708636891e0ae6d40407bcdb5ce300045344"
    "c4d5758f775b35a735df2dd9f1406e831518f25eaf9688007af4b083f50e9c544eb8f665942d69477522";
constexpr std::string_view kP256Public =
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004eaadf9a8708636891e0ae6d40407bcdb5ce3000453"
    "44c4d5758f775b35a735df2dd9f1406e831518f25eaf9688007af4b083f50e9c544eb8f665942d69477522";

constexpr std::string_view kP384Private =
    "3081b6020100301006072a8648ce3d020106052b8104002204819e30819b02010104309d8acb5275fb7b76d6d5df0b14"
    "49d707eb2260251b3eec6a3ae3c72aef75d0da3c3d44c16ce0457edf5ca4b65f5be1bda16403620004158f8532bb5dc1"
    "54eef5e3aeb1994d02bad4e51c2db95a4da939ddd9ac6350da5674d1253e77b1449b7ebbe9f8b4d2876236e1b2a379b6"
    "8b3d66b1b1fd2fc6b7d8a9c00f42bed6cac09e72bea31739bbd8527c17527a362e51ccb49ed2594c14";
constexpr std::string_view kP384Public =
    "3076301006072a8648ce3d020106052b8104002203620004158f8532bb5dc154eef5e3aeb1994d02bad4e51c2db95a4d"
    "a939ddd9ac6350da5674d1253e77b1449b7ebbe9f8b4d2876236e1b2a379b68b3d66b1b1fd2fc6b7d8a9c00f42bed6ca"
    "c09e72bea31739bbd8527c17527a362e51ccb49ed2594c14";

constexpr std::string_view kOtherP384Private =
    "3081b6020100301006072a8648ce3d020106052b8104002204819e30819b020101043035ebca091f2d53a1b0fa0c920f"
    "938d3b2eebf946aa623edb699ca5e75bb9888b963e664d1737649e66d9811baa61f1f4a164036200043167373e6218d8"
    "e08ff42cea286faf57b409c934e9e9f93a86b903eacec64f9873e76f5e6a2eaee1529a8b888b83b0597ddf0817a61a13"
    "7b7d767c97c128c0cda8e8d82f21659c169d02a98ec7b2b40b6b6d1c1f9ea9973b5fcec9d04dc1581d";
constexpr std::string_view kOtherP384Public =
    "3076301006072a8648ce3d020106052b81040022036200043167373e6218d8e08ff42cea286faf57b409c934e9e9f93a"
    "86b903eacec64f9873e76f5e6a2eaee1529a8b888b83b0597ddf0817a61a137b7d767c97c128c0cda8e8d82f21659c16"
    "9d02a98ec7b2b40b6b6d1c1f9ea9973b5fcec9d04dc1581d";

TestKey make(std::string_view private_key, std::string_view public_key) {
  return {.pkcs8 = base::from_hex(private_key).value(), .spki = base::from_hex(public_key).value()};
}

void must(bool done) {
  if (!done) std::abort();  // a test that cannot sign proves nothing
}

}  // namespace

TestKey rsa_test_key() { return make(kRsaPrivate, kRsaPublic); }
TestKey other_rsa_test_key() { return make(kOtherRsaPrivate, kOtherRsaPublic); }
TestKey p256_test_key() { return make(kP256Private, kP256Public); }
TestKey p384_test_key() { return make(kP384Private, kP384Public); }
TestKey other_p384_test_key() { return make(kOtherP384Private, kOtherP384Public); }

base::Bytes sign(const TestKey& key, const char* digest, base::ByteView message) {
  const unsigned char* at = key.pkcs8.data();
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> private_key(
      d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.pkcs8.size())), EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  must(private_key && context);
  must(EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, private_key.get(), nullptr) ==
       1);
  std::size_t size = 0;
  must(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1);
  base::Bytes signature(size);
  must(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1);
  signature.resize(size);
  return signature;
}

base::Bytes sign_digest_info(const TestKey& key, base::ByteView digest_info) {
  const unsigned char* at = key.pkcs8.data();
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> private_key(
      d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.pkcs8.size())), EVP_PKEY_free);
  must(private_key != nullptr);
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, private_key.get(), nullptr), EVP_PKEY_CTX_free);
  must(context && EVP_PKEY_sign_init(context.get()) == 1 &&
       EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  base::Bytes signature(256);
  std::size_t size = signature.size();
  must(EVP_PKEY_sign(context.get(), signature.data(), &size, digest_info.data(), digest_info.size()) == 1);
  must(size == signature.size());
  return signature;
}

base::Bytes sign_p1363(const TestKey& key, const char* digest, std::size_t coordinate_size,
                       base::ByteView message) {
  const base::Bytes der = sign(key, digest, message);
  const unsigned char* at = der.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  must(pair != nullptr);
  base::Bytes signature(2 * coordinate_size);
  const int width = static_cast<int>(coordinate_size);
  must(BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), signature.data(), width) == width);
  must(BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), signature.data() + coordinate_size, width) == width);
  return signature;
}

}  // namespace kazashi::crypto
