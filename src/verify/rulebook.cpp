#include "verify/rulebook.h"

#include <utility>

#include "base/hex.h"
#include "crypto/digest.h"

namespace kazashi::verify {

base::Result<Rulebook> Rulebook::open(std::string_view text, std::string* fault) {
  KAZASHI_TRY(book, rules::Book::parse(text, fault));
  return Rulebook{.book = std::move(book),
                  .fingerprint = base::to_hex(crypto::sha256(base::as_bytes(text))),
                  .release = {}};
}

base::Result<Rulebook> Rulebook::open_signed(base::ByteView octets, std::span<const trust::Signer> signers,
                                             base::UtcTime now, std::uint64_t minimum_version,
                                             std::string* fault) {
  KAZASHI_TRY(envelope, trust::open_envelope(octets, kRulebookKind, signers, now, minimum_version));
  KAZASHI_TRY(rulebook, open(base::as_text(envelope.payload), fault));
  rulebook.release = Release{.id = std::move(envelope.id),
                             .version = envelope.version,
                             .issued = envelope.issued,
                             .expires = envelope.expires,
                             .signer = std::move(envelope.signer)};
  return std::move(rulebook);
}

}  // namespace kazashi::verify
