// The reads that look into a value.
#include <string>

#include "der/reader.h"

namespace kazashi::der {
namespace {

using base::ByteView;
using base::FailureCode;
using base::Result;

std::unexpected<base::Failure> bad_value(const Element& element) {
  return base::fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(element.content_offset));
}

/// An INTEGER whose content is minimal.
Result<Element> read_integer_element(Reader& reader) {
  KAZASHI_TRY(element, reader.read(kInteger));
  const ByteView octets = element.content;
  if (octets.empty()) return bad_value(element);
  if (octets.size() > 1) {  // the first nine bits are neither all zero nor all one
    const bool second_negative = octets[1] >= 0x80;
    if (octets[0] == 0x00 && !second_negative) return bad_value(element);
    if (octets[0] == 0xFF && second_negative) return bad_value(element);
  }
  return element;
}

Result<BitString> bit_string_of(const Element& element) {
  if (element.content.empty()) return bad_value(element);
  const BitString bits{.octets = element.content.subspan(1), .unused_bits = element.content[0]};
  if (bits.unused_bits > 7) return bad_value(element);
  if (bits.octets.empty()) {
    if (bits.unused_bits != 0) return bad_value(element);
    return bits;
  }
  const unsigned unused_mask = (1U << bits.unused_bits) - 1;
  if ((bits.octets.back() & unused_mask) != 0) return bad_value(element);
  return bits;
}

}  // namespace

Result<bool> Reader::read_boolean() {
  KAZASHI_TRY(element, read(kBoolean));
  if (element.content.size() != 1) return bad_value(element);
  const std::uint8_t value = element.content[0];
  if (value != 0x00 && value != 0xFF) return bad_value(element);
  return value == 0xFF;
}

Result<ByteView> Reader::read_integer() {
  KAZASHI_TRY(element, read_integer_element(*this));
  return element.content;
}

Result<std::uint32_t> Reader::read_small_integer() {
  KAZASHI_TRY(element, read_integer_element(*this));
  if (element.content[0] >= 0x80 || element.content.size() > 4) return bad_value(element);
  std::uint32_t value = 0;
  for (const std::uint8_t octet : element.content) value = value << 8 | octet;
  return value;
}

Result<ByteView> Reader::read_oid() {
  KAZASHI_TRY(element, read(kObjectIdentifier));
  if (element.content.empty()) return bad_value(element);
  bool at_arc_start = true;
  for (const std::uint8_t octet : element.content) {
    if (at_arc_start && octet == 0x80) return bad_value(element);  // an arc with a leading zero
    at_arc_start = octet < 0x80;
  }
  if (!at_arc_start) return bad_value(element);
  return element.content;
}

Result<ByteView> Reader::read_octet_string() {
  KAZASHI_TRY(element, read(kOctetString));
  return element.content;
}

Result<BitString> Reader::read_bit_string() {
  KAZASHI_TRY(element, read(kBitString));
  return bit_string_of(element);
}

Result<std::uint16_t> Reader::read_named_bits() {
  KAZASHI_TRY(element, read(kBitString));
  KAZASHI_TRY(bits, bit_string_of(element));
  if (bits.octets.size() > 2) return bad_value(element);
  if (!bits.octets.empty() && (bits.octets.back() >> bits.unused_bits & 1) == 0) return bad_value(element);
  std::uint16_t named = 0;
  for (std::size_t bit = 0; bit < bits.octets.size() * 8; ++bit) {
    const bool set = (bits.octets[bit / 8] >> (7 - bit % 8) & 1) != 0;
    if (set) named = static_cast<std::uint16_t>(named | 1U << bit);
  }
  return named;
}

Result<base::UtcTime> Reader::read_time() {
  const bool generalized = next_is(kGeneralizedTime);
  KAZASHI_TRY(element, read(generalized ? kGeneralizedTime : kUtcTime));
  std::string digits(base::as_text(element.content));
  if (!generalized) {
    if (digits.size() != 13) return bad_value(element);
    digits.insert(0, digits[0] >= '5' ? "19" : "20");  // RFC 5280 section 4.1.2.5.1
  }
  if (digits.size() != 15) return bad_value(element);
  const auto part = [&digits](std::size_t at) { return digits.substr(at, 2); };
  const auto time = base::parse_utc(part(0) + part(2) + '-' + part(4) + '-' + part(6) + 'T' + part(8) + ':' +
                                    part(10) + ':' + part(12) + digits[14]);
  if (!time) return bad_value(element);
  constexpr auto kFirstGeneralized = std::chrono::sys_days{std::chrono::year{2050} / 1 / 1};
  if (generalized && *time < kFirstGeneralized) return bad_value(element);
  return *time;
}

}  // namespace kazashi::der
