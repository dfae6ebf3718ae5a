#include "der/writer.h"

#include <algorithm>
#include <string>

namespace kazashi::der {
namespace {

using base::Bytes;
using base::ByteView;

constexpr std::uint8_t kNull = 0x05;

Bytes header(Tag tag, std::size_t size) {
  Bytes octets{tag};
  if (size < 0x80) {
    octets.push_back(static_cast<std::uint8_t>(size));
    return octets;
  }
  int count = 1;
  while (count < 4 && size >> (8 * count) != 0) ++count;
  octets.push_back(static_cast<std::uint8_t>(0x80 | count));
  while (count-- > 0) octets.push_back(static_cast<std::uint8_t>(size >> (8 * count) & 0xFF));
  return octets;
}

/// In two digits.
std::string two(unsigned value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

Bytes write(Tag tag, ByteView content) { return write(tag, {content}); }

Bytes write(Tag tag, std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const ByteView part : parts) size += part.size();
  Bytes value = header(tag, size);
  value.reserve(value.size() + size);
  for (const ByteView part : parts) base::append(value, part);
  return value;
}

Bytes write_oid(const Oid& oid) { return write(kObjectIdentifier, oid.view()); }

Bytes write_integer(ByteView magnitude) {
  while (!magnitude.empty() && magnitude.front() == 0) magnitude = magnitude.subspan(1);
  constexpr std::uint8_t kZero[] = {0};
  const bool needs_sign = magnitude.empty() || magnitude.front() >= 0x80;
  return write(kInteger, {needs_sign ? ByteView(kZero) : ByteView(), magnitude});
}

Bytes write_integer(std::uint32_t value) {
  const std::uint8_t octets[] = {static_cast<std::uint8_t>(value >> 24),
                                 static_cast<std::uint8_t>(value >> 16),
                                 static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
  return write_integer(octets);
}

Bytes write_null() { return write(kNull, ByteView()); }

Bytes write_set_of(std::vector<Bytes> members, Tag tag) {
  // Section 11.6 compares as if the shorter one were padded with zeros; no value is the start of another, so
  // that padding never decides.
  std::ranges::sort(members);
  Bytes content;
  for (const Bytes& member : members) base::append(content, member);
  return write(tag, content);
}

Bytes write_time(base::UtcTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const base::CivilDate date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  const bool utc_time = year >= 1950 && year <= 2049;
  const std::string text = (utc_time ? std::string() : two(year / 100)) + two(year) +
                           two(static_cast<unsigned>(date.month())) + two(static_cast<unsigned>(date.day())) +
                           two(static_cast<unsigned>(clock.hours().count())) +
                           two(static_cast<unsigned>(clock.minutes().count())) +
                           two(static_cast<unsigned>(clock.seconds().count())) + 'Z';
  return write(utc_time ? kUtcTime : kGeneralizedTime, base::as_bytes(text));
}

}  // namespace kazashi::der
