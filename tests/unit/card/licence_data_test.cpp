#include "card/licence_data.h"

#include "card/jis_text.h"
#include "card/object_reader.h"
#include "records.h"
#include "support.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;
using base::CivilDate;
using base::Failure;
using base::FailureCode;

Failure malformed(std::uint32_t at) { return {FailureCode::card_file_malformed, at}; }

CivilDate day(int year, unsigned month, unsigned of_month) {
  return CivilDate{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

Bytes text(std::string_view ascii) { return base::to_bytes(base::as_bytes(ascii)); }

std::string hex_of(const Personal& value) { return base::to_hex(value.reveal()); }

TEST_CASE("turns_JIS_X_0208_into_EUC_JP_by_the_high_bits_alone") {
  const auto kanji = parse_jis_text(octets("382b4b5c2121"), 0);  // 見本 and an ideographic space
  REQUIRE(kanji);
  CHECK(hex_of(kanji->euc_jp) == "b8abcbdca1a1");
  CHECK(kanji->missing.empty());
  CHECK(parse_jis_text({}, 0)->empty());
}

TEST_CASE("puts_a_mark_where_a_character_is_missing_and_tells_which") {
  const auto read = parse_jis_text(octets("382bfff12121fff7fffa"), 40);
  REQUIRE(read);
  CHECK(hex_of(read->euc_jp) == "b8aba2aea1a1a2aea2ae");
  REQUIRE(read->missing.size() == 3);
  CHECK(read->missing[0].index == 1);
  CHECK(read->missing[0].marker == 0xFFF1);
  CHECK(read->missing[1].index == 3);
  CHECK(read->missing[1].marker == 0xFFF7);
  CHECK(read->missing[2].index == 4);
  CHECK(read->missing[2].marker == 0xFFFA);
}

TEST_CASE("refuses_what_is_no_two_octet_text") {
  check_failure(parse_jis_text(octets("382b4b"), 10), malformed(12));
  for (const auto* pair : {"2021", "2120", "7f21", "217f", "fff0", "fff8", "fff9", "fffb", "b8ab", "0000"}) {
    CAPTURE(pair);
    check_failure(parse_jis_text(octets(std::string("2121") + pair), 10), malformed(12));
  }
}

TEST_CASE("counts_the_years_of_every_era_also_after_its_end") {
  const auto date = [](std::string_view digits) { return licence_date(base::as_bytes(digits)); };
  CHECK(date("1450729") == day(1912, 7, 29));
  CHECK(date("2151224") == day(1926, 12, 24));
  CHECK(date("3550217") == day(1980, 2, 17));
  CHECK(date("4310430") == day(2019, 4, 30));
  CHECK(date("4350101") == day(2023, 1, 1));  // printed before anybody knew the next era's name
  CHECK(date("5080229") == std::nullopt);     // 2026 is no leap year
  CHECK(date("5060229") == day(2024, 2, 29));
  for (const auto* none :
       {"0010101", "6010101", "5000101", "5011301", "5010100", "501010", "50101011", "50a0101", ""}) {
    CAPTURE(none);
    CHECK(date(none) == std::nullopt);
  }
}

const std::string kCardData =
    "450b303038"
    "20251226"
    "20301231"
    "46029901";

TEST_CASE("reads_the_free_data_of_a_licence_card") {
  const auto read = parse_licence_card_data(octets(kCardData));
  REQUIRE(read);
  CHECK(std::string(read->version.begin(), read->version.end()) == "008");
  CHECK(read->issued == day(2025, 12, 26));
  CHECK(read->expires == day(2030, 12, 31));
  CHECK(read->manufacturer == 0x99);
  CHECK(read->cipher == 0x01);
}

TEST_CASE("refuses_card_data_of_another_form") {
  const auto refuses = [](std::string hex) { CHECK_FALSE(parse_licence_card_data(octets(hex))); };
  refuses("");
  refuses(kCardData.substr(0, 32));
  refuses(kCardData + "ff");
  refuses("44" + kCardData.substr(2));
  refuses("450a" + kCardData.substr(4));
  refuses("450b303a38" + kCardData.substr(10));
  refuses(
      "450b303038"
      "20251326"
      "20301231"
      "46029901");
  refuses(
      "450b303038"
      "2025122a"
      "20301231"
      "46029901");
  refuses(
      "450b303038"
      "20251226"
      "20300230"
      "46029901");
  refuses(
      "450b303038"
      "20251226"
      "20301231"
      "47029901");
  refuses(
      "450b303038"
      "20251226"
      "20301231"
      "46019901");
}

TEST_CASE("takes_no_guess_whether_PINs_are_set") {
  CHECK(parse_pins_are_set(octets("050101"), 0x05).value());
  CHECK_FALSE(parse_pins_are_set(octets("050100"), 0x05).value());
  CHECK(parse_pins_are_set(octets("c10101"), 0xC1).value());
  for (const auto* other : {"050102", "0501ff", "c10101", "050201", "0501", "05010101", ""}) {
    CAPTURE(other);
    CHECK_FALSE(parse_pins_are_set(octets(other), 0x05));
  }
}

Bytes item(std::uint8_t tag, ByteView value) {
  Bytes object{tag, static_cast<std::uint8_t>(value.size())};
  base::append(object, value);
  return object;
}

Bytes sample_items() {
  Bytes file = item(0x11, text("1"));
  base::append(file, item(0x12, octets("382b4b5c2121fff1")));
  base::append(file, item(0x13, octets("2459245b2473")));
  base::append(file, item(0x14, {}));
  base::append(file, item(0x15, octets("382b4b5c")));
  base::append(file, item(0x16, text("3550217")));
  Bytes address{0x17, 0x82, 0x00, 0x04};  // a length in two octets
  base::append(address, octets("386c2121"));
  base::append(file, address);
  base::append(file, item(0x18, text("5070104")));
  base::append(file, item(0x19, text("00001")));
  base::append(file, item(0x1A, octets("4d25")));
  base::append(file, item(0x1B, text("5120317")));
  base::append(file, item(0x1C, octets("3463")));
  for (std::uint8_t tag = 0x1D; tag <= 0x1F; ++tag) base::append(file, item(tag, {}));
  base::append(file, item(0x20, octets("386c")));
  base::append(file, item(0x21, text("999900000010")));
  for (std::uint8_t tag = 0x22; tag <= 0x33; ++tag) {
    base::append(file, item(tag, text(tag == 0x26 ? "4200505" : "0000000")));
  }
  file.resize(880, 0xFF);
  return file;
}

TEST_CASE("reads_the_items_of_a_licence") {
  const auto items = parse_licence_items(sample_items());
  REQUIRE(items);
  CHECK(hex_of(items->name.euc_jp) == "b8abcbdca1a1a2ae");
  REQUIRE(items->name.missing.size() == 1);
  CHECK(items->name.missing[0].index == 3);
  CHECK(items->alias.empty());
  CHECK(items->birth_date == day(1980, 2, 17));
  CHECK(hex_of(items->address.euc_jp) == "b8eca1a1");
  CHECK(items->issued == day(2025, 1, 4));
  CHECK(items->expires == day(2030, 3, 17));
  CHECK(items->reference.reveal_text() == "00001");
  CHECK_FALSE(items->conditions[0].empty());
  CHECK(items->conditions[3].empty());  // tag 1F, one octet although BER would read two
  CHECK(items->number.reveal_text() == "999900000010");
  REQUIRE(items->classes.size() == 1);
  CHECK(items->classes[0].licence_class == LicenceClass::ordinary);
  CHECK(items->classes[0].acquired == day(2008, 5, 5));
  CHECK(items->unknown_tags.empty());
}

TEST_CASE("names_the_classes_by_their_tags") {
  CHECK(id_text(LicenceClass::motorcycle_small_special_moped) == "motorcycle-small-special-moped");
  CHECK(id_text(LicenceClass::ordinary) == "ordinary");
  CHECK(id_text(LicenceClass::semi_medium) == "semi-medium");
  CHECK(static_cast<int>(LicenceClass::semi_medium) == 0x33 - 0x22);
  CHECK(static_cast<int>(LicenceClass::moped) == 0x2B - 0x22);
}

TEST_CASE("reports_tags_that_nobody_has_explained") {
  Bytes file = item(0x12, octets("382b"));
  base::append(file, item(0x34, text("x")));
  base::append(file, item(0x40, {}));
  const auto items = parse_licence_items(file);
  REQUIRE(items);
  CHECK(items->unknown_tags == std::vector<std::uint16_t>{0x34, 0x40});
}

TEST_CASE("refuses_items_that_are_not_what_they_should_be") {
  const auto refused = [](const Bytes& file, std::uint32_t at) {
    check_failure(parse_licence_items(file), malformed(at));
  };
  refused(item(0x12, octets("382b4b")), 4);
  refused(item(0x16, text("3550230")), 2);
  refused(item(0x16, text("355021")), 2);
  refused(item(0x21, text("99990000001")), 2);
  refused(item(0x26, text("0000001")), 2);
  refused(octets("1203382b"), 0);
  refused(octets("12"), 0);
  refused(octets("1280382b"), 0);
  refused(octets("128300000238"), 0);
  Bytes twice = item(0x19, text("1"));
  base::append(twice, item(0x19, text("2")));
  refused(twice, 3);
}

TEST_CASE("finds_where_items_end_and_their_filler_begins") {
  const auto file = sample_items();
  const auto whole = licence_extent(file);
  REQUIRE(whole);
  CHECK(file[*whole] == 0xFF);
  CHECK(file[*whole - 1] == '0');
  for (std::size_t size = 0; size <= *whole; ++size) {
    CAPTURE(size);
    CHECK_FALSE(licence_extent(ByteView(file).first(size)));
  }
  CHECK(licence_extent(octets("ffff")) == 0);
  CHECK(licence_extent(octets("128000000000")) == 6);  // no length: nothing more is worth reading
}

TEST_CASE("reads_a_picture_and_a_domicile_whose_tags_are_not_established") {
  const auto photo = parse_licence_photo(tlv(0x5F40, Bytes(300, 0x0A)));
  REQUIRE(photo);
  CHECK(photo->reveal().size() == 300);
  CHECK_FALSE(parse_licence_photo(tlv(0x5F40, Bytes{})));
  CHECK_FALSE(parse_licence_photo(tlv(0x41, Bytes(3, 0x0A))));
  CHECK_FALSE(parse_licence_photo({}));
  Bytes domicile = tlv(0x41, octets("382b4b5c"));
  base::append(domicile, Bytes(20, 0xFF));
  const auto read = parse_licence_domicile(domicile);
  REQUIRE(read);
  CHECK(hex_of(read->euc_jp) == "b8abcbdc");
  CHECK(first_object_extent(domicile) == 6);
  CHECK(first_object_extent(octets("5f40")) == std::nullopt);
  CHECK(first_object_extent(octets("5f4082")) == std::nullopt);
  CHECK(first_object_extent(octets("5f408207d0")) == 2005);
}

TEST_CASE("takes_of_a_licence_on_a_My_Number_Card_what_is_known_and_hands_on_the_rest") {
  Bytes file = tlv(0xC2, text("0"));
  base::append(file, tlv(0xC3, octets("20260101")));
  base::append(file, tlv(0xC5, text("5120317")));
  base::append(file, tlv(0xDF6B, text("?")));
  const auto items = parse_my_number_licence(file);
  REQUIRE(items);
  CHECK(items->expires == day(2030, 3, 17));
  REQUIRE(items->others.size() == 3);
  CHECK(items->others[0].tag == 0xC2);
  CHECK(items->others[2].tag == 0xDF6B);
  CHECK(items->others[2].value.reveal_text() == "?");
  CHECK_FALSE(objects_extent(file));
  Bytes filled = file;
  base::append(filled, Bytes(9, 0x00));
  CHECK(objects_extent(filled) == file.size());
  CHECK(parse_my_number_licence(filled)->others.size() == 3);
}

TEST_CASE("refuses_objects_of_a_licence_on_a_My_Number_Card_that_are_none") {
  check_failure(parse_my_number_licence(octets("c20230")), malformed(3));
  check_failure(parse_my_number_licence(tlv(0xC5, text("5120231"))), malformed(0));
  for (const std::uint16_t tag : std::initializer_list<std::uint16_t>{0xC2, 0xC5}) {
    Bytes twice = tlv(tag, text("5120317"));
    base::append(twice, tlv(tag, text("5120317")));
    check_failure(parse_my_number_licence(twice), malformed(9));
  }
}

TEST_CASE("reads_no_octets_into_a_licence_that_are_not_there") {
  const auto file = sample_items();
  for (std::size_t size = 0; size < 400; ++size) {
    static_cast<void>(parse_licence_items(ByteView(file).first(size)));
    for (const std::uint8_t change :
         std::initializer_list<std::uint8_t>{0x00, 0x01, 0x7F, 0x80, 0x82, 0xFF}) {
      Bytes altered = file;
      altered[size] = change;
      static_cast<void>(parse_licence_items(altered));
      static_cast<void>(licence_extent(altered));
      static_cast<void>(parse_my_number_licence(altered));
      static_cast<void>(objects_extent(altered));
    }
  }  // the sanitizers of the debug build watch
}

}  // namespace
}  // namespace kazashi::card
