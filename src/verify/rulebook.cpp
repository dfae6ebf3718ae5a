#include "verify/rulebook.h"

#include <utility>

#include "base/hex.h"
#include "crypto/digest.h"

namespace kazashi::verify {

base::Result<Rulebook> Rulebook::open(std::string_view text) {
  KAZASHI_TRY(book, rules::Book::parse(text));
  return Rulebook{.book = std::move(book), .fingerprint = base::to_hex(crypto::sha256(base::as_bytes(text)))};
}

}  // namespace kazashi::verify
