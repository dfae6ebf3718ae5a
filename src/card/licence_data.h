// What the files of driving licences say, of the conventional card and of the one on a My Number Card: pure
// functions over octets.
//
// Tags of the conventional card: what three independent programs agree on, after the National Police Agency's
// specification (versions 007 to 010). Of the licence on a My Number Card only few tags are known. Which
// octets the signatures cover and by whose key is not published, so nothing here verifies them: what a
// licence says is never more than read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "card/jis_text.h"
#include "card/personal.h"

namespace kazashi::card {

/// EF 2F01 of the conventional card, free to read.
struct LicenceCardData {
  std::array<char, 3> version;  ///< of the specification: "008", for one
  base::CivilDate issued;
  base::CivilDate expires;
  std::uint8_t manufacturer;
  std::uint8_t cipher;
};
inline constexpr std::size_t kLicenceCardDataSize = 17;

/// card_file_malformed for anything but the 17 octets with dates that exist.
[[nodiscard]] base::Result<LicenceCardData> parse_licence_card_data(base::ByteView file);

/// The file that tells whether the holder set PINs: one object with one octet, 01 for set and 00 for not.
/// `tag` is 05 on the conventional card and C1 on a My Number Card. card_file_malformed otherwise: a PIN is
/// not guessed at.
[[nodiscard]] base::Result<bool> parse_pins_are_set(base::ByteView file, std::uint8_t tag);

/// In the order of their tags, 22 to 33.
enum class LicenceClass : std::uint8_t {
#define KAZASHI_LICENCE_CLASS(name, id) name,
#include "card/licence_classes.def"
#undef KAZASHI_LICENCE_CLASS
};
[[nodiscard]] std::string_view id_text(LicenceClass licence_class);

struct LicenceClassDate {
  LicenceClass licence_class;
  base::CivilDate acquired;
};

/// EF 01 of DF1, the text items. An item that the card leaves out, or has with no octets, is empty.
struct LicenceItems {
  JisText name;
  JisText kana;
  JisText alias;
  JisText unified_name;
  std::optional<base::CivilDate> birth_date;
  JisText address;
  std::optional<base::CivilDate> issued;
  Personal reference;  ///< digits of the issue
  JisText colour;      ///< 優良, 新規 or another word
  std::optional<base::CivilDate> expires;
  std::array<JisText, 4> conditions;
  JisText commission;
  Personal number;                        ///< 12 digits
  std::vector<LicenceClassDate> classes;  ///< those that were acquired
  std::vector<std::uint16_t> unknown_tags;
};

/// card_file_malformed, at the octet, for: an object that runs past the file, the same tag twice, a text that
/// is none, a date that is none, a number that has not twelve digits.
[[nodiscard]] base::Result<LicenceItems> parse_licence_items(base::ByteView file);

/// A date as licences write it: era digit (1 Meiji, 2 Taisho, 3 Showa, 4 Heisei, 5 Reiwa) and YYMMDD. An era
/// may be counted on after its end: licences of 2018 expire in Heisei 35. None for a day that does not exist.
[[nodiscard]] std::optional<base::CivilDate> licence_date(base::ByteView digits);

/// An object as the card has it, its meaning unknown here.
struct LicenceObject {
  std::uint16_t tag;
  Personal value;
};

/// The picture in EF 01 of DF2: one object whose tag is two octets, 5F first, the second not established.
/// JPEG 2000, grey, undecoded; zeros may follow it. card_file_malformed otherwise.
[[nodiscard]] base::Result<Personal> parse_licence_photo(base::ByteView file);

/// EF 02 of DF1, the permanent domicile. Its tag is not established, so the file's first object is taken.
[[nodiscard]] base::Result<JisText> parse_licence_domicile(base::ByteView file);

/// WEF02 of the licence on a My Number Card. Its tags reach to about 107; what is known of them is that C5 is
/// the day it expires. The others are handed on as they are.
struct MyNumberLicenceItems {
  std::optional<base::CivilDate> expires;
  std::vector<LicenceObject> others;
};

/// card_file_malformed for objects that run past the file, the same tag twice, a date that is none.
[[nodiscard]] base::Result<MyNumberLicenceItems> parse_my_number_licence(base::ByteView file);

/// Where the objects of a file end and its filler (00 or FF) begins; none where the first octets do not tell.
/// The conventional card's tags are one octet whatever its bits say (1F is a whole tag).
[[nodiscard]] std::optional<std::size_t> licence_extent(base::ByteView start);

}  // namespace kazashi::card
