#include "unit/crypto/made_certificates.h"

#include "crypto/digest.h"
#include "der/oid.h"
#include "der/writer.h"

namespace kazashi::crypto {
namespace {

using base::Bytes;
using base::ByteView;

constexpr auto kEcdsaWithSha256 = der::oid("1.2.840.10045.4.3.2");
constexpr std::uint8_t kTrue[] = {0xFF};

Bytes joined(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) base::append(all, part);
  return all;
}

Bytes sequence(const std::vector<Bytes>& parts) { return der::write(der::kSequence, joined(parts)); }

Bytes algorithm() { return sequence({der::write_oid(kEcdsaWithSha256)}); }

Bytes name(const std::string& common_name) {
  const Bytes attribute = sequence(
      {der::write_oid(der::oid("2.5.4.3")), der::write(der::kUtf8String, base::as_bytes(common_name))});
  return sequence({der::write_set_of({attribute})});
}

Bytes key_identifier(const TestKey& key) {
  const Sha256 digest = sha256(key.spki);
  return {digest.begin(), digest.begin() + 20};
}

Bytes signed_object(const Bytes& to_be_signed, const TestKey& key) {
  Bytes bits{0};
  base::append(bits, sign(key, "SHA256", to_be_signed));
  return sequence({to_be_signed, algorithm(), der::write(der::kBitString, bits)});
}

Bytes subject_key_identifier(const TestKey& key) {
  return make_extension(der::oid("2.5.29.14").view(), false,
                        der::write(der::kOctetString, key_identifier(key)));
}

Bytes authority_key_identifier(const TestKey& key) {
  const Bytes identifier = der::write(der::context_primitive(0), key_identifier(key));
  return make_extension(der::oid("2.5.29.35").view(), false, sequence({identifier}));
}

Bytes basic_constraints(std::optional<std::uint32_t> path_length) {
  std::vector<Bytes> fields = {der::write(der::kBoolean, kTrue)};
  if (path_length) fields.push_back(der::write_integer(*path_length));
  return make_extension(der::oid("2.5.29.19").view(), true, sequence(fields));
}

Bytes extensions_of(const CertificatePlan& plan) {
  std::vector<Bytes> extensions = {subject_key_identifier(plan.key),
                                   authority_key_identifier(plan.issuer_key)};
  if (plan.authority) extensions.push_back(basic_constraints(plan.path_length));
  if (plan.host) {
    const Bytes host = der::write(der::context_primitive(2), *plan.host);
    extensions.push_back(make_extension(der::oid("2.5.29.17").view(), false, sequence({host})));
  }
  extensions.insert(extensions.end(), plan.extensions.begin(), plan.extensions.end());
  return der::write(der::context_constructed(3), sequence(extensions));
}

}  // namespace

Bytes make_extension(ByteView oid, bool critical, ByteView value) {
  std::vector<Bytes> fields = {der::write(der::kObjectIdentifier, oid)};
  if (critical) fields.push_back(der::write(der::kBoolean, kTrue));
  fields.push_back(der::write(der::kOctetString, value));
  return sequence(fields);
}

Bytes make_certificate(const CertificatePlan& plan) {
  const Bytes version = der::write(der::context_constructed(0), der::write_integer(2));
  const Bytes validity = sequence({der::write_time(plan.not_before), der::write_time(plan.not_after)});
  return signed_object(sequence({version, der::write_integer(plan.serial), algorithm(), name(plan.issuer),
                                 validity, name(plan.subject), plan.key.spki, extensions_of(plan)}),
                       plan.issuer_key);
}

Bytes make_name(const std::string& common_name) { return name(common_name); }

Bytes make_crl(const CrlPlan& plan) {
  std::vector<Bytes> entries;
  entries.reserve(plan.revoked.size());
  for (const std::uint32_t serial : plan.revoked) {
    std::vector<Bytes> entry = {der::write_integer(serial), der::write_time(plan.this_update)};
    if (plan.entry_extension) entry.push_back(sequence({*plan.entry_extension}));
    entries.push_back(sequence(entry));
  }
  std::vector<Bytes> extensions = {authority_key_identifier(plan.issuer_key)};
  if (plan.numbered) {
    extensions.push_back(make_extension(der::oid("2.5.29.20").view(), false, der::write_integer(1)));
  }
  extensions.insert(extensions.end(), plan.extensions.begin(), plan.extensions.end());
  std::vector<Bytes> fields = {der::write_integer(1), algorithm(), name(plan.issuer),
                               der::write_time(plan.this_update), der::write_time(plan.next_update)};
  if (!entries.empty()) fields.push_back(sequence(entries));
  fields.push_back(der::write(der::context_constructed(0), sequence(extensions)));
  return signed_object(sequence(fields), plan.issuer_key);
}

}  // namespace kazashi::crypto
