// What a card signs to authenticate: the relying party's origin and its nonce, never bytes of a caller's
// choosing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::verify {

/// One authentication challenge, as the Web eID authentication token defines it: the card signs, with RS256,
/// the concatenation SHA-256(origin) ‖ SHA-256(nonce), both hashed as the text they were sent as. The
/// signature can therefore not be replayed to another origin, and the token need carry neither.
class Challenge {
 public:
  /// `origin`: the relying party's origin in its ASCII serialisation (RFC 6454 section 6.2): https, or http
  /// on localhost, 127.0.0.1 and [::1] for development; lower case, no default port, no path.
  /// origin_malformed otherwise. `nonce`: base64 text of 32 to 192 octets. nonce_malformed, nonce_too_short
  /// otherwise.
  [[nodiscard]] static base::Result<Challenge> create(std::string_view origin, std::string_view nonce);

  /// The 64 octets the signature is made over.
  [[nodiscard]] base::ByteView message() const { return message_; }
  /// Their SHA-256, which is what goes to the card.
  [[nodiscard]] std::array<std::uint8_t, 32> digest() const;

  /// As they were given, for documents that name them. Alias this object.
  [[nodiscard]] std::string_view origin() const { return origin_; }
  [[nodiscard]] std::string_view nonce() const { return nonce_; }

 private:
  Challenge(std::string_view origin, std::string_view nonce, const std::array<std::uint8_t, 64>& message)
      : origin_(origin), nonce_(nonce), message_(message) {}

  std::string origin_;
  std::string nonce_;
  std::array<std::uint8_t, 64> message_;
};

}  // namespace kazashi::verify
