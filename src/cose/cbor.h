// Reads CBOR (RFC 8949) that is encoded as its section 4.2.1 has it: the one deterministic form of each
// value.
//
// Refused wherever they stand: longer heads than needed, indefinite lengths, map keys out of order or twice,
// text that is not UTF-8, floats longer than their value needs. The reader nests as deep as the calling code
// does, and passes over values up to sixteen deep. Every
// failure is cbor_malformed with an octet's place counted from the start of the input. Floats and simple
// values are known only as values to be passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::cose {

/// The major types of RFC 8949 section 3.1 that we read.
enum class CborType : std::uint8_t {
  unsigned_integer,
  negative_integer,
  bytes,
  text,
  array,
  map,
  tag,
  simple
};

/// What other people write may have its map keys in any order (RFC 9052 section 9 asks for no more than that
/// none is there twice). Everything else stays as strict.
enum class MapOrder : std::uint8_t { deterministic, any };

class CborReader {
 public:
  explicit CborReader(base::ByteView input, MapOrder order = MapOrder::deterministic)
      : input_(input), order_(order) {}

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

  /// How many items or pairs come next. No more than there are octets left.
  [[nodiscard]] base::Result<std::size_t> read_array_size();
  [[nodiscard]] base::Result<std::size_t> read_map_size();
  [[nodiscard]] bool next_is(CborType type) const;
  /// Takes null where it comes next.
  [[nodiscard]] bool take_null();
  /// Passes over one value of any type and gives its encoding. Aliases the input.
  [[nodiscard]] base::Result<base::ByteView> skip();

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
  [[nodiscard]] base::Result<std::size_t> read_size(CborType type);
  [[nodiscard]] base::Result<base::ByteView> skip(std::size_t depth_left);
  [[nodiscard]] base::Result<void> skip_items(std::uint64_t count, std::size_t depth_left);
  [[nodiscard]] base::Result<void> skip_pairs(std::uint64_t count, std::size_t depth_left);
  [[nodiscard]] base::Result<void> skip_simple();

  base::ByteView input_;
  MapOrder order_;
  std::size_t at_ = 0;
};

/// Writes the head of a value: its type and argument in the shortest form.
void append_cbor_head(base::Bytes& to, CborType type, std::uint64_t argument);

}  // namespace kazashi::cose
