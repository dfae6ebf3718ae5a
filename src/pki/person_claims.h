// What a signature certificate says of its holder: six otherNames of J-LIS's own in subjectAltName
// (公的個人認証サービス プロファイル仕様書). No other certificate has them; call it for signature
// certificates only.
#pragma once

#include <cstdint>
#include <string>

#include "base/failure.h"
#include "base/time.h"
#include "pki/certificate.h"

namespace kazashi::pki {

/// A text with its characters that had to be replaced: one flag for each character, '0' or '1', 1 where the
/// register has another glyph than the one shown. Text and flags belong together: a name is shown as what it
/// is only where no flag is set.
struct FlaggedText {
  std::string text;   ///< UTF-8, no control characters, never empty
  std::string flags;  ///< as many as `text` has characters

  [[nodiscard]] bool has_replaced() const { return flags.contains('1'); }
};

enum class Sex : std::uint8_t { male, female, other };

/// Of the birth date; unknown is a value of the certificate's, not of ours.
enum class Era : std::uint8_t { unknown, meiji, taisho, showa, heisei, reiwa };

/// Personal data throughout: to be shown to whom the holder hands it, never to be logged.
struct PersonClaims {
  FlaggedText name;  ///< family and given name as one text
  FlaggedText address;
  Sex sex = Sex::other;
  base::CivilDate birth_date;
  Era era = Era::unknown;
};

/// Reads the claims of a certificate. They may stand in any order; names of other kinds beside them are
/// stepped over, and so are otherNames that are not known, as later profiles may add some.
///
/// The birth date is `EYYYYMMDD`: E the era (1 Meiji to 5 Reiwa, 0 unknown), YYYY the Gregorian year. The day
/// must exist and belong to the era: to both on the first days of Taisho and Showa, which are also the last
/// of the era before.
///
/// Failures, with certificate index 0: certificate_person_missing (no subjectAltName, or not all six),
/// certificate_person_malformed (a text that is not UTF-8, empty or with control characters; flags of another
/// number than the text's characters, or other digits; an unknown code of sex; one of the six twice),
/// certificate_birth_date_malformed; der_* for anything that is not DER, at its place in subjectAltName.
[[nodiscard]] base::Result<PersonClaims> read_person_claims(const Certificate& certificate);

}  // namespace kazashi::pki
