// Files that hold one BER-TLV object, read in as few commands as reader and card allow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/file_reader.h"
#include "der/tlv.h"

namespace kazashi::card {

/// A file of the current application that starts with one data object.
struct ObjectFile {
  std::uint16_t file;  ///< its identifier
  der::TlvTag tag;     ///< of the object
  std::size_t limit;   ///< octets of the object at most, header included
  /// What the first command asks for where it may be extended: the object's size where it is always the same,
  /// kWholeRead where one command for the whole file is worth what may follow the object in it.
  std::size_t expected = kShortRead;
};

/// The longest certificate that is read from a file. JPKI certificates have about 1.5 KiB and CA certificates
/// under 2 KiB; a card that announces more than four times that is not read to the end.
inline constexpr std::size_t kCertificateLimit = 8 * 1024;

/// A file with an X.509 certificate. Extended, all of it comes at once, filler included if the file has any
/// (whether JPKI's have is not known); with short commands nothing behind the certificate is asked for.
[[nodiscard]] constexpr ObjectFile x509_file(std::uint16_t file) {
  return {.file = file, .tag = 0x30, .limit = kCertificateLimit, .expected = kWholeRead};
}

/// Reads the object at the start of a file: the first block by short file identifier (after SELECT where the
/// card refuses one), then exactly the rest that its length tells. What the card refuses is noted in
/// `abilities`, which outlives the dialogue.
///
/// Failures: card_file_missing, card_access_denied, card_file_malformed (another object, a length that is
/// none, a file that ends before its object does), card_answer_too_long (an object of more than the limit),
/// card_answer_malformed, card_status.
[[nodiscard]] base::CardDialogue<base::Bytes> read_object(ObjectFile file, CardAbilities& abilities);

/// The first `count` octets of a file that is no single object, found like one. card_file_malformed where it
/// has fewer; other failures as above.
[[nodiscard]] base::CardDialogue<base::Bytes> read_octets(std::uint16_t file, std::size_t count,
                                                          CardAbilities& abilities);

/// How far what is wanted of a file goes, told from its first octets; none where only more of them can tell.
using Extent = std::optional<std::size_t> (*)(base::ByteView start);

/// The extent of a file's objects: to where its filler (00 or FF) begins.
[[nodiscard]] std::optional<std::size_t> objects_extent(base::ByteView start);
/// The extent of a file's first object, whatever its tag.
[[nodiscard]] std::optional<std::size_t> first_object_extent(base::ByteView start);

/// A file whose length only its content tells: several objects with filler behind them, or one object of any
/// tag.
struct ExtentFile {
  std::uint16_t file;
  std::size_t limit;  ///< octets at most
  Extent extent;
  std::size_t expected = kShortRead;  ///< as in ObjectFile
};

/// Reads as far as the extent goes, or to the end of the file where it ends before; whether that is enough is
/// for whoever parses it, but nothing at all is card_file_malformed. Other failures: those of read_object.
[[nodiscard]] base::CardDialogue<base::Bytes> read_extent(ExtentFile file, CardAbilities& abilities);

/// Whether a card that was given a short identifier in a command says with this status that it takes none: it
/// may read P1 as an offset whatever its highest bit says.
[[nodiscard]] bool refuses_short_id(std::uint16_t status);

/// A failure of reading data objects, as one of the file that they came from.
[[nodiscard]] base::Failure in_file(base::Failure failure);

}  // namespace kazashi::card
