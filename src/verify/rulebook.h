// The rulebook in use, with the fingerprint by which a Report names it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "rules/book.h"
#include "trust/envelope.h"

namespace kazashi::verify {

inline constexpr std::string_view kRulebookKind = "rulebook";

struct Rulebook {
  /// What the envelope said that a rulebook came in.
  struct Release {
    std::string id;
    std::uint64_t version = 0;
    base::UtcTime issued;
    base::UtcTime expires;
    std::string signer;
  };

  rules::Book book;
  std::string fingerprint;         ///< SHA-256 of the text, hexadecimal
  std::optional<Release> release;  ///< none: it came as text, and the caller answers for it

  /// Failures and `fault` are those of rules::Book::parse.
  [[nodiscard]] static base::Result<Rulebook> open(std::string_view text, std::string* fault = nullptr);

  /// Opens an envelope of kRulebookKind whose payload is the text. Failures: those of trust::open_envelope,
  /// then those of open(text).
  [[nodiscard]] static base::Result<Rulebook> open_signed(base::ByteView envelope,
                                                          std::span<const trust::Signer> signers,
                                                          base::UtcTime now, std::uint64_t minimum_version,
                                                          std::string* fault = nullptr);
};

}  // namespace kazashi::verify
