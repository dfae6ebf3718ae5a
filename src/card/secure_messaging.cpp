#include "card/secure_messaging.h"

#include <algorithm>

#include "crypto/digest.h"
#include "crypto/mac.h"
#include "crypto/sha1_key_derivation.h"
#include "der/tlv.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;
using base::SensitiveBytes;
using crypto::BlockCipher;
using crypto::CipherKey;
using Mac = std::array<std::uint8_t, 8>;

constexpr std::size_t kNumberSize = 12;
constexpr std::size_t kCryptogramSize = 32;  // two challenges and a key share
constexpr std::uint8_t kCryptogramTag = 0x86;
constexpr std::uint8_t kPaddedIndicator = 0x01;
constexpr std::array<std::uint8_t, 4> kSessionCounter{0x00, 0x00, 0x00, 0x01};

BlockCipher cipher_of(ChannelSuite suite) {
  return suite == ChannelSuite::triple_des ? BlockCipher::triple_des_2key : BlockCipher::aes_128;
}

Result<Mac> mac_of(ChannelSuite suite, const CipherKey& key, ByteView message) {
  if (suite == ChannelSuite::triple_des) return crypto::retail_mac(key, message);
  KAZASHI_TRY(whole, crypto::aes_cmac(key, message));
  Mac mac{};
  std::copy_n(whole.begin(), mac.size(), mac.begin());
  return mac;
}

bool is_number_character(std::uint8_t c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

}  // namespace

Result<CardNumber> CardNumber::from_text(ByteView text) {
  if (text.size() != kNumberSize || !std::ranges::all_of(text, is_number_character)) {
    return fail(FailureCode::card_number_format);
  }
  return CardNumber(text);
}

CipherKey access_key(const CardNumber& number) { return crypto::key_from_sha1(number.reveal()); }

Result<SensitiveBytes> mutual_authentication(ChannelSuite suite, const CipherKey& access,
                                             const CardChallenge& card, const ReaderRandom& reader) {
  SensitiveBytes plain;
  plain.reserve(kCryptogramSize);
  base::append(plain, reader.challenge);
  base::append(plain, card);
  base::append(plain, reader.key);
  KAZASHI_TRY(request, crypto::encrypt_cbc(cipher_of(suite), access, plain));
  KAZASHI_TRY(mac, mac_of(suite, access, request));
  base::append(request, mac);
  return std::move(request);
}

Result<CipherKey> session_key(ChannelSuite suite, const CipherKey& access, const CardChallenge& card,
                              const ReaderRandom& reader, ByteView answer) {
  if (answer.size() != kCryptogramSize + sizeof(Mac)) return fail(FailureCode::secure_messaging_failed);
  const ByteView cryptogram = answer.first(kCryptogramSize);
  KAZASHI_TRY(mac, mac_of(suite, access, cryptogram));
  if (!crypto::equal_in_constant_time(mac, answer.last(sizeof(Mac)))) {
    return fail(FailureCode::secure_messaging_failed);
  }
  KAZASHI_TRY(plain, crypto::decrypt_cbc(cipher_of(suite), access, cryptogram));
  const ByteView shares(plain);
  if (!crypto::equal_in_constant_time(shares.first(card.size()), card) ||
      !crypto::equal_in_constant_time(shares.subspan(card.size(), reader.challenge.size()),
                                      reader.challenge)) {
    return fail(FailureCode::secure_messaging_failed);
  }
  SensitiveBytes seed;
  seed.reserve(reader.key.size() + kSessionCounter.size());
  const ByteView card_share = shares.last(reader.key.size());
  for (std::size_t i = 0; i < reader.key.size(); ++i) {
    seed.push_back(static_cast<std::uint8_t>(reader.key[i] ^ card_share[i]));
  }
  base::append(seed, kSessionCounter);
  return crypto::key_from_sha1(seed);
}

Result<SensitiveBytes> protected_number(ChannelSuite suite, const CipherKey& session,
                                        const CardNumber& number) {
  const auto cipher = cipher_of(suite);
  KAZASHI_TRY(cryptogram, crypto::encrypt_cbc(cipher, session, crypto::padded(cipher, number.reveal())));
  SensitiveBytes object{kCryptogramTag, static_cast<std::uint8_t>(cryptogram.size() + 1), kPaddedIndicator};
  base::append(object, cryptogram);
  return object;
}

Result<SensitiveBytes> unprotected(ChannelSuite suite, const CipherKey& session, ByteView answer) {
  const auto cipher = cipher_of(suite);
  der::TlvReader reader(answer);
  const auto object = reader.read(kCryptogramTag);
  if (!object || !reader.at_end() || object->value.empty() || object->value[0] != kPaddedIndicator) {
    return fail(FailureCode::secure_messaging_failed);
  }
  const ByteView cryptogram = object->value.subspan(1);
  if (cryptogram.size() % crypto::block_size(cipher) != 0) return fail(FailureCode::secure_messaging_failed);
  KAZASHI_TRY(plain, crypto::decrypt_cbc(cipher, session, cryptogram));
  KAZASHI_TRY(size, crypto::size_without_padding(cipher, plain));
  plain.resize(size);
  return std::move(plain);
}

}  // namespace kazashi::card
