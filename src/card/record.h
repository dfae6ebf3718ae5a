// The records of the 券面 applications: one object of fixed fields a file, some behind a table of offsets.
#pragma once

#include <initializer_list>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/tlv.h"

namespace kazashi::card {

/// The fields of a record, exactly these in this order, and nothing behind the record. Alias `file`.
/// card_file_malformed at the octet otherwise.
[[nodiscard]] base::Result<std::vector<der::Tlv>> read_record(base::ByteView file, der::TlvTag record,
                                                              std::initializer_list<der::TlvTag> fields);

/// The same, of a record whose first field is a table: for every other field the place of its tag in the
/// file, two octets each, high octet first. A place that is not its field's is refused, because what is
/// signed and what is shown could differ.
[[nodiscard]] base::Result<std::vector<der::Tlv>> read_record_with_offsets(
    base::ByteView file, der::TlvTag record, std::initializer_list<der::TlvTag> fields);

/// card_file_malformed at a field.
[[nodiscard]] std::unexpected<base::Failure> malformed(const der::Tlv& field);

/// Whether a field is this many ASCII digits.
[[nodiscard]] bool are_digits(base::ByteView text, std::size_t count);

}  // namespace kazashi::card
