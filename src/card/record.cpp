#include "card/record.h"

#include <algorithm>

#include "card/object_reader.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::Result;
using Fields = std::vector<der::Tlv>;

constexpr std::size_t kOffsetSize = 2;

Result<Fields> read_fields(ByteView file, der::TlvTag record, std::initializer_list<der::TlvTag> fields) {
  der::TlvReader reader(file);
  KAZASHI_TRY(inner, reader.enter(record));
  KAZASHI_CHECK(reader.finish());
  return inner.read_all(fields);
}

}  // namespace

Result<Fields> read_record(ByteView file, der::TlvTag record, std::initializer_list<der::TlvTag> fields) {
  auto found = read_fields(file, record, fields);
  if (!found) return std::unexpected(in_file(found.error()));
  return found;
}

Result<Fields> read_record_with_offsets(ByteView file, der::TlvTag record,
                                        std::initializer_list<der::TlvTag> fields) {
  KAZASHI_TRY(found, read_record(file, record, fields));
  const auto& table = found.front();
  if (table.value.size() != kOffsetSize * (found.size() - 1)) return malformed(table);
  for (std::size_t i = 1; i < found.size(); ++i) {
    const ByteView entry = table.value.subspan(kOffsetSize * (i - 1), kOffsetSize);
    const std::size_t place = static_cast<std::size_t>(entry[0]) << 8 | entry[1];
    if (place != found[i].offset) return malformed(table);
  }
  return found;
}

std::unexpected<base::Failure> malformed(const der::Tlv& field) {
  return base::fail(base::FailureCode::card_file_malformed, static_cast<std::uint32_t>(field.offset));
}

bool are_digits(ByteView text, std::size_t count) {
  return text.size() == count &&
         std::ranges::all_of(text, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
}

}  // namespace kazashi::card
