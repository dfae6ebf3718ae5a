// Reads the data objects of smart cards: BER-TLV with definite lengths (ISO/IEC 7816-4 section 5.2.2).
//
// Not DER, so that what cards have is not refused: a length may be written longer than it needs (files of
// fixed capacity do so), a number that fits one octet may stand in two (FF10, DF11), and DFD1 is a whole tag
// on the residence card although its second octet would announce a third. Refused wherever they stand:
// indefinite and reserved lengths, lengths of more than two octets, the tag 00 that is padding, objects that
// run past their container. What is left over is the caller's to refuse, by finish(). Every failure's detail
// is an octet's place counted from the start of the outermost input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::der {

/// A tag of one octet (0x00D0) or of two (0xDF21): two where the five low bits of the first are all set.
using TlvTag = std::uint16_t;

/// One data object as it stands in the input. Aliases the input.
struct Tlv {
  TlvTag tag = 0;
  base::ByteView value;
  base::ByteView encoding;       ///< tag, length and value
  std::size_t offset = 0;        ///< of the tag, in the outermost input
  std::size_t value_offset = 0;  ///< of the value, in the outermost input
};

/// Tag and length take at most this many octets.
inline constexpr std::size_t kTlvHeaderLimit = 5;

/// How many octets the object takes that starts with `prefix`, header included. Needs the header only, so a
/// reader of files can ask before it has the rest. Failures: der_truncated (the prefix ends within the
/// header), der_bad_tag (also where the tag is not `tag`), der_bad_length, der_too_long.
[[nodiscard]] base::Result<std::size_t> tlv_size(base::ByteView prefix, TlvTag tag);

/// Takes data objects one after another. A cheap value; views it gives alias the input it was made of.
///
/// Failures of every read: der_truncated, der_bad_tag (another tag than the asked one), der_bad_length,
/// der_too_long, der_too_deep.
class TlvReader {
 public:
  explicit TlvReader(base::ByteView input) : left_(input) {}

  [[nodiscard]] bool at_end() const { return left_.empty(); }
  /// Where the next object starts in the outermost input.
  [[nodiscard]] std::size_t offset() const { return offset_; }
  /// der_trailing_bytes if anything is left.
  [[nodiscard]] base::Result<void> finish() const;

  [[nodiscard]] base::Result<Tlv> read_any();
  [[nodiscard]] base::Result<Tlv> read(TlvTag tag);
  /// Exactly these, in this order, and nothing after them.
  [[nodiscard]] base::Result<std::vector<Tlv>> read_all(std::initializer_list<TlvTag> tags);
  /// Takes an object and gives a reader of its value; the caller finishes it.
  [[nodiscard]] base::Result<TlvReader> enter(TlvTag tag);

 private:
  // The deepest object we read is a key inside a record inside a file; one more than that.
  static constexpr std::size_t kMaxDepth = 4;

  TlvReader(base::ByteView input, std::size_t offset, std::size_t depth_left)
      : left_(input), offset_(offset), depth_left_(depth_left) {}

  base::ByteView left_;
  std::size_t offset_ = 0;
  std::size_t depth_left_ = kMaxDepth;
};

}  // namespace kazashi::der
