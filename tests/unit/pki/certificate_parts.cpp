#include "unit/pki/certificate_parts.h"

#include "base/hex.h"

namespace kazashi::pki {

using base::Bytes;

Bytes tlv(der::Tag tag, std::initializer_list<Bytes> parts) {
  Bytes content;
  for (const Bytes& part : parts) base::append(content, part);
  Bytes value{tag};
  if (content.size() >= 0x80) {
    value.push_back(content.size() > 0xFF ? 0x82 : 0x81);
    if (content.size() > 0xFF) value.push_back(static_cast<std::uint8_t>(content.size() >> 8));
  }
  value.push_back(static_cast<std::uint8_t>(content.size()));
  base::append(value, content);
  return value;
}

Bytes text(der::Tag tag, std::string_view content) {
  return tlv(tag, {base::to_bytes(base::as_bytes(content))});
}

Bytes hex(std::string_view digits) { return base::from_hex(digits).value(); }

Bytes name_of(std::string_view organisation) {
  const Bytes attribute = tlv(der::kSequence, {hex("060355040A"), text(der::kUtf8String, organisation)});
  return tlv(der::kSequence, {tlv(der::kSet, {attribute})});
}

Bytes extension(std::uint8_t oid, bool critical, const Bytes& value) {
  Bytes identifier = hex("0603551D");
  identifier.push_back(oid);
  return tlv(der::kSequence,
             {identifier, critical ? hex("0101FF") : Bytes(), tlv(der::kOctetString, {value})});
}

CertificateParts::CertificateParts()
    : version(hex("A003020102")),
      serial(hex("02020539")),
      inner_algorithm(hex("300D06092A864886F70D01010B0500")),
      issuer(name_of("Issuer")),
      validity(
          tlv(der::kSequence, {text(der::kUtcTime, "250101000000Z"), text(der::kUtcTime, "300101000000Z")})),
      subject(name_of("Subject")),
      public_key(hex("301A300D06092A864886F70D01010105000309003006020111020103")),
      extensions({extension(0x0F, true, hex("03020780"))}),
      outer_algorithm(inner_algorithm),
      signature(hex("030300ABCD")) {}

Bytes CertificateParts::build() const {
  Bytes list;
  for (const Bytes& entry : extensions) base::append(list, entry);
  const Bytes to_be_signed = tlv(
      der::kSequence, {version, serial, inner_algorithm, issuer, validity, subject, public_key,
                       before_extensions, tlv(der::context_constructed(3), {tlv(der::kSequence, {list})})});
  return tlv(der::kSequence, {to_be_signed, outer_algorithm, signature});
}

}  // namespace kazashi::pki
