// The two generations' ciphers (facts, "Authentication (generation 1)" and "Generation 2"): two-key triple
// DES with the retail MAC, and AES-128 with CMAC cut to eight bytes. Both in CBC with an initial vector of
// zero.
#pragma once

#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator {

class ResidenceCipher {
 public:
  static constexpr std::size_t kKey = 16;
  static constexpr std::size_t kMac = 8;

  explicit ResidenceCipher(unsigned generation) : aes_(generation == 2) {}

  [[nodiscard]] std::size_t block() const { return aes_ ? 16 : 8; }

  // Whole blocks in, whole blocks out; empty if the cipher fails.
  [[nodiscard]] Bytes encrypt(View key, View blocks) const { return cbc(key, blocks, true); }
  [[nodiscard]] Bytes decrypt(View key, View blocks) const { return cbc(key, blocks, false); }
  [[nodiscard]] Bytes mac(View key, View message) const;

  // 80 and zeros up to a whole block (ISO/IEC 9797-1, padding method 2).
  [[nodiscard]] Bytes padded(View message) const;

 private:
  Bytes cbc(View key, View blocks, bool encrypting) const;

  bool aes_;
};

// The first sixteen bytes of SHA-1.
[[nodiscard]] Bytes residence_key(View from);

}  // namespace kazashi_simulator
