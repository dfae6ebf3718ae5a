#include "trust/office_tag.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "cose/cbor.h"
#include "crypto/path_validation.h"
#include "crypto/signature.h"
#include "pki/certificate.h"
#include "trust/envelope.h"

namespace kazashi::trust {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

// RFC 9052 sections 3.1 and 4.2, RFC 9053 section 2.1, RFC 9360 section 2
constexpr std::uint64_t kSign1Tag = 18;
constexpr std::int64_t kAlgorithmLabel = 1;
constexpr std::int64_t kChainLabel = 33;
constexpr std::int64_t kEs256 = -7;
constexpr std::int64_t kEs384 = -35;

/// The largest common tags hold 888 octets, the largest of all 32 KiB; a chain of three takes 3 KiB.
constexpr std::size_t kTagLimit = 8 * 1024;
constexpr std::size_t kChainLimit = 3;
constexpr std::size_t kOfficeLimit = 100;
constexpr std::size_t kOriginLimit = 200;
constexpr std::string_view kScheme = "https://";

/// A tag as read, not verified. Aliases the input.
struct Message {
  ByteView header;
  crypto::SignatureAlgorithm algorithm;
  std::vector<ByteView> chain;  ///< the office's certificate first
  ByteView payload;
  ByteView signature;
};

std::unexpected<base::Failure> malformed() { return fail(FailureCode::office_tag_malformed); }

/// One certificate as a byte string, several as an array.
Result<std::vector<ByteView>> read_chain(cose::CborReader& reader) {
  cose::CborReader single = reader;
  if (const auto certificate = single.read_bytes()) {
    reader = single;
    return std::vector{*certificate};
  }
  for (std::size_t count = 2; count <= kChainLimit; ++count) {
    cose::CborReader several = reader;
    if (!several.read_array(count)) continue;
    std::vector<ByteView> chain;
    for (std::size_t i = 0; i < count; ++i) {
      KAZASHI_TRY(certificate, several.read_bytes());
      chain.push_back(certificate);
    }
    reader = several;
    return chain;
  }
  return malformed();
}

Result<void> read_header(Message& message) {
  cose::CborReader reader(message.header);
  KAZASHI_CHECK(reader.read_map(2));
  KAZASHI_CHECK(reader.read_key(kAlgorithmLabel));
  KAZASHI_TRY(algorithm, reader.read_integer());
  if (algorithm != kEs256 && algorithm != kEs384) return fail(FailureCode::signature_algorithm_refused);
  message.algorithm = algorithm == kEs256 ? crypto::SignatureAlgorithm::ecdsa_p256_sha256
                                          : crypto::SignatureAlgorithm::ecdsa_p384_sha384;
  KAZASHI_CHECK(reader.read_key(kChainLabel));
  KAZASHI_TRY(chain, read_chain(reader));
  message.chain = std::move(chain);
  return reader.finish();
}

Result<Message> read_message(ByteView octets) {
  cose::CborReader reader(octets);
  Message message{};
  KAZASHI_CHECK(reader.read_tag(kSign1Tag));
  KAZASHI_CHECK(reader.read_array(4));
  KAZASHI_TRY(header, reader.read_bytes());
  KAZASHI_CHECK(reader.read_map(0));  // the unprotected header: nothing that nobody signed
  KAZASHI_TRY(payload, reader.read_bytes());
  KAZASHI_TRY(signature, reader.read_bytes());
  KAZASHI_CHECK(reader.finish());
  message.header = header;
  message.payload = payload;
  message.signature = signature;
  KAZASHI_CHECK(read_header(message));
  return message;
}

/// RFC 9052 section 4.4, without external data.
Result<void> verify(const Message& message, const pki::Certificate& office) {
  constexpr std::string_view kContext = "Signature1";
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(office.public_key));
  base::Bytes to_be_signed;
  const auto append = [&](cose::CborType type, ByteView content) {
    cose::append_cbor_head(to_be_signed, type, content.size());
    base::append(to_be_signed, content);
  };
  cose::append_cbor_head(to_be_signed, cose::CborType::array, 4);
  append(cose::CborType::text, base::as_bytes(kContext));
  append(cose::CborType::bytes, message.header);
  append(cose::CborType::bytes, {});
  append(cose::CborType::bytes, message.payload);
  return crypto::verify_signature(key, message.algorithm, to_be_signed, message.signature);
}

bool is_host(std::string_view host) {
  return !host.empty() && host.front() != '.' && host.front() != '-' && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 && port.front() != '0' &&
         std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
}

/// The host of an origin in the one form that browsers give it.
std::optional<std::string_view> host_of(std::string_view origin) {
  if (!origin.starts_with(kScheme) || origin.size() > kOriginLimit) return std::nullopt;
  origin.remove_prefix(kScheme.size());
  const auto colon = origin.find(':');
  const auto host = origin.substr(0, colon);
  if (!is_host(host) || (colon != std::string_view::npos && !is_port(origin.substr(colon + 1))))
    return std::nullopt;
  return host;
}

bool is_label(std::string_view text) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !text.empty() && text.size() <= kOfficeLimit && base::is_utf8(text) &&
         std::ranges::none_of(text, control);
}

/// The map's keys come in their deterministic order, shorter ones first.
Result<OfficeTag> read_content(ByteView content) {
  cose::CborReader reader(content);
  KAZASHI_CHECK(reader.read_map(5));
  KAZASHI_CHECK(reader.read_key("from"));
  KAZASHI_TRY(from_text, reader.read_text());
  KAZASHI_TRY(from, base::parse_utc(from_text));
  KAZASHI_CHECK(reader.read_key("until"));
  KAZASHI_TRY(until_text, reader.read_text());
  KAZASHI_TRY(until, base::parse_utc(until_text));
  KAZASHI_CHECK(reader.read_key("office"));
  KAZASHI_TRY(office, reader.read_text());
  KAZASHI_CHECK(reader.read_key("origin"));
  KAZASHI_TRY(origin, reader.read_text());
  KAZASHI_CHECK(reader.read_key("procedure"));
  KAZASHI_TRY(procedure, reader.read_text());
  KAZASHI_CHECK(reader.finish());
  if (!is_label(office) || !host_of(origin) || !is_id(procedure) || until < from) return malformed();
  return OfficeTag{.office = std::string(office),
                   .origin = std::string(origin),
                   .procedure = std::string(procedure),
                   .from = from,
                   .until = until,
                   .authority = {},
                   .subject = {}};
}

Result<void> check_purpose(const pki::Certificate& office) {
  if (office.basic_constraints && office.basic_constraints->authority)
    return fail(FailureCode::certificate_is_authority);
  if (!office.key_usage) return fail(FailureCode::certificate_key_usage_missing);
  if ((office.key_usage->bits & pki::kDigitalSignature) == 0)
    return fail(FailureCode::certificate_key_usage_wrong);
  if (!office.unknown_critical.empty()) return fail(FailureCode::certificate_unknown_critical_extension);
  return {};
}

/// The name of the authority that the chain leads to.
Result<std::string> find_authority(const Message& message, std::string_view host,
                                   std::span<const OfficeAuthority> authorities, base::UtcTime now) {
  std::vector<ByteView> anchors;
  for (const auto& authority : authorities) anchors.emplace_back(authority.certificate);
  crypto::PathQuestion question{};
  question.end_entity = message.chain.front();
  question.intermediates = std::span(message.chain).subspan(1);
  question.anchors = anchors;
  question.time = now;
  question.names = {{.kind = crypto::ExpectedName::Kind::dns, .value = std::string(host)}};
  const auto answer = crypto::validate(question);
  if (!answer.valid()) {
    const auto& reason = answer.reasons.front().failure;
    if (reason.code == FailureCode::path_not_found) return fail(FailureCode::path_anchor_not_configured);
    return std::unexpected(reason);
  }
  return authorities[answer.path.back() - message.chain.size()].name;
}

}  // namespace

Result<OfficeTag> open_office_tag(ByteView record_payload, std::span<const OfficeAuthority> authorities,
                                  base::UtcTime now) {
  if (record_payload.size() > kTagLimit) return malformed();
  const auto message = read_message(record_payload);
  if (!message && message.error().code == FailureCode::signature_algorithm_refused)
    return std::unexpected(message.error());
  if (!message) return malformed();
  KAZASHI_TRY(office, pki::parse_certificate(message->chain.front()));
  KAZASHI_CHECK(check_purpose(office));
  KAZASHI_CHECK(verify(*message, office));

  auto tag = read_content(message->payload);
  if (!tag) return malformed();
  KAZASHI_TRY(authority, find_authority(*message, *host_of(tag->origin), authorities, now));
  tag->authority = authority;
  tag->subject = pki::name_text(office.subject);
  if (now < tag->from) return fail(FailureCode::office_tag_not_yet_valid);
  if (now > tag->until) return fail(FailureCode::office_tag_expired);
  return std::move(*tag);
}

}  // namespace kazashi::trust
