#include "simulator/pki/licence_cards.h"

#include "simulator/base64.h"
#include "simulator/pki/card_files.h"
#include "simulator/pki/jis_text.h"
#include "simulator/pki/personal_card.h"
#include "simulator/pki/sample_images.h"
#include "simulator/pki/tlv_writer.h"

namespace kazashi_simulator::pki {
namespace {

using nlohmann::ordered_json;
using std::chrono::days;

constexpr std::size_t kTextFile = 880, kDomicileFile = 82, kPhoto = 2000;
constexpr std::string_view kNoPin = "****";

// Era digit, year of the era, month, day.
std::string era_date(Date date) {
  CardHolder holder{};
  holder.birth = date;
  return era_digit(date) + holder.birth_key();
}

// Four bytes of two digits each.
Bytes bcd(Date date) {
  const std::string digits = to_compact(date);
  Bytes out;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    out.push_back(low_byte(((digits[at] - '0') << 4) | (digits[at + 1] - '0')));
  }
  return out;
}

Bytes padded(Bytes content, std::size_t size, std::uint8_t filler) {
  content.resize(size, filler);
  return content;
}

// Licence classes 22 to 33: car (26) and, since longer, moped (2B); the others never acquired, which is taken
// to be written as zeros.
Bytes licence_classes(Date today) {
  Bytes out;
  for (std::uint16_t tag = 0x22; tag <= 0x33; ++tag) {
    const bool held = tag == 0x22 || tag == 0x23 || tag == 0x26 || tag == 0x2B;
    const Date since = today - days(tag == 0x22 || tag == 0x2B ? 9000 : 5000);
    append(out, tlv(tag, held ? era_date(since) : std::string("0000000")));
  }
  return out;
}

// `name` may hold characters of the private area: see jis_text.h. What fills the file's end is not known.
Bytes text_file(Date today, std::string_view name) {
  Bytes out = tlv(0x11, "1");
  append(out, tlv(0x12, jis_x_0208(name)));
  append(out, tlv(0x13, jis_x_0208("みほん　むつみ")));
  append(out, tlv(0x14, View{}));
  append(out, tlv(0x15, jis_x_0208("見本　睦")));
  append(out, tlv(0x16, era_date(today - days(16000))));
  append(out, tlv(0x17, jis_x_0208("かざし県見本市一丁目１番１号")));
  append(out, tlv(0x18, era_date(today - days(300))));
  append(out, tlv(0x19, "00001"));
  append(out, tlv(0x1A, jis_x_0208("優良")));
  append(out, tlv(0x1B, era_date(today + days(1500))));
  append(out, tlv(0x1C, jis_x_0208("眼鏡等")));
  for (std::uint16_t tag = 0x1D; tag <= 0x1F; ++tag) {
    append(out, tlv(tag, View{}));
  }
  append(out, tlv(0x20, jis_x_0208("かざし県公安委員会")));
  append(out, tlv(0x21, "999900000010"));
  append(out, licence_classes(today));
  return padded(std::move(out), kTextFile, 0xFF);
}

ordered_json make_card(Date today, std::string_view id, std::string_view ja, std::string_view en,
                       std::string_view name, bool with_pins) {
  Bytes version = Bytes{'0', '0', '8'};
  append(version, bcd(today - days(300)));
  append(version, bcd(today + days(1500)));
  const Files of_card{{"2F01", joined({tlv(0x45, version), tlv(0x46, Bytes{0x99, 0x01})})},
                      {"000A", tlv(0x05, Bytes{low_byte(with_pins ? 1 : 0)})}};
  // The domicile's tag is not established, and neither is what EF07 signs or by whose key: both stand here
  // for files that are present.
  const Files df1{{"0001", text_file(today, name)},
                  {"0002", padded(tlv(0x41, jis_x_0208("かざし県見本市本籍町一番地")), kDomicileFile, 0xFF)},
                  {"0007", tlv(0xB1, Bytes(256, 0x5A))}};
  const Files df2{{"0001", tlv(0x5F40, padded(copy(grey_portrait()), kPhoto, 0x00))}};
  return {{"id", id},
          {"kind", "licence"},
          {"labels", {{"ja", ja}, {"en", en}}},
          {"pins", {{"licence1", with_pins ? "1234" : kNoPin}, {"licence2", with_pins ? "5678" : kNoPin}}},
          {"tries", {{"licence1", 3}, {"licence2", 3}}},
          {"files", {{"mf", describe(of_card)}, {"df1", describe(df1)}, {"df2", describe(df2)}}}};
}

}  // namespace

ordered_json make_licence_cards(Date today) {
  return {make_card(today, "licence", "運転免許証", "Driving licence", "見本　睦", true),
          make_card(today, "licence-without-pins", "暗証番号のない運転免許証", "Driving licence without PINs",
                    "見本　睦", false),
          make_card(today, "licence-missing-characters", "外字のある運転免許証",
                    "Driving licence with characters outside the table", "見\uE000　睦\uE009", true)};
}

ordered_json make_licence_application(Date today, bool with_pin) {
  const KeyPair key = KeyPair::rsa(2048);
  // Three objects of about a hundred: the rest of the map is not known, nor is what C2 and C3 say.
  const Bytes items =
      joined({tlv(0xC2, "0"), tlv(0xC3, bcd(today - days(300))), tlv(0xC5, era_date(today + days(1500)))});
  const Files files{{"001A", tlv(0xC1, Bytes{low_byte(with_pin ? 1 : 0)})},
                    {"001B", items},
                    {"001C", sign_sha256(key, items)}};
  return {{"files", describe(files)}, {"pin", with_pin ? "1234" : kNoPin}, {"tries", 10}};
}

}  // namespace kazashi_simulator::pki
