// Reads CBOR (RFC 8949) that is encoded as its section 4.2.1 has it: the one deterministic form of each
// value.
//
// Refused wherever they stand: longer heads than needed, indefinite lengths, map keys out of order or twice,
// text that is not UTF-8. The reader has no recursion: it nests as deep as the calling code does. Every
// failure is cbor_malformed with an octet's place counted from the start of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::cose {

class CborReader {
 public:
  explicit CborReader(base::ByteView input) : input_(input) {}

  [[nodiscard]] base::Result<std::uint64_t> read_unsigned();
  /// Major type 0 or 1, within the range of the result.
  [[nodiscard]] base::Result<std::int64_t> read_integer();
  /// Aliases the input, as do texts.
  [[nodiscard]] base::Result<base::ByteView> read_bytes();
  [[nodiscard]] base::Result<std::string_view> read_text();
  /// Exactly this tag; the tagged value comes next.
  [[nodiscard]] base::Result<void> read_tag(std::uint64_t tag);
  /// An array of exactly this many items, which come next.
  [[nodiscard]] base::Result<void> read_array(std::size_t items);

  /// A map of exactly this many pairs; for each the caller reads the key by one of the two below, then the
  /// value.
  class MapKeys;
  [[nodiscard]] base::Result<MapKeys> read_map(std::size_t pairs);
  [[nodiscard]] base::Result<void> read_key(MapKeys& keys, std::string_view key);
  [[nodiscard]] base::Result<void> read_key(MapKeys& keys, std::int64_t key);

  /// Nothing may be left.
  [[nodiscard]] base::Result<void> finish() const;

 private:
  base::ByteView input_;
  std::size_t at_ = 0;
};

}  // namespace kazashi::cose
