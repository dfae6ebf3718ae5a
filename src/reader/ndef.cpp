#include "reader/ndef.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace kazashi::reader {
namespace {

using base::ByteView;
using base::FailureCode;

// the first octet of a record
constexpr std::uint8_t kMessageBegin = 0x80;
constexpr std::uint8_t kMessageEnd = 0x40;
constexpr std::uint8_t kChunk = 0x20;
constexpr std::uint8_t kShort = 0x10;
constexpr std::uint8_t kHasId = 0x08;
constexpr std::uint8_t kFormat = 0x07;

constexpr std::uint8_t kUnchanged = 6;  // of all chunks but the first
constexpr std::uint8_t kReserved = 7;

/// The largest tags hold 64 KiB; ours need one record, others a handful.
constexpr std::size_t kMessageLimit = 64 * 1024;
constexpr std::size_t kRecordLimit = 64;

/// URI identifier codes of the URI record type, by their place.
constexpr std::array<std::string_view, 36> kUriPrefixes{"",
                                                        "http://www.",
                                                        "https://www.",
                                                        "http://",
                                                        "https://",
                                                        "tel:",
                                                        "mailto:",
                                                        "ftp://anonymous:anonymous@",
                                                        "ftp://ftp.",
                                                        "ftps://",
                                                        "sftp://",
                                                        "smb://",
                                                        "nfs://",
                                                        "ftp://",
                                                        "dav://",
                                                        "news:",
                                                        "telnet://",
                                                        "imap:",
                                                        "rtsp://",
                                                        "urn:",
                                                        "pop:",
                                                        "sip:",
                                                        "sips:",
                                                        "tftp:",
                                                        "btspp://",
                                                        "btl2cap://",
                                                        "btgoep://",
                                                        "tcpobex://",
                                                        "irdaobex://",
                                                        "file://",
                                                        "urn:epc:id:",
                                                        "urn:epc:tag:",
                                                        "urn:epc:pat:",
                                                        "urn:epc:raw:",
                                                        "urn:epc:",
                                                        "urn:nfc:"};

std::unexpected<base::Failure> malformed(std::size_t at) {
  return base::fail(FailureCode::ndef_malformed, static_cast<std::uint32_t>(at));
}

/// One record as it stands, chunk or whole.
struct Piece {
  std::uint8_t flags = 0;
  ByteView type, id, payload;

  [[nodiscard]] bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  [[nodiscard]] std::uint8_t format() const { return flags & kFormat; }
};

class Pieces {
 public:
  explicit Pieces(ByteView input) : input_(input) {}
  [[nodiscard]] bool at_end() const { return at_ == input_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }

  base::Result<Piece> next() {
    Piece piece;
    KAZASHI_TRY(flags, take(1));
    piece.flags = flags[0];
    KAZASHI_TRY(type_size, take(1));
    KAZASHI_TRY(payload_size, take(piece.has(kShort) ? 1 : 4));
    std::size_t payload = 0;
    for (const std::uint8_t octet : payload_size) payload = payload << 8 | octet;
    std::size_t id = 0;
    if (piece.has(kHasId)) {
      KAZASHI_TRY(id_size, take(1));
      id = id_size[0];
    }
    KAZASHI_TRY(type_view, take(type_size[0]));
    KAZASHI_TRY(id_view, take(id));
    KAZASHI_TRY(payload_view, take(payload));
    piece.type = type_view;
    piece.id = id_view;
    piece.payload = payload_view;
    return piece;
  }

 private:
  base::Result<ByteView> take(std::size_t count) {
    if (input_.size() - at_ < count) return malformed(at_);
    const auto taken = input_.subspan(at_, count);
    at_ += count;
    return taken;
  }

  ByteView input_;
  std::size_t at_ = 0;
};

bool printable(ByteView text) {
  return std::ranges::all_of(text, [](std::uint8_t c) { return c > 0x20 && c < 0x7F; });
}

/// Whether the lengths are those of the format; for a record's first or only piece.
bool fits_format(const Piece& piece) {
  switch (static_cast<NdefTypeFormat>(piece.format())) {
    case NdefTypeFormat::empty:
      return piece.type.empty() && piece.id.empty() && piece.payload.empty() && !piece.has(kHasId) &&
             !piece.has(kChunk);
    case NdefTypeFormat::unknown:
      return piece.type.empty();
    default:
      return !piece.type.empty() && printable(piece.type);
  }
}

bool continues_chunks(const Piece& piece) {
  return piece.format() == kUnchanged && piece.type.empty() && !piece.has(kHasId);
}

bool same_type(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

}  // namespace

base::Result<std::vector<NdefRecord>> parse_ndef_message(ByteView octets) {
  if (octets.empty() || octets.size() > kMessageLimit) return malformed(octets.size());
  Pieces pieces(octets);
  std::vector<NdefRecord> records;
  bool in_chunks = false;
  bool ended = false;
  while (!ended) {
    const std::size_t at = pieces.at();
    KAZASHI_TRY(piece, pieces.next());
    const bool first = at == 0;
    ended = piece.has(kMessageEnd);
    if (piece.has(kMessageBegin) != first || (ended && piece.has(kChunk))) return malformed(at);
    if (in_chunks ? !continues_chunks(piece) : piece.format() >= kUnchanged || !fits_format(piece))
      return malformed(at);
    static_assert(kReserved > kUnchanged);
    if (!in_chunks) {
      if (records.size() == kRecordLimit) return malformed(at);
      records.push_back({.format = static_cast<NdefTypeFormat>(piece.format()),
                         .type = std::string(base::as_text(piece.type)),
                         .id = base::to_bytes(piece.id),
                         .payload = {}});
    }
    base::append(records.back().payload, piece.payload);
    in_chunks = piece.has(kChunk);
  }
  if (!pieces.at_end()) return malformed(pieces.at());
  return records;
}

base::Bytes encode_ndef_message(const std::vector<NdefRecord>& records) {
  base::Bytes message;
  for (const auto& record : records) {
    const bool is_short = record.payload.size() < 256;
    auto flags = static_cast<std::uint8_t>(record.format);
    if (&record == &records.front()) flags |= kMessageBegin;
    if (&record == &records.back()) flags |= kMessageEnd;
    if (is_short) flags |= kShort;
    if (!record.id.empty()) flags |= kHasId;
    message.push_back(flags);
    message.push_back(static_cast<std::uint8_t>(record.type.size()));
    for (int shift = is_short ? 0 : 24; shift >= 0; shift -= 8)
      message.push_back(static_cast<std::uint8_t>(record.payload.size() >> shift));
    if (!record.id.empty()) message.push_back(static_cast<std::uint8_t>(record.id.size()));
    base::append(message, base::as_bytes(record.type));
    base::append(message, record.id);
    base::append(message, record.payload);
  }
  return message;
}

const NdefRecord* find_external(const std::vector<NdefRecord>& records, std::string_view type) {
  const auto found = std::ranges::find_if(records, [&](const NdefRecord& record) {
    return record.format == NdefTypeFormat::external && same_type(record.type, type);
  });
  return found == records.end() ? nullptr : &*found;
}

std::optional<std::string> uri_of(const NdefRecord& record) {
  if (record.format != NdefTypeFormat::well_known || record.type != "U" || record.payload.empty())
    return std::nullopt;
  const std::size_t prefix = record.payload[0];
  const auto rest = base::as_text(ByteView(record.payload).subspan(1));
  const bool control =
      std::ranges::any_of(rest, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (prefix >= kUriPrefixes.size() || control || !base::is_utf8(rest)) return std::nullopt;
  return std::string(kUriPrefixes[prefix]).append(rest);
}

NdefRecord uri_record(std::string_view uri) {
  std::size_t best = 0;
  for (std::size_t code = 1; code < kUriPrefixes.size(); ++code)
    if (uri.starts_with(kUriPrefixes[code]) && kUriPrefixes[code].size() > kUriPrefixes[best].size())
      best = code;
  NdefRecord record{.format = NdefTypeFormat::well_known, .type = "U", .id = {}, .payload = {}};
  record.payload.push_back(static_cast<std::uint8_t>(best));
  base::append(record.payload, base::as_bytes(uri.substr(kUriPrefixes[best].size())));
  return record;
}

}  // namespace kazashi::reader
