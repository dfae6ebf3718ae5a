#include "pki/person_claims.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/utf8.h"
#include "der/oid.h"
#include "der/reader.h"

namespace kazashi::pki {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;
using std::chrono::year;

constexpr std::uint32_t kEndEntity = 0;

enum class Item : std::uint8_t { name, name_flags, sex, birth_date, address, address_flags };

// in the order of Item
constexpr std::array kItems = {
    der::oid("1.2.392.200149.8.5.5.1"), der::oid("1.2.392.200149.8.5.5.2"),
    der::oid("1.2.392.200149.8.5.5.3"), der::oid("1.2.392.200149.8.5.5.4"),
    der::oid("1.2.392.200149.8.5.5.5"), der::oid("1.2.392.200149.8.5.5.6"),
};

using Texts = std::array<std::optional<std::string_view>, kItems.size()>;

/// Of texts that are complete.
std::string_view text_of(const Texts& texts, Item item) { return *texts[static_cast<std::size_t>(item)]; }

// First and last day. The day on which Taisho and Showa began was the last of the era before, too; Heisei and
// Reiwa began on the day after. Meiji counts from the day it was made to begin on.
struct EraDays {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
};
constexpr std::array kEraDays = {
    EraDays{year{1868} / 1 / 25, year{1912} / 7 / 30}, EraDays{year{1912} / 7 / 30, year{1926} / 12 / 25},
    EraDays{year{1926} / 12 / 25, year{1989} / 1 / 7}, EraDays{year{1989} / 1 / 8, year{2019} / 4 / 30},
    EraDays{year{2019} / 5 / 1, year{9999} / 12 / 31},
};

std::unexpected<base::Failure> malformed() {
  return fail(FailureCode::certificate_person_malformed, kEndEntity);
}

/// The UTF8String inside an otherName.
Result<std::string_view> read_value(der::Reader& fields) {
  KAZASHI_TRY(tagged, fields.enter(der::context_constructed(0)));
  KAZASHI_CHECK(fields.finish());
  KAZASHI_TRY(value, tagged.read(der::kUtf8String));
  KAZASHI_CHECK(tagged.finish());
  return base::as_text(value.content);
}

Result<void> read_other_name(der::Reader fields, Texts& texts) {
  KAZASHI_TRY(type, fields.read_oid());
  const auto item = std::ranges::find_if(kItems, [&type](const der::Oid& known) { return known == type; });
  if (item == kItems.end()) return {};
  auto& text = texts[static_cast<std::size_t>(item - kItems.begin())];
  if (text) return malformed();
  KAZASHI_TRY(value, read_value(fields));
  text = value;
  return {};
}

/// Aliases `certificate`.
Result<Texts> read_texts(const Certificate& certificate) {
  constexpr der::Tag kOtherName = der::context_constructed(0);
  Texts texts;
  if (!certificate.subject_alt_name) return fail(FailureCode::certificate_person_missing, kEndEntity);
  der::Reader input(*certificate.subject_alt_name);
  KAZASHI_TRY(names, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  while (!names.at_end()) {
    KAZASHI_TRY(name, names.read_any());
    if (name.tag != kOtherName) continue;
    KAZASHI_TRY(fields, names.inside(name));
    KAZASHI_CHECK(read_other_name(fields, texts));
  }
  const bool complete = std::ranges::all_of(texts, [](const auto& text) { return text.has_value(); });
  if (!complete) return fail(FailureCode::certificate_person_missing, kEndEntity);
  return texts;
}

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }

/// How many. Of UTF-8 that was checked: every octet but those that follow a first one.
std::ptrdiff_t characters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; });
}

Result<FlaggedText> flagged(std::string_view text, std::string_view flags) {
  const bool readable = !text.empty() && base::is_utf8(text) && std::ranges::none_of(text, is_control);
  const bool flags_only = flags.find_first_not_of("01") == std::string_view::npos;
  if (!readable || !flags_only || characters(text) != std::ssize(flags)) return malformed();
  return FlaggedText{.text = std::string(text), .flags = std::string(flags)};
}

Result<Sex> sex_of(std::string_view code) {
  if (code == "1") return Sex::male;
  if (code == "2") return Sex::female;
  if (code == "3" || code == "9") return Sex::other;
  return malformed();
}

struct BirthDate {
  base::CivilDate date;
  Era era;
};

std::optional<BirthDate> birth_date_of(std::string_view text) {
  if (text.size() != 9 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::string dashed(text.substr(1));
  dashed.insert(6, 1, '-').insert(4, 1, '-');
  const auto date = base::parse_date(dashed);
  const auto era = static_cast<std::size_t>(text[0] - '0');
  if (!date || era > kEraDays.size()) return std::nullopt;
  if (era == 0) return BirthDate{.date = *date, .era = Era::unknown};
  const auto& [first, last] = kEraDays[era - 1];
  const std::chrono::sys_days day{*date};
  if (day < first || day > last) return std::nullopt;
  return BirthDate{.date = *date, .era = static_cast<Era>(era)};
}

}  // namespace

Result<PersonClaims> read_person_claims(const Certificate& certificate) {
  KAZASHI_TRY(texts, read_texts(certificate));
  KAZASHI_TRY(name, flagged(text_of(texts, Item::name), text_of(texts, Item::name_flags)));
  KAZASHI_TRY(address, flagged(text_of(texts, Item::address), text_of(texts, Item::address_flags)));
  KAZASHI_TRY(sex, sex_of(text_of(texts, Item::sex)));
  const auto birth_date = birth_date_of(text_of(texts, Item::birth_date));
  if (!birth_date) return fail(FailureCode::certificate_birth_date_malformed, kEndEntity);
  return PersonClaims{.name = std::move(name),
                      .address = std::move(address),
                      .sex = sex,
                      .birth_date = birth_date->date,
                      .era = birth_date->era};
}

}  // namespace kazashi::pki
