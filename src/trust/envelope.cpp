#include "trust/envelope.h"

#include <algorithm>

#include "cose/cbor.h"
#include "cose/sign1.h"
#include "crypto/digest.h"
#include "crypto/signature.h"

namespace kazashi::trust {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kKeyIdSize = 8;
constexpr std::size_t kMaxIdSize = 64;

bool may_sign(const Signer& signer, std::string_view kind) {
  return std::ranges::find(signer.kinds, kind) != signer.kinds.end();
}

/// Finds the signer by key id among those who may sign this kind.
const Signer* find_signer(ByteView key_id, std::string_view kind, std::span<const Signer> signers) {
  const auto found = std::ranges::find_if(signers, [&](const Signer& signer) {
    const crypto::Sha256 digest = crypto::sha256(signer.public_key);
    return may_sign(signer, kind) && std::ranges::equal(key_id, ByteView(digest).first(kKeyIdSize));
  });
  return found == signers.end() ? nullptr : &*found;
}

Result<void> verify(const cose::Sign1& message, const Signer& signer) {
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(signer.public_key));
  const auto verified = cose::verify_sign1(message, key);
  if (verified) return {};
  if (verified.error().code == FailureCode::signature_invalid) {
    return fail(FailureCode::envelope_signature_invalid);
  }
  return std::unexpected(verified.error());
}

/// The map's keys come in their deterministic order, shorter ones first.
Result<Envelope> read_content(ByteView content) {
  cose::CborReader reader(content);
  Envelope envelope;
  KAZASHI_CHECK(reader.read_map(6));
  KAZASHI_CHECK(reader.read_key("id"));
  KAZASHI_TRY(id, reader.read_text());
  KAZASHI_CHECK(reader.read_key("kind"));
  KAZASHI_TRY(kind, reader.read_text());
  KAZASHI_CHECK(reader.read_key("issued"));
  KAZASHI_TRY(issued_text, reader.read_text());
  KAZASHI_TRY(issued, base::parse_utc(issued_text));
  KAZASHI_CHECK(reader.read_key("expires"));
  KAZASHI_TRY(expires_text, reader.read_text());
  KAZASHI_TRY(expires, base::parse_utc(expires_text));
  KAZASHI_CHECK(reader.read_key("payload"));
  KAZASHI_TRY(payload, reader.read_bytes());
  KAZASHI_CHECK(reader.read_key("version"));
  KAZASHI_TRY(version, reader.read_unsigned());
  KAZASHI_CHECK(reader.finish());
  if (!is_id(id) || !is_id(kind) || expires < issued) return fail(FailureCode::envelope_malformed);
  return Envelope{.kind = std::string(kind),
                  .id = std::string(id),
                  .version = version,
                  .issued = issued,
                  .expires = expires,
                  .payload = base::to_bytes(payload),
                  .signer = {}};
}

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > kMaxIdSize) return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

Result<Envelope> open_envelope(ByteView octets, std::string_view kind, std::span<const Signer> signers,
                               base::UtcTime now, std::uint64_t minimum_version) {
  KAZASHI_TRY(message, cose::parse_sign1(octets));
  const Signer* signer = find_signer(message.key_id, kind, signers);
  if (signer == nullptr) return fail(FailureCode::envelope_unknown_signer);
  KAZASHI_CHECK(verify(message, *signer));

  // from here on the signer speaks, and mistakes are the signer's own
  auto content = read_content(message.payload);
  if (!content) return fail(FailureCode::envelope_malformed);
  content->signer = signer->id;
  if (content->kind != kind) return fail(FailureCode::envelope_wrong_kind);
  if (now < content->issued) return fail(FailureCode::envelope_not_yet_valid);
  if (now > content->expires) return fail(FailureCode::envelope_expired);
  if (content->version < minimum_version) return fail(FailureCode::envelope_rollback);
  return content;
}

}  // namespace kazashi::trust
