// The numbers on a My Number Card's face that open its two 券面 applications: 照合番号A and B and the birth
// key.
//
// What several independent programs that talk to cards agree on: B is the date of birth as YYMMDD with the
// year of the Japanese era, the Gregorian year of expiry and the security code; A is the individual number;
// the birth key is B's first six digits.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/secret.h"
#include "base/time.h"

namespace kazashi::card {

/// How the year of birth is written in two digits. Faces of cards print the era for Japanese holders. That
/// foreign holders, whose faces print a Gregorian year, have its last two digits is not confirmed by any
/// source, and a wrong guess spends a try; so the caller chooses, and nothing here chooses for him.
enum class BirthYear : std::uint8_t { japanese_era, gregorian_unconfirmed };

/// 照合番号B, 14 digits.
class MatchingNumberB {
 public:
  /// As it was typed or read from the face: 14 ASCII digits with a month up to 12 and a day up to 31.
  /// matching_number_format otherwise.
  [[nodiscard]] static base::Result<MatchingNumberB> from_digits(base::ByteView digits);
  /// From its parts. matching_number_format for a date before Meiji or no date at all, a year of expiry that
  /// has no four digits, a security code that is not four ASCII digits.
  [[nodiscard]] static base::Result<MatchingNumberB> from_face(base::CivilDate birth, BirthYear year,
                                                               int expiry_year,
                                                               std::string_view security_code);

  /// Aliases this object. For the command that sends it alone.
  [[nodiscard]] base::ByteView reveal() const { return digits_.reveal(); }

 private:
  explicit MatchingNumberB(base::ByteView digits) : digits_(digits) {}
  base::Secret digits_;
};

/// The key of the age record, 6 digits.
class BirthKey {
 public:
  [[nodiscard]] static base::Result<BirthKey> from_digits(base::ByteView digits);
  [[nodiscard]] static base::Result<BirthKey> from_face(base::CivilDate birth, BirthYear year);

  [[nodiscard]] base::ByteView reveal() const { return digits_.reveal(); }

 private:
  explicit BirthKey(base::ByteView digits) : digits_(digits) {}
  base::Secret digits_;
};

/// The year of the Japanese era on a day, 1 for an era's first. The day an era begins belongs to it.
/// matching_number_format before 25 January 1868 and for days that do not exist.
[[nodiscard]] base::Result<int> year_of_era(base::CivilDate day);

/// Whether 12 ASCII digits end with the check digit that the Number Act's ordinance (番号法総務省令 article
/// 5) gives the others.
[[nodiscard]] bool is_individual_number(base::ByteView digits);

}  // namespace kazashi::card
