// Reads DER (ITU-T X.690 sections 8 and 10), the one encoding of each value and no other.
//
// Refused wherever they stand: indefinite and non-minimal lengths, tag numbers above 30, a constructed
// encoding where a primitive one belongs, more nesting than anything we read has. What is left over is the
// caller's to refuse, by finish(). Every failure's detail is an octet's place counted from the start of the
// outermost input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"

namespace kazashi::der {

/// An identifier octet: class, constructed bit and tag number (X.690 section 8.1.2).
using Tag = std::uint8_t;
inline constexpr Tag kBoolean = 0x01;
inline constexpr Tag kInteger = 0x02;
inline constexpr Tag kBitString = 0x03;
inline constexpr Tag kOctetString = 0x04;
inline constexpr Tag kObjectIdentifier = 0x06;
inline constexpr Tag kUtf8String = 0x0C;
inline constexpr Tag kPrintableString = 0x13;
inline constexpr Tag kIa5String = 0x16;
inline constexpr Tag kUtcTime = 0x17;
inline constexpr Tag kGeneralizedTime = 0x18;
inline constexpr Tag kSequence = 0x30;
inline constexpr Tag kSet = 0x31;
[[nodiscard]] constexpr Tag context_primitive(std::uint8_t number) { return static_cast<Tag>(0x80 | number); }
[[nodiscard]] constexpr Tag context_constructed(std::uint8_t number) {
  return static_cast<Tag>(0xA0 | number);
}

/// One value as it stands in the input. Aliases the input.
struct Element {
  Tag tag = 0;
  base::ByteView content;
  base::ByteView encoding;         ///< identifier, length and content
  std::size_t content_offset = 0;  ///< of the content, in the outermost input
};

/// A BIT STRING. Aliases the input.
struct BitString {
  base::ByteView octets;
  std::uint8_t unused_bits = 0;  ///< at the end of the last octet, all zero
};

/// Takes values one after another from a run of DER. A cheap value; views it gives alias the input it was
/// made of.
///
/// Failures of every read: der_truncated, der_bad_tag (another tag than the asked one), der_bad_length,
/// der_too_long, der_too_deep; of reads that look into the value: der_bad_value.
class Reader {
 public:
  /// `offset` is where `input` starts in what it was cut out of, for the places that failures name.
  explicit Reader(base::ByteView input, std::size_t offset = 0) : left_(input), offset_(offset) {}
  /// Reads on inside a value that was taken whole, for example an OCTET STRING that wraps DER.
  [[nodiscard]] base::Result<Reader> inside(const Element& element) const;

  [[nodiscard]] bool at_end() const { return left_.empty(); }
  [[nodiscard]] bool next_is(Tag tag) const { return !left_.empty() && left_.front() == tag; }
  /// Where the next value starts in the outermost input.
  [[nodiscard]] std::size_t offset() const { return offset_; }
  /// der_trailing_bytes if anything is left.
  [[nodiscard]] base::Result<void> finish() const;

  [[nodiscard]] base::Result<Element> read_any();
  [[nodiscard]] base::Result<Element> read(Tag tag);
  /// None, and nothing taken, where another tag or the end comes next.
  [[nodiscard]] base::Result<std::optional<Element>> read_optional(Tag tag);
  /// Takes a constructed value and gives a reader of its content; the caller finishes it.
  [[nodiscard]] base::Result<Reader> enter(Tag tag);
  [[nodiscard]] base::Result<std::optional<Reader>> enter_optional(Tag tag);

  /// 0x00 or 0xFF only (X.690 section 11.1).
  [[nodiscard]] base::Result<bool> read_boolean();
  /// Two's complement content octets, minimal (section 8.3.2), of any size.
  [[nodiscard]] base::Result<base::ByteView> read_integer();
  /// A value of 0 to 2^31-1; der_bad_value otherwise.
  [[nodiscard]] base::Result<std::uint32_t> read_small_integer();
  /// Content octets whose arcs are complete and minimal (section 8.19).
  [[nodiscard]] base::Result<base::ByteView> read_oid();
  [[nodiscard]] base::Result<base::ByteView> read_octet_string();
  [[nodiscard]] base::Result<BitString> read_bit_string();
  /// A BIT STRING with named bits: bit n of the result is the n-th named one. Trailing zero bits are refused
  /// (section 11.2.2), as are more than 16 bits.
  [[nodiscard]] base::Result<std::uint16_t> read_named_bits();
  /// UTCTime for 1950 to 2049, GeneralizedTime from 2050, both to the second and in Z (RFC 5280
  /// section 4.1.2.5).
  [[nodiscard]] base::Result<base::UtcTime> read_time();

 private:
  // A certificate nests about ten deep (names inside distribution points); twice that is still no stack or
  // time at all.
  static constexpr std::size_t kMaxDepth = 20;

  Reader(base::ByteView input, std::size_t offset, std::size_t depth_left)
      : left_(input), offset_(offset), depth_left_(depth_left) {}

  base::ByteView left_;
  std::size_t offset_ = 0;
  std::size_t depth_left_ = kMaxDepth;
};

}  // namespace kazashi::der
