// Mutual authentication and secure messaging of residence cards, as functions over octets.
//
// First generation: the published specification of residence cards (在留カード等仕様書 Ver 1.5, March 2024),
// two-key Triple DES and the retail MAC. Second generation (cards from 14 June 2026): the same commands with
// AES and CMAC, known from notes on its specification and its reproduced test vector alone. Both derive keys
// with SHA-1, use no initial vector and protect answers by encryption without a MAC: the channel hides, it
// does not vouch. What vouches for the data is their signature.
//
// Everything random is an argument, because the core has no chance in it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"
#include "crypto/block_cipher.h"

namespace kazashi::card {

/// The number printed on a residence card, which opens it: 12 capital letters and digits.
class CardNumber {
 public:
  /// card_number_format for anything else. Which places hold letters is not checked: a mistyped number costs
  /// no try.
  [[nodiscard]] static base::Result<CardNumber> from_text(base::ByteView text);

  /// Aliases this object.
  [[nodiscard]] base::ByteView reveal() const { return text_.reveal(); }

 private:
  explicit CardNumber(base::ByteView text) : text_(text) {}
  base::Secret text_;
};

/// What the reader's side adds of its own. From a cryptographic random generator, new for every visit.
struct ReaderRandom {
  std::array<std::uint8_t, 8> challenge{};  ///< RND.IFD
  std::array<std::uint8_t, 16> key{};       ///< K.IFD
};

using CardChallenge = std::array<std::uint8_t, 8>;  ///< RND.ICC

/// Cipher and MAC of a generation.
enum class ChannelSuite : std::uint8_t { triple_des, aes };

/// The key that a card and whoever reads its number share.
[[nodiscard]] crypto::CipherKey access_key(const CardNumber& number);

/// Data of MUTUAL AUTHENTICATE, 40 octets: RND.IFD ‖ RND.ICC ‖ K.IFD encrypted, and the MAC over that, cut to
/// 8 octets.
[[nodiscard]] base::Result<base::SensitiveBytes> mutual_authentication(ChannelSuite suite,
                                                                       const crypto::CipherKey& access,
                                                                       const CardChallenge& card,
                                                                       const ReaderRandom& reader);

/// The session key from the card's answer to it. secure_messaging_failed unless the answer has 40 octets, its
/// MAC is right and both challenges come back as they went.
[[nodiscard]] base::Result<crypto::CipherKey> session_key(ChannelSuite suite, const crypto::CipherKey& access,
                                                          const CardChallenge& card,
                                                          const ReaderRandom& reader, base::ByteView answer);

/// Data of the protected VERIFY: the number, padded and encrypted, in its data object (86, padding indicator
/// 01).
[[nodiscard]] base::Result<base::SensitiveBytes> protected_number(ChannelSuite suite,
                                                                  const crypto::CipherKey& session,
                                                                  const CardNumber& number);

/// What a protected answer holds. secure_messaging_failed unless it is one data object 86 with padding
/// indicator 01, whole blocks and padding that is one.
[[nodiscard]] base::Result<base::SensitiveBytes> unprotected(ChannelSuite suite,
                                                             const crypto::CipherKey& session,
                                                             base::ByteView answer);

}  // namespace kazashi::card
