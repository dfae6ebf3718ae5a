#include "revocation/ocsp.h"

#include <algorithm>
#include <array>

#include "crypto/hasher.h"
#include "crypto/signed_digest.h"
#include "der/oid.h"
#include "der/reader.h"
#include "revocation/extension_list.h"
#include "revocation/general_certificate.h"
#include "revocation/general_time.h"
#include "revocation/name_key.h"

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr der::Tag kEnumerated = 0x0A;
constexpr auto kBasicResponse = der::oid("1.3.6.1.5.5.7.48.1.1");
constexpr auto kNonce = der::oid("1.3.6.1.5.5.7.48.1.2");
/// Certificate transparency's list: it tells nothing about a status, so it may be critical and passed over.
constexpr auto kTimestamps = der::oid("1.3.6.1.4.1.11129.2.4.5");
constexpr auto kOcspSigning = der::oid("1.3.6.1.5.5.7.3.9");
constexpr auto kSigningBits = static_cast<std::uint16_t>(pki::kDigitalSignature | pki::kNonRepudiation);

struct KnownHash {
  der::Oid oid;
  crypto::Hash hash;
};
constexpr std::array kHashes = {KnownHash{der::oid("1.3.14.3.2.26"), crypto::Hash::sha1},
                                KnownHash{der::oid("2.16.840.1.101.3.4.2.1"), crypto::Hash::sha256},
                                KnownHash{der::oid("2.16.840.1.101.3.4.2.2"), crypto::Hash::sha384},
                                KnownHash{der::oid("2.16.840.1.101.3.4.2.3"), crypto::Hash::sha512}};

std::unexpected<base::Failure> broken(FailureCode code, std::size_t offset) {
  return fail(code, static_cast<std::uint32_t>(offset));
}

Result<crypto::Hash> read_hash(der::Reader& fields) {
  KAZASHI_TRY(algorithm, fields.enter(der::kSequence));
  const std::size_t place = algorithm.offset();
  KAZASHI_TRY(oid, algorithm.read_oid());
  if (!algorithm.at_end()) {
    KAZASHI_TRY(null, algorithm.read(0x05));
    if (!null.content.empty()) return broken(FailureCode::der_bad_value, place);
  }
  KAZASHI_CHECK(algorithm.finish());
  const auto known = std::ranges::find_if(kHashes, [&](const KnownHash& entry) { return entry.oid == oid; });
  if (known == kHashes.end()) return fail(FailureCode::ocsp_unsupported);
  return known->hash;
}

Result<void> read_certificate_id(der::Reader fields, OcspSingle& single) {
  KAZASHI_TRY(hash, read_hash(fields));
  single.hash = hash;
  KAZASHI_TRY(name, fields.read_octet_string());
  single.issuer_name_hash = base::to_bytes(name);
  KAZASHI_TRY(key, fields.read_octet_string());
  single.issuer_key_hash = base::to_bytes(key);
  KAZASHI_TRY(serial, fields.read_integer());
  single.serial = base::to_bytes(serial);
  return fields.finish();
}

Result<void> read_revoked(der::Reader fields, OcspSingle& single) {
  KAZASHI_TRY(time, read_generalized_time(fields));
  single.revoked_at = time;
  KAZASHI_TRY(explicit_reason, fields.enter_optional(der::context_constructed(0)));
  if (explicit_reason) {
    KAZASHI_TRY(reason, explicit_reason->read(kEnumerated));
    KAZASHI_CHECK(explicit_reason->finish());
    const bool known = reason.content.size() == 1 && reason.content[0] <= 10 && reason.content[0] != 7;
    if (!known) return broken(FailureCode::der_bad_value, reason.content_offset);
    single.reason = static_cast<Reason>(reason.content[0]);
  }
  return fields.finish();
}

Result<void> read_status(der::Reader& fields, OcspSingle& single) {
  const std::size_t place = fields.offset();
  KAZASHI_TRY(status, fields.read_any());
  if (status.tag == der::context_constructed(1)) {
    single.status = Status::revoked;
    KAZASHI_TRY(inside, fields.inside(status));
    return read_revoked(inside, single);
  }
  const bool good = status.tag == der::context_primitive(0);
  if (!good && status.tag != der::context_primitive(2)) return broken(FailureCode::der_bad_tag, place);
  if (!status.content.empty()) return broken(FailureCode::der_bad_value, place);
  single.status = good ? Status::good : Status::unknown;
  return {};
}

Result<OcspSingle> read_single(der::Reader fields) {
  OcspSingle single;
  KAZASHI_TRY(id, fields.enter(der::kSequence));
  KAZASHI_CHECK(read_certificate_id(id, single));
  KAZASHI_CHECK(read_status(fields, single));
  KAZASHI_TRY(this_update, read_generalized_time(fields));
  single.this_update = this_update;
  KAZASHI_TRY(next_update, fields.enter_optional(der::context_constructed(0)));
  if (next_update) {
    KAZASHI_TRY(time, read_generalized_time(*next_update));
    KAZASHI_CHECK(next_update->finish());
    single.next_update = time;
  }
  KAZASHI_TRY(explicit_extensions, fields.enter_optional(der::context_constructed(1)));
  if (explicit_extensions) {
    KAZASHI_TRY(extensions, explicit_extensions->enter(der::kSequence));
    KAZASHI_CHECK(explicit_extensions->finish());
    KAZASHI_CHECK(for_each_extension(extensions, FailureCode::ocsp_malformed,
                                     [](ByteView oid, bool critical, const der::Reader&) -> Result<void> {
                                       if (critical && !(kTimestamps == oid))
                                         return fail(FailureCode::ocsp_unsupported);
                                       return {};
                                     }));
  }
  KAZASHI_CHECK(fields.finish());
  return single;
}

Result<void> read_responder(der::Reader& fields, OcspResponse& response) {
  KAZASHI_TRY(name, fields.enter_optional(der::context_constructed(1)));
  if (name) {
    KAZASHI_TRY(element, name->read(der::kSequence));
    response.responder_name = base::to_bytes(element.encoding);
    return name->finish();
  }
  KAZASHI_TRY(key, fields.enter(der::context_constructed(2)));
  KAZASHI_TRY(hash, key.read_octet_string());
  response.responder_key_hash = base::to_bytes(hash);
  return key.finish();
}

Result<void> read_response_extensions(der::Reader extensions, OcspResponse& response) {
  return for_each_extension(extensions, FailureCode::ocsp_malformed,
                            [&response](ByteView oid, bool critical, der::Reader value) -> Result<void> {
                              if (kNonce == oid) {
                                KAZASHI_TRY(nonce, value.read_octet_string());
                                response.nonce = base::to_bytes(nonce);
                                return value.finish();
                              }
                              if (critical) return fail(FailureCode::ocsp_unsupported);
                              return {};
                            });
}

Result<void> read_response_data(der::Reader fields, OcspResponse& response) {
  // Version 1 is the default and therefore not written (X.690 section 11.5), and there is no other.
  KAZASHI_CHECK(read_responder(fields, response));
  KAZASHI_TRY(produced_at, read_generalized_time(fields));
  response.produced_at = produced_at;
  KAZASHI_TRY(singles, fields.enter(der::kSequence));
  while (!singles.at_end()) {
    KAZASHI_TRY(inside, singles.enter(der::kSequence));
    KAZASHI_TRY(single, read_single(inside));
    response.singles.push_back(std::move(single));
  }
  KAZASHI_TRY(explicit_extensions, fields.enter_optional(der::context_constructed(1)));
  if (explicit_extensions) {
    KAZASHI_TRY(extensions, explicit_extensions->enter(der::kSequence));
    KAZASHI_CHECK(explicit_extensions->finish());
    KAZASHI_CHECK(read_response_extensions(extensions, response));
  }
  return fields.finish();
}

Result<OcspResponse> read_basic_response(der::Reader fields) {
  OcspResponse response;
  KAZASHI_TRY(data, fields.read(der::kSequence));
  response.signed_octets = base::to_bytes(data.encoding);
  KAZASHI_TRY(inside, fields.inside(data));
  KAZASHI_CHECK(read_response_data(inside, response));
  KAZASHI_TRY(algorithm, fields.read(der::kSequence));
  KAZASHI_TRY(parameters, crypto::read_signature_algorithm(algorithm.encoding));
  response.algorithm = parameters;
  const std::size_t place = fields.offset();
  KAZASHI_TRY(signature, fields.read_bit_string());
  if (signature.unused_bits != 0) return broken(FailureCode::der_bad_value, place);
  response.signature = base::to_bytes(signature.octets);
  KAZASHI_TRY(explicit_certificates, fields.enter_optional(der::context_constructed(0)));
  if (explicit_certificates) {
    KAZASHI_TRY(certificates, explicit_certificates->enter(der::kSequence));
    KAZASHI_CHECK(explicit_certificates->finish());
    while (!certificates.at_end()) {
      KAZASHI_TRY(certificate, certificates.read(der::kSequence));
      response.certificates.push_back(base::to_bytes(certificate.encoding));
    }
  }
  KAZASHI_CHECK(fields.finish());
  return response;
}

/// The octets of the key itself, without its kind: what key hashes are made of.
Result<Bytes> key_octets(const pki::Certificate& certificate) {
  der::Reader input(certificate.public_key);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(fields.read(der::kSequence));
  KAZASHI_TRY(bits, fields.read_bit_string());
  return base::to_bytes(bits.octets);
}

bool is_responder(const OcspResponse& response, const pki::Certificate& candidate) {
  if (response.responder_name) {
    const auto named = name_key(*response.responder_name);
    const auto subject = name_key(candidate.subject.der);
    return named && subject && *named == *subject;
  }
  const auto key = key_octets(candidate);
  return key && crypto::digest(crypto::Hash::sha1, *key) == *response.responder_key_hash;
}

Result<void> verify_signature(const OcspResponse& response, const pki::Certificate& signer) {
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(signer.public_key));
  const Bytes digest = crypto::digest(response.algorithm.hash, response.signed_octets);
  if (!crypto::verify_digest(key, response.algorithm, digest, response.signature)) {
    return fail(FailureCode::ocsp_signature_invalid);
  }
  return {};
}

/// Section 4.2.2.2: issued by the issuer itself, for this purpose, valid now.
bool is_authorised(ByteView der, const pki::Certificate& delegate, const pki::Certificate& issuer,
                   const OcspRules& rules) {
  const auto issuer_name = name_key(delegate.issuer.der);
  const auto subject = name_key(issuer.subject.der);
  const bool fits = issuer_name && subject && *issuer_name == *subject && delegate.unknown_critical.empty() &&
                    delegate.extended_key_usage &&
                    delegate.extended_key_usage->contains(kOcspSigning.view()) &&
                    (!delegate.key_usage || (delegate.key_usage->bits & kSigningBits) != 0) &&
                    delegate.not_before <= rules.time && rules.time <= delegate.not_after;
  return fits && verify_issued(der, issuer, rules.sha1);
}

bool is_about(const OcspSingle& single, const pki::Certificate& issuer, ByteView issuer_name) {
  const auto key = key_octets(issuer);
  return key && crypto::digest(single.hash, issuer_name) == single.issuer_name_hash &&
         crypto::digest(single.hash, *key) == single.issuer_key_hash;
}

int badness(Status status) { return status == Status::revoked ? 2 : status == Status::unknown ? 1 : 0; }

}  // namespace

Result<OcspResponse> parse_ocsp(ByteView der) {
  if (der.size() > kMaxOcspSize) return broken(FailureCode::der_too_long, kMaxOcspSize);
  der::Reader input(der);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  const std::size_t place = fields.offset();
  KAZASHI_TRY(status, fields.read(kEnumerated));
  const bool known = status.content.size() == 1 && status.content[0] <= 6 && status.content[0] != 4;
  if (!known) return broken(FailureCode::ocsp_malformed, place);
  if (status.content[0] != 0) {
    KAZASHI_CHECK(fields.finish());
    return fail(FailureCode::ocsp_no_answer);
  }
  KAZASHI_TRY(explicit_bytes, fields.enter(der::context_constructed(0)));
  KAZASHI_CHECK(fields.finish());
  KAZASHI_TRY(bytes, explicit_bytes.enter(der::kSequence));
  KAZASHI_CHECK(explicit_bytes.finish());
  KAZASHI_TRY(kind, bytes.read_oid());
  if (!(kBasicResponse == kind)) return fail(FailureCode::ocsp_unsupported);
  KAZASHI_TRY(wrapped, bytes.read(der::kOctetString));
  KAZASHI_CHECK(bytes.finish());
  KAZASHI_TRY(inside, bytes.inside(wrapped));
  KAZASHI_TRY(basic, inside.enter(der::kSequence));
  KAZASHI_CHECK(inside.finish());
  return read_basic_response(basic);
}

Result<void> verify_ocsp(const OcspResponse& response, const pki::Certificate& issuer,
                         const OcspRules& rules) {
  if (rules.nonce && response.nonce != rules.nonce) return fail(FailureCode::ocsp_nonce_mismatch);
  if (response.algorithm.hash == crypto::Hash::sha1 && rules.sha1 == Sha1::refuse) {
    return fail(FailureCode::signature_algorithm_refused);
  }
  if (is_responder(response, issuer)) return verify_signature(response, issuer);
  // Four are more than a chain from a responder to its issuer has; each may cost a signature.
  for (const Bytes& der :
       std::span(response.certificates).first(std::min<std::size_t>(4, response.certificates.size()))) {
    const auto delegate = read_general_certificate(der);
    if (!delegate || !is_responder(response, *delegate)) continue;
    if (!is_authorised(der, *delegate, issuer, rules)) continue;
    return verify_signature(response, *delegate);
  }
  return fail(FailureCode::ocsp_responder_refused);
}

Result<void> check_ocsp_issuer(const OcspResponse& response, const pki::Certificate& issuer) {
  const bool all =
      !response.singles.empty() && std::ranges::all_of(response.singles, [&](const OcspSingle& single) {
        return is_about(single, issuer, issuer.subject.der);
      });
  if (!all) return fail(FailureCode::ocsp_other_certificate);
  return {};
}

Result<ProvenStatus> ocsp_status(const OcspResponse& response, const pki::Certificate& certificate,
                                 const pki::Certificate& issuer, const OcspRules& rules) {
  KAZASHI_CHECK(verify_ocsp(response, issuer, rules));
  const OcspSingle* worst = nullptr;
  for (const OcspSingle& single : response.singles) {
    const bool about =
        single.serial == certificate.serial && is_about(single, issuer, certificate.issuer.der);
    if (about && (worst == nullptr || badness(single.status) > badness(worst->status))) worst = &single;
  }
  if (worst == nullptr) return fail(FailureCode::ocsp_other_certificate);
  const bool timely = worst->next_update.value_or(worst->this_update) >= worst->this_update &&
                      worst->this_update <= rules.time && response.produced_at >= certificate.not_before;
  if (!timely) return fail(FailureCode::ocsp_times_invalid);
  return ProvenStatus{.status = worst->status,
                      .source = {.name = "ocsp",
                                 .this_update = worst->this_update,
                                 .next_update = worst->next_update,
                                 .issuer = {},
                                 .issuing_distribution_point = {}},
                      .revoked_at = worst->revoked_at,
                      .reason = worst->reason};
}

}  // namespace kazashi::revocation
