#include "pki/name.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"
#include "der/oid.h"

namespace kazashi::pki {
namespace {

using base::FailureCode;
using base::Result;

constexpr auto kOrganisation = der::oid("2.5.4.10");

struct AttributeLabel {
  der::Oid type;
  std::string_view label;
};
constexpr std::array kLabels = {
    AttributeLabel{der::oid("2.5.4.3"), "CN"}, AttributeLabel{der::oid("2.5.4.5"), "serialNumber"},
    AttributeLabel{der::oid("2.5.4.6"), "C"},  AttributeLabel{der::oid("2.5.4.7"), "L"},
    AttributeLabel{der::oid("2.5.4.8"), "ST"}, AttributeLabel{kOrganisation, "O"},
    AttributeLabel{der::oid("2.5.4.11"), "OU"}};

constexpr std::array<std::string_view, 2> kTestOrganisations = {"JPKI-TEST", "KAZASHI-TEST"};

/// X.680 section 41.4.
bool is_printable(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(" '()+,-./:=?").contains(c);
}

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }

bool fits(der::Tag tag, std::string_view text) {
  switch (tag) {
    case der::kPrintableString:
      return std::ranges::all_of(text, is_printable);
    case der::kIa5String:
      return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
    default:
      return base::is_utf8(text) && std::ranges::none_of(text, is_control);
  }
}

/// Reads what is inside an AttributeTypeAndValue.
Result<NameAttribute> read_attribute(der::Reader attribute) {
  KAZASHI_TRY(type, attribute.read_oid());
  const std::size_t place = attribute.offset();
  KAZASHI_TRY(value, attribute.read_any());
  KAZASHI_CHECK(attribute.finish());
  if (value.tag != der::kPrintableString && value.tag != der::kUtf8String && value.tag != der::kIa5String) {
    return base::fail(FailureCode::der_bad_tag, static_cast<std::uint32_t>(place));
  }
  const std::string_view text = base::as_text(value.content);
  if (!fits(value.tag, text)) {
    return base::fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(value.content_offset));
  }
  return NameAttribute{.type = base::to_bytes(type), .value = std::string(text)};
}

/// Reads a RelativeDistinguishedName, a SET OF: in the order of the encodings (X.690 section 11.6), none
/// there twice.
Result<void> read_relative_name(der::Reader set, Name& name) {
  base::ByteView previous;
  do {  // at least one (RFC 5280 section 4.1.2.4)
    KAZASHI_TRY(member, set.read(der::kSequence));
    if (!std::ranges::lexicographical_compare(previous, member.encoding)) {
      return base::fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(member.content_offset));
    }
    previous = member.encoding;
    KAZASHI_TRY(inside, set.inside(member));
    KAZASHI_TRY(attribute, read_attribute(inside));
    name.attributes.push_back(std::move(attribute));
  } while (!set.at_end());
  return {};
}

}  // namespace

Result<Name> read_name(der::Reader& reader) {
  KAZASHI_TRY(sequence, reader.read(der::kSequence));
  Name name{.der = base::to_bytes(sequence.encoding), .attributes = {}};
  KAZASHI_TRY(relative_names, reader.inside(sequence));
  while (!relative_names.at_end()) {
    KAZASHI_TRY(set, relative_names.enter(der::kSet));
    KAZASHI_CHECK(read_relative_name(set, name));
  }
  return name;
}

std::string name_text(const Name& name) {
  std::string text;
  for (const NameAttribute& attribute : name.attributes) {
    const auto known = std::ranges::find_if(
        kLabels, [&](const AttributeLabel& entry) { return entry.type == attribute.type; });
    if (!text.empty()) text += ", ";
    text += known == kLabels.end() ? std::string_view("?") : known->label;
    text += '=';
    text += attribute.value;
  }
  return text;
}

bool names_test_authority(const Name& name) {
  return std::ranges::any_of(name.attributes, [](const NameAttribute& attribute) {
    return kOrganisation == attribute.type &&
           std::ranges::find(kTestOrganisations, attribute.value) != kTestOrganisations.end();
  });
}

}  // namespace kazashi::pki
