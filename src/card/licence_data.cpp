#include "card/licence_data.h"

#include <algorithm>
#include <utility>

#include "card/object_reader.h"
#include "card/record.h"
#include "der/tlv.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::CivilDate;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kHeaderLimit = 4;  // tag, 82, two octets of length
constexpr std::size_t kNumberSize = 12;
constexpr std::size_t kEraDateSize = 7;
constexpr std::uint8_t kFirstClass = 0x22;
constexpr std::uint8_t kLastClass = 0x33;

std::unexpected<base::Failure> refuse(std::size_t at) {
  return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(at));
}

bool is_filler(std::uint8_t octet) { return octet == 0x00 || octet == 0xFF; }

/// An object of the conventional card: a tag of one octet, a length as in BER.
struct Header {
  std::uint8_t tag;
  std::size_t size;
  std::size_t value_size;
};

/// None where the octets end within it or the length is none.
std::optional<Header> header_of(ByteView octets) {
  if (octets.size() < 2) return std::nullopt;
  const std::uint8_t length = octets[1];
  if (length < 0x80) return Header{octets[0], 2, length};
  const std::size_t count = length - std::size_t{0x80};
  if (count < 1 || count > 2 || octets.size() < 2 + count) return std::nullopt;
  std::size_t value_size = 0;
  for (const std::uint8_t octet : octets.subspan(2, count)) value_size = value_size << 8 | octet;
  return Header{octets[0], 2 + count, value_size};
}

struct Item {
  std::uint8_t tag;
  ByteView value;
  std::size_t value_offset;
};

/// The objects up to the file's end or its filler.
Result<std::vector<Item>> items_of(ByteView file) {
  std::vector<Item> items;
  std::size_t at = 0;
  while (at < file.size() && !is_filler(file[at])) {
    const auto header = header_of(file.subspan(at));
    if (!header || header->value_size > file.size() - at - header->size) return refuse(at);
    const auto same = [&](const Item& item) { return item.tag == header->tag; };
    if (std::ranges::any_of(items, same)) return refuse(at);
    items.push_back({header->tag, file.subspan(at + header->size, header->value_size), at + header->size});
    at += header->size + header->value_size;
  }
  return items;
}

int number_of(ByteView digits) {
  int number = 0;
  for (const std::uint8_t digit : digits) number = 10 * number + (digit - '0');
  return number;
}

std::optional<CivilDate> day_of(int year, ByteView month_and_day) {
  const CivilDate date{std::chrono::year{year},
                       std::chrono::month{static_cast<unsigned>(number_of(month_and_day.first(2)))},
                       std::chrono::day{static_cast<unsigned>(number_of(month_and_day.last(2)))}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// Eight binary-coded decimal digits, YYYYMMDD.
std::optional<CivilDate> packed_date(ByteView octets) {
  std::array<std::uint8_t, 8> digits{};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const unsigned nibble = i % 2 == 0 ? octets[i / 2] >> 4U : octets[i / 2] & 0x0FU;
    if (nibble > 9) return std::nullopt;
    digits[i] = static_cast<std::uint8_t>('0' + nibble);
  }
  const ByteView text(digits);
  return day_of(number_of(text.first(4)), text.last(4));
}

Result<void> put_date(std::optional<CivilDate>& place, const Item& item) {
  if (item.value.empty()) return {};
  place = licence_date(item.value);
  if (!place) return refuse(item.value_offset);
  return {};
}

Result<void> put_text(JisText& place, const Item& item) {
  KAZASHI_TRY(text, parse_jis_text(item.value, item.value_offset));
  place = std::move(text);
  return {};
}

Result<void> put_number(Personal& place, const Item& item) {
  if (!item.value.empty() && !are_digits(item.value, kNumberSize)) return refuse(item.value_offset);
  place = Personal(item.value);
  return {};
}

/// A class that was never acquired is taken to be written as zeros or with no octets.
Result<void> put_class(std::vector<LicenceClassDate>& place, const Item& item) {
  if (std::ranges::all_of(item.value, [](std::uint8_t c) { return c == '0'; })) return {};
  const auto acquired = licence_date(item.value);
  if (!acquired) return refuse(item.value_offset);
  place.push_back({static_cast<LicenceClass>(item.tag - kFirstClass), *acquired});
  return {};
}

Result<void> put(LicenceItems& items, const Item& item) {
  if (item.tag >= kFirstClass && item.tag <= kLastClass) return put_class(items.classes, item);
  switch (item.tag) {
    case 0x11:  // which year's table the text is written by; the octets are the same
      return {};
    case 0x12:
      return put_text(items.name, item);
    case 0x13:
      return put_text(items.kana, item);
    case 0x14:
      return put_text(items.alias, item);
    case 0x15:
      return put_text(items.unified_name, item);
    case 0x16:
      return put_date(items.birth_date, item);
    case 0x17:
      return put_text(items.address, item);
    case 0x18:
      return put_date(items.issued, item);
    case 0x19:
      items.reference = Personal(item.value);
      return {};
    case 0x1A:
      return put_text(items.colour, item);
    case 0x1B:
      return put_date(items.expires, item);
    case 0x1C:
    case 0x1D:
    case 0x1E:
    case 0x1F:
      return put_text(items.conditions[item.tag - std::size_t{0x1C}], item);
    case 0x20:
      return put_text(items.commission, item);
    case 0x21:
      return put_number(items.number, item);
    default:
      items.unknown_tags.push_back(item.tag);
      return {};
  }
}

}  // namespace

std::string_view id_text(LicenceClass licence_class) {
  switch (licence_class) {
#define KAZASHI_LICENCE_CLASS(name, id) \
  case LicenceClass::name:              \
    return id;
#include "card/licence_classes.def"
#undef KAZASHI_LICENCE_CLASS
  }
  return {};
}

std::optional<CivilDate> licence_date(ByteView digits) {
  constexpr std::array kFirstYears{1868, 1912, 1926, 1989, 2019};
  if (!are_digits(digits, kEraDateSize)) return std::nullopt;
  const auto era = static_cast<std::size_t>(digits[0] - '0');
  const int year = number_of(digits.subspan(1, 2));
  if (era < 1 || era > kFirstYears.size() || year == 0) return std::nullopt;
  return day_of(kFirstYears[era - 1] + year - 1, digits.last(4));
}

Result<LicenceCardData> parse_licence_card_data(ByteView file) {
  constexpr std::uint8_t kData = 0x45;
  constexpr std::uint8_t kMaker = 0x46;
  if (file.size() != kLicenceCardDataSize) return refuse(file.size());
  KAZASHI_TRY(items, items_of(file));
  if (items.size() != 2 || items[0].tag != kData || items[0].value.size() != 11) return refuse(0);
  if (items[1].tag != kMaker || items[1].value.size() != 2) return refuse(items[0].value_offset + 11);
  const ByteView data = items[0].value;
  const auto issued = packed_date(data.subspan(3, 4));
  const auto expires = packed_date(data.last(4));
  if (!are_digits(data.first(3), 3)) return refuse(items[0].value_offset);
  if (!issued || !expires) return refuse(items[0].value_offset + 3);
  LicenceCardData parsed{.version = {},
                         .issued = *issued,
                         .expires = *expires,
                         .manufacturer = items[1].value[0],
                         .cipher = items[1].value[1]};
  std::ranges::copy(data.first(3), parsed.version.begin());
  return parsed;
}

Result<bool> parse_pins_are_set(ByteView file, std::uint8_t tag) {
  if (file.size() != 3 || file[0] != tag || file[1] != 1) return refuse(0);
  if (file[2] > 1) return refuse(2);
  return file[2] == 1;
}

Result<LicenceItems> parse_licence_items(ByteView file) {
  KAZASHI_TRY(items, items_of(file));
  LicenceItems parsed;
  for (const Item& item : items) KAZASHI_CHECK(put(parsed, item));
  return parsed;
}

Result<Personal> parse_licence_photo(ByteView file) {
  constexpr std::uint16_t kTagStart = 0x5F00;
  der::TlvReader reader(file);
  const auto object = reader.read_any();
  if (!object) return std::unexpected(in_file(object.error()));
  if ((object->tag & 0xFF00) != kTagStart || object->value.empty()) return refuse(0);
  return Personal(object->value);
}

Result<JisText> parse_licence_domicile(ByteView file) {
  der::TlvReader reader(file);
  const auto object = reader.read_any();
  if (!object) return std::unexpected(in_file(object.error()));
  return parse_jis_text(object->value, object->value_offset);
}

Result<MyNumberLicenceItems> parse_my_number_licence(ByteView file) {
  constexpr der::TlvTag kExpires = 0xC5;
  MyNumberLicenceItems parsed;
  der::TlvReader reader(file);
  while (!reader.at_end() && !is_filler(file[reader.offset()])) {
    const auto object = reader.read_any();
    if (!object) return std::unexpected(in_file(object.error()));
    const auto same = [&](const LicenceObject& other) { return other.tag == object->tag; };
    if (std::ranges::any_of(parsed.others, same)) return malformed(*object);
    if (object->tag == kExpires) {
      if (parsed.expires) return malformed(*object);
      parsed.expires = licence_date(object->value);
      if (!parsed.expires) return malformed(*object);
    } else {
      parsed.others.push_back({object->tag, Personal(object->value)});
    }
  }
  return parsed;
}

std::optional<std::size_t> licence_extent(ByteView start) {
  std::size_t at = 0;
  while (at < start.size()) {
    if (is_filler(start[at])) return at;
    const auto header = header_of(start.subspan(at));
    // a length that is none has no end: the parser names it once enough is there to tell
    if (!header) return start.size() - at < kHeaderLimit ? std::nullopt : std::optional(start.size());
    at += header->size + header->value_size;
  }
  return std::nullopt;
}

}  // namespace kazashi::card
