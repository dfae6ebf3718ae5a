#include "simulator/pki/profile.h"

#include <algorithm>
#include <bit>

#include "simulator/pki/der_writer.h"

namespace kazashi_simulator::pki {
namespace {

constexpr std::string_view kAgency = "Kazashi Agency for Synthetic Cards";
constexpr std::string_view kCps = "http://cps.example/kazashi-test.html";
constexpr std::string_view kOcsp = "http://ocsp.example/kazashi";

constexpr std::uint8_t kDirectoryName = 4;
constexpr std::uint8_t kUri = 6;

Bytes directory_name(const Name& name) { return der::context(kDirectoryName, encode_name(name)); }

Bytes uri(std::string_view text) { return der::context_primitive(kUri, Bytes(text.begin(), text.end())); }

Name japanese_authority() {
  return {{attribute::kCountry, "JP"},
          {attribute::kOrganization, "かざし試験認証"},
          {attribute::kUnit, "見本カード機構"}};
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Bytes other_name(std::string_view oid, std::string_view text) {
  Bytes content = der::object_identifier(oid);
  append(content, der::context(0, der::utf8_string(text)));
  return der::context(0, content);
}

}  // namespace

Name authority_name(std::string_view organization, Purpose purpose) {
  const std::string service =
      std::string(organization) +
      (purpose == Purpose::kAuthentication ? " for user authentication" : " for digital signature");
  return {{attribute::kCountry, "JP"},
          {attribute::kOrganization, std::string(organization)},
          {attribute::kUnit, service},
          {attribute::kUnit, std::string(kAgency)}};
}

Extension key_usage(unsigned bits, bool critical) {
  const auto unused = static_cast<std::uint8_t>(std::countr_zero(bits));
  return {"2.5.29.15", critical, der::bit_string(Bytes{low_byte(bits)}, unused)};
}

Extension basic_constraints_of_authority() {
  return {"2.5.29.19", true, der::sequence({der::boolean(true)})};
}

Extension subject_key_identifier(View identifier) {
  return {"2.5.29.14", false, der::octet_string(identifier)};
}

Extension authority_key_identifier(View identifier, const Name& issuer, View serial) {
  return {"2.5.29.35", false,
          der::sequence({der::context_primitive(0, identifier), der::context(1, directory_name(issuer)),
                         der::context_primitive(2, serial)})};
}

Extension client_authentication() {
  return {"2.5.29.37", false, der::sequence({der::object_identifier("1.3.6.1.5.5.7.3.2")})};
}

Extension policy(Purpose purpose, bool critical) {
  if (purpose == Purpose::kSignature) {
    return {"2.5.29.32", critical,
            der::sequence({der::sequence({der::object_identifier("1.2.392.200149.8.5.1.1.20")})})};
  }
  const Bytes qualifier = der::sequence({der::object_identifier("1.3.6.1.5.5.7.2.1"), der::ia5_string(kCps)});
  return {"2.5.29.32", critical,
          der::sequence({der::sequence(
              {der::object_identifier("1.2.392.200149.8.5.1.3.30"), der::sequence({qualifier})})})};
}

Extension japanese_subject_name() {
  return {"2.5.29.17", false, der::sequence({directory_name(japanese_authority())})};
}

Extension japanese_issuer_name() {
  return {"2.5.29.18", false, der::sequence({directory_name(japanese_authority())})};
}

Extension distribution_point(const Name& name) {
  const Bytes full_name = der::context(0, directory_name(name));
  return {"2.5.29.31", false, der::sequence({der::sequence({der::context(0, full_name)})})};
}

Extension ocsp_responder() {
  return {"1.3.6.1.5.5.7.1.1", false,
          der::sequence({der::sequence({der::object_identifier("1.3.6.1.5.5.7.48.1"), uri(kOcsp)})})};
}

Extension holder_attributes(const Holder& holder) {
  const std::string birth = era_digit(holder.birth) + to_compact(holder.birth);
  const std::string no_replaced_in_name(characters(holder.name), '0');
  const std::string no_replaced_in_address(characters(holder.address), '0');
  return {"2.5.29.17", false,
          der::sequence({other_name("1.2.392.200149.8.5.5.1", holder.name),
                         other_name("1.2.392.200149.8.5.5.4", birth),
                         other_name("1.2.392.200149.8.5.5.3", std::string_view(&holder.sex, 1)),
                         other_name("1.2.392.200149.8.5.5.5", holder.address),
                         other_name("1.2.392.200149.8.5.5.2", no_replaced_in_name),
                         other_name("1.2.392.200149.8.5.5.6", no_replaced_in_address)})};
}

}  // namespace kazashi_simulator::pki
