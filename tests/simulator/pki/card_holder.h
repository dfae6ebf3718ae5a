// What the card says of its holder, in print and in its files. Invented throughout.
#pragma once

#include <string>
#include <string_view>

#include "simulator/pki/dates.h"

namespace kazashi_simulator::pki {

struct CardHolder {
  std::string name;     // family and given name parted by U+3000
  std::string romaji;   // what the images show, which have Latin letters only
  std::string address;  // digits full width
  char sex;             // '1' male, '2' female
  Date birth;
  Date expiry;
  std::string individual_number;  // 12 digits
  std::string security_code;      // 4 digits

  // The key numbers of the facts' "照合番号B" and "birth key": YYMMDD, YY being the year of the era.
  [[nodiscard]] std::string birth_key() const;
  [[nodiscard]] std::string check_number_b() const;  // birth key, year of expiry, security code
};

// Eleven digits and their check digit (Order of the Ministry 85 of 2014, article 5).
[[nodiscard]] std::string individual_number(std::string_view eleven_digits);

}  // namespace kazashi_simulator::pki
