// What is written into a residence card, field by field, and the files made of it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "simulator/pki/dates.h"
#include "simulator/pki/key_pair.h"

namespace kazashi_simulator::pki {

struct ResidenceHolder {
  bool special_permanent;
  std::string number;       // 12 characters
  std::string nationality;  // three letters
  std::string address;
  std::string municipality;  // six digits
  char sex;                  // '1' male, '2' female
  Date birth, expiry, address_written;
};

using FilesByShortId = std::map<std::uint16_t, Bytes>;

struct ResidenceFiles {
  FilesByShortId of_card, df1, df2, df3;
};

// Everything of a card but its signature, kept apart so that an altered card can bend one of them.
struct FirstGeneration {
  Bytes front, photo;  // padded with zeros to 7,000 and 3,000 bytes
  [[nodiscard]] Bytes to_be_signed() const;
  [[nodiscard]] ResidenceFiles files(const ResidenceHolder& holder, View check_code, View certificate) const;
};

struct SecondGeneration {
  Bytes printed;      // the objects C5 to CD as the file holds them
  Bytes name, photo;  // padded with zeros to 2,500 and 3,000 bytes
  [[nodiscard]] Bytes to_be_signed() const;
  [[nodiscard]] ResidenceFiles files(const ResidenceHolder& holder, View signature, View certificate) const;
};

[[nodiscard]] FirstGeneration first_generation();
[[nodiscard]] SecondGeneration second_generation(const ResidenceHolder& holder);

// C1 of the card, as text: 1, 2, 05 or 06.
[[nodiscard]] std::string residence_type(const ResidenceHolder& holder, unsigned generation);

[[nodiscard]] Bytes zero_padded(View content, std::size_t size);

}  // namespace kazashi_simulator::pki
