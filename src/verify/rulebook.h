// The rulebook in use, with the fingerprint by which a Report names it.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "rules/book.h"

namespace kazashi::verify {

struct Rulebook {
  rules::Book book;
  std::string fingerprint;  ///< SHA-256 of the text, hexadecimal

  /// Failures are those of rules::Book::parse.
  [[nodiscard]] static base::Result<Rulebook> open(std::string_view text);
};

}  // namespace kazashi::verify
