// NDEF messages, what NFC tags hold: NFC Forum, NFC Data Exchange Format 1.0, and its URI record type.
//
// A My Number Card has none and no web page can reach one through Web NFC; tags of offices and hand-off links
// are what this serves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::reader {

/// Type Name Format: what kind of name `type` is.
enum class NdefTypeFormat : std::uint8_t {
  empty = 0,
  well_known = 1,  ///< NFC Forum: "U", "T", ...
  media = 2,       ///< RFC 2046
  absolute_uri = 3,
  external = 4,  ///< "domain:name"
  unknown = 5
};

struct NdefRecord {
  NdefTypeFormat format = NdefTypeFormat::empty;
  std::string type;  ///< printable ASCII, at most 255; compared without regard to case
  base::Bytes id;    ///< at most 255 octets
  base::Bytes payload;
};

/// One message and nothing after it: 1 to 64 records, at most 64 KiB; chunks are put together. Refuses with
/// ndef_malformed (detail: where) flags that do not fit their place, lengths that do not fit the message or
/// the format, and the reserved format 7.
[[nodiscard]] base::Result<std::vector<NdefRecord>> parse_ndef_message(base::ByteView octets);

/// The message of these records, in the shortest form and without chunks. One record at least; each as
/// parse_ndef_message would give it.
[[nodiscard]] base::Bytes encode_ndef_message(const std::vector<NdefRecord>& records);

/// The first record of that external type, or nullptr. Aliases `records`.
[[nodiscard]] const NdefRecord* find_external(const std::vector<NdefRecord>& records, std::string_view type);

/// The address in a URI record ("U"), its prefix written out. Nothing for another record, an unknown prefix,
/// and octets that are not UTF-8 or are control characters.
[[nodiscard]] std::optional<std::string> uri_of(const NdefRecord& record);

/// A URI record with the longest prefix that fits.
[[nodiscard]] NdefRecord uri_record(std::string_view uri);

}  // namespace kazashi::reader
