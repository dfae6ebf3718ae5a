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

/// The major types of RFC 8949 section 3.1 that we read.
enum class CborType : std::uint8_t { unsigned_integer, negative_integer, bytes, text, array, map, tag };

class CborReader {
 public:
  explicit CborReader(base::ByteView input) : input_(input) {}

  [[nodiscard]] base::Result<std::uint64_t> read_unsigned();
  /// Major type 0 or 1, within the range of the result.
  [[nodiscard]] base::Result<std::int64_t> read_integer();
  /// Aliases the input, as texts do.
  [[nodiscard]] base::Result<base::ByteView> read_bytes();
  [[nodiscard]] base::Result<std::string_view> read_text();
  /// Exactly this tag; the tagged value comes next.
  [[nodiscard]] base::Result<void> read_tag(std::uint64_t tag);
  /// An array of exactly this many items, which come next.
  [[nodiscard]] base::Result<void> read_array(std::uint64_t items);
  /// A map of exactly this many pairs, which come next: a key by read_key, then its value.
  [[nodiscard]] base::Result<void> read_map(std::uint64_t pairs);
  /// Exactly this key. A caller who asks for the keys of a map in their deterministic order thereby refuses
  /// every other order, and any key twice.
  [[nodiscard]] base::Result<void> read_key(std::string_view key);
  [[nodiscard]] base::Result<void> read_key(std::int64_t key);

  /// Nothing may be left.
  [[nodiscard]] base::Result<void> finish() const;

 private:
  struct Head {
    CborType type;
    std::uint64_t argument;
  };
  [[nodiscard]] base::Result<Head> read_head();
  [[nodiscard]] base::Result<std::uint64_t> read_head(CborType type);
  [[nodiscard]] base::Result<base::ByteView> read_string(CborType type);
  [[nodiscard]] base::Result<void> read_exactly(CborType type, std::uint64_t argument);

  base::ByteView input_;
  std::size_t at_ = 0;
};

/// Writes the head of a value: its type and argument in the shortest form.
void append_cbor_head(base::Bytes& to, CborType type, std::uint64_t argument);

}  // namespace kazashi::cose
