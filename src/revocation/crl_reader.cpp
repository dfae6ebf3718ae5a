#include "revocation/crl_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include "crypto/signed_digest.h"
#include "der/oid.h"
#include "revocation/extension_list.h"
#include "revocation/general_time.h"
#include "revocation/name_key.h"
#include "revocation/scope.h"
#include "revocation/utc_digits.h"

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr der::Tag kEnumerated = 0x0A;
constexpr der::Tag kExtensions = der::context_constructed(0);

// RFC 5280 sections 5.2 and 5.3
constexpr auto kReasonCode = der::oid("2.5.29.21");
constexpr auto kHoldInstruction = der::oid("2.5.29.23");
constexpr auto kInvalidityDate = der::oid("2.5.29.24");
constexpr auto kCertificateIssuer = der::oid("2.5.29.29");
constexpr auto kCrlNumber = der::oid("2.5.29.20");
constexpr auto kDeltaIndicator = der::oid("2.5.29.27");
constexpr auto kIssuingDistributionPoint = der::oid("2.5.29.28");
constexpr auto kAuthorityKeyIdentifier = der::oid("2.5.29.35");

std::unexpected<base::Failure> fail_at(FailureCode code, std::uint64_t offset) {
  return fail(code, static_cast<std::uint32_t>(offset));
}

Result<Bytes> read_number(der::Reader& value) {
  const std::size_t place = value.offset();
  KAZASHI_TRY(content, value.read_integer());
  Serial number;  // of the same form: at most 20 octets, not negative (section 5.2.3)
  if (!read_serial(content, number)) return fail_at(FailureCode::der_bad_value, place);
  KAZASHI_CHECK(value.finish());
  return base::to_bytes(content[0] == 0 && content.size() > 1 ? content.subspan(1) : content);
}

Result<Reason> read_reason(der::Reader& value) {
  const std::size_t place = value.offset();
  KAZASHI_TRY(reason, value.read(kEnumerated));
  KAZASHI_CHECK(value.finish());
  const bool known = reason.content.size() == 1 && reason.content[0] <= 10 && reason.content[0] != 7;
  if (!known) return fail_at(FailureCode::der_bad_value, place);
  return static_cast<Reason>(reason.content[0]);
}

bool may_sign(const pki::Certificate& signer, const CrlIdentity& crl) {
  if (signer.key_usage && (signer.key_usage->bits & pki::kCrlSign) == 0) return false;
  return !crl.authority_key_identifier || !signer.subject_key_identifier ||
         crl.authority_key_identifier == signer.subject_key_identifier;
}

}  // namespace

struct CrlReader::Entry {
  Details details = {.revoked = {}};
  bool removed = false;
};

CrlReader::CrlReader(Keep keep, Sha1 sha1) : keep_(keep), sha1_(sha1) {}

Result<void> CrlReader::push(ByteView piece) {
  // Read and hashed while it is in the processor's nearest memory.
  constexpr std::size_t kBlock = 16 * 1024;
  while (!failure_ && !piece.empty()) {
    const ByteView block = piece.first(std::min(kBlock, piece.size()));
    piece = piece.subspan(block.size());
    const std::uint64_t start = std::exchange(received_, received_ + block.size());
    stream_.feed(block);
    const auto outcome = read();
    if (!outcome) failure_ = outcome.error();
    if (outcome) hash(block, start);
  }
  if (failure_) return std::unexpected(*failure_);
  return {};
}

Result<void> CrlReader::read() {
  while (true) {
    KAZASHI_TRY(moved, step());
    if (!moved) return {};
  }
}

/// What of the piece is signed goes into the digest; until its kind is known, that waits. It is known after
/// the first few octets.
void CrlReader::hash(ByteView piece, std::uint64_t start) {
  if (state_ <= State::to_be_signed && signed_start_ == 0) return;
  const std::uint64_t signed_end =
      state_ <= State::to_be_signed ? std::numeric_limits<std::uint64_t>::max() : signed_end_;
  const std::uint64_t from = std::max(start, signed_start_);
  const std::uint64_t to = std::min(start + piece.size(), signed_end);
  if (from >= to) return;
  const ByteView part =
      piece.subspan(static_cast<std::size_t>(from - start), static_cast<std::size_t>(to - from));
  if (!hasher_) {
    base::append(unhashed_, part);
    return;
  }
  if (!unhashed_.empty()) hasher_->update(std::exchange(unhashed_, {}));
  hasher_->update(part);
}

Result<bool> CrlReader::step() {
  switch (state_) {
    case State::list: {
      KAZASHI_TRY(taken,
                  step_header(State::to_be_signed, std::numeric_limits<std::uint64_t>::max(), list_end_));
      if (taken) signed_start_ = stream_.offset();
      return taken;
    }
    case State::to_be_signed:
      return step_header(State::version, list_end_, signed_end_);
    case State::version:
      return step_version();
    case State::algorithm:
      return step_algorithm();
    case State::issuer:
      return step_issuer();
    case State::this_update:
      return step_this_update();
    case State::next_update:
      return step_next_update();
    case State::revoked:
      return step_revoked();
    case State::entries:
      return step_entries();
    case State::extensions:
      return step_extensions();
    case State::outer_algorithm:
      return step_outer_algorithm();
    case State::signature:
      return step_signature();
    case State::done:
      if (!stream_.empty()) return fail_at(FailureCode::der_trailing_bytes, stream_.offset());
      return false;
  }
  return false;
}

Result<bool> CrlReader::step_header(State next, std::uint64_t limit, std::uint64_t& end) {
  const std::uint64_t place = stream_.offset();
  KAZASHI_TRY(header, stream_.take_header());
  if (!header) return false;
  if (header->tag != der::kSequence) return fail_at(FailureCode::der_bad_tag, place);
  end = stream_.offset() + header->content_size;
  if (end > limit) return fail_at(FailureCode::der_bad_length, place);
  state_ = next;
  return true;
}

/// An element that ends where `end` is or before.
Result<std::optional<der::Element>> CrlReader::take(std::size_t limit, std::uint64_t end) {
  const std::uint64_t place = stream_.offset();
  if (place >= end) return fail_at(FailureCode::der_truncated, place);
  auto element = stream_.take_element(limit);
  if (!element) {
    if (element.error().code != FailureCode::der_too_long) return element;
    return fail_at(FailureCode::crl_too_large, place);
  }
  if (*element && stream_.offset() > end) return fail_at(FailureCode::der_bad_length, place);
  return element;
}

Result<bool> CrlReader::step_version() {
  const auto tag = stream_.peek();
  if (!tag) return false;
  if (*tag == der::kInteger) {
    const std::uint64_t place = stream_.offset();
    KAZASHI_TRY(version, take(kMaxName, signed_end_));
    if (!version) return false;
    const bool second = version->content.size() == 1 && version->content[0] == 1;
    if (!second) return fail_at(FailureCode::crl_bad_form, place);
    version_2_ = true;
  }
  state_ = State::algorithm;
  return true;
}

Result<bool> CrlReader::step_algorithm() {
  KAZASHI_TRY(algorithm, take(kMaxName, signed_end_));
  if (!algorithm) return false;
  KAZASHI_TRY(parameters, crypto::read_signature_algorithm(algorithm->encoding));
  if (parameters.hash == crypto::Hash::sha1 && sha1_ == Sha1::refuse) {
    return fail(FailureCode::signature_algorithm_refused);
  }
  algorithm_ = base::to_bytes(algorithm->encoding);
  signature_parameters_ = parameters;
  hasher_.emplace(parameters.hash);
  state_ = State::issuer;
  return true;
}

Result<bool> CrlReader::step_issuer() {
  const std::uint64_t place = stream_.offset();
  KAZASHI_TRY(issuer, take(kMaxName, signed_end_));
  if (!issuer) return false;
  const auto key = name_key(issuer->encoding);
  if (!key) return fail_at(key.error().code, place + key.error().detail);
  crl_.issuer = base::to_bytes(issuer->encoding);
  parts_.emplace_back(crl_.issuer, keep_);
  part_of_.emplace(*key, 0);
  state_ = State::this_update;
  return true;
}

Result<bool> CrlReader::step_this_update() {
  const auto place = static_cast<std::size_t>(stream_.offset());
  KAZASHI_TRY(time, take(kMaxName, signed_end_));
  if (!time) return false;
  KAZASHI_TRY(this_update, der::Reader(time->encoding, place).read_time());
  crl_.this_update = this_update;
  state_ = State::next_update;
  return true;
}

Result<bool> CrlReader::step_next_update() {
  if (stream_.offset() < signed_end_) {
    const auto tag = stream_.peek();
    if (!tag) return false;
    if (*tag == der::kUtcTime || *tag == der::kGeneralizedTime) {
      const auto place = static_cast<std::size_t>(stream_.offset());
      KAZASHI_TRY(time, take(kMaxName, signed_end_));
      if (!time) return false;
      KAZASHI_TRY(next_update, der::Reader(time->encoding, place).read_time());
      if (next_update < crl_.this_update) return fail_at(FailureCode::crl_bad_form, place);
      crl_.next_update = next_update;
    }
  }
  state_ = State::revoked;
  return true;
}

Result<bool> CrlReader::step_revoked() {
  state_ = State::extensions;
  if (stream_.offset() >= signed_end_) return true;
  const auto tag = stream_.peek();
  if (tag && *tag != der::kSequence) return true;
  state_ = State::revoked;
  if (!tag) return false;
  const std::uint64_t place = stream_.offset();
  KAZASHI_TRY(taken, step_header(State::entries, signed_end_, revoked_end_));
  if (taken && stream_.offset() == revoked_end_)
    return fail_at(FailureCode::crl_bad_form, place);  // section 5.1.2.6
  return taken;
}

Result<bool> CrlReader::step_entries() {
  read_plain_entries();
  if (stream_.offset() == revoked_end_) {
    state_ = State::extensions;
    return true;
  }
  KAZASHI_TRY(entry, take(kMaxEntry, revoked_end_));
  if (!entry) return false;
  KAZASHI_CHECK(read_entry(*entry));
  return true;
}

void CrlReader::read_plain_entries() {
  const ByteView run = stream_.run();
  const auto size =
      static_cast<std::size_t>(std::min<std::uint64_t>(run.size(), revoked_end_ - stream_.offset()));
  const ByteView entries = run.first(size);
  std::size_t at = 0;
  while (true) {
    const std::size_t taken = read_plain_entry(entries.subspan(at));
    if (taken == 0) break;
    at += taken;
    ++entries_;
  }
  stream_.skip(at);
}

/// Takes the entry that `left` starts with if it is whole and of the form that nearly all have: a serial, a
/// UTCTime, and at most a reason as its only extension, not critical. 0, and nothing taken, for everything
/// else, right or wrong: read_entry judges that.
std::size_t CrlReader::read_plain_entry(ByteView left) {
  constexpr std::size_t kTimeSize = 15;
  constexpr std::size_t kReasonSize = 14;
  constexpr std::array<std::uint8_t, kReasonSize - 1> kReason = {0x30, 0x0C, 0x30, 0x0A, 0x06, 0x03, 0x55,
                                                                 0x1D, 0x15, 0x04, 0x03, 0x0A, 0x01};
  if (left.size() < 4 || left[0] != der::kSequence || left[2] != der::kInteger) return 0;
  const std::size_t size = std::size_t{2} + left[1];
  const std::size_t serial_size = left[3];
  if (left[1] >= 0x80 || left.size() < size || serial_size == 0 || serial_size > kMaxSerialSize + 1) return 0;
  const std::size_t plain_size = 4 + serial_size + kTimeSize;
  if (size != plain_size && size != plain_size + kReasonSize) return 0;

  const std::uint8_t* time = left.data() + 4 + serial_size;
  if (time[0] != der::kUtcTime || time[1] != 13) return 0;
  const auto seconds = seconds_of_utc_time(time + 2);
  if (!seconds) return 0;
  Reason reason = Reason::unspecified;
  if (size != plain_size) {
    const std::uint8_t* extension = time + kTimeSize;
    const std::uint8_t value = extension[kReasonSize - 1];
    if (!version_2_ || std::memcmp(extension, kReason.data(), kReason.size()) != 0) return 0;
    if (value > 10 || value == 7 || value == static_cast<std::uint8_t>(Reason::remove_from_crl)) return 0;
    reason = static_cast<Reason>(value);
  }

  SerialCollector& revoked = parts_[part_].revoked;
  const std::uint8_t* digits = left.data() + 4;
  if (keep_ == Keep::serials && serial_size == 4 && digits[0] < 0x80 &&
      (digits[0] != 0 || digits[1] >= 0x80)) {
    revoked.add_short(std::uint32_t{digits[0]} << 24 | std::uint32_t{digits[1]} << 16 |
                      std::uint32_t{digits[2]} << 8 | digits[3]);
    return size;
  }
  Serial serial;
  if (!read_serial({digits, serial_size}, serial)) return 0;
  revoked.add(serial, {.revoked = base::UtcTime{std::chrono::seconds{*seconds}}, .reason = reason});
  return size;
}

Result<void> CrlReader::read_entry(const der::Element& element) {
  const std::size_t place = element.content_offset;
  if (element.tag != der::kSequence) return fail_at(FailureCode::der_bad_tag, place);
  der::Reader fields(element.content, place);
  KAZASHI_TRY(number, fields.read_integer());
  Serial serial;
  if (!read_serial(number, serial)) return fail_at(FailureCode::crl_bad_form, place);
  Entry entry;
  KAZASHI_TRY(revoked, read_any_time(fields));
  entry.details.revoked = revoked;
  if (!fields.at_end()) {
    if (!version_2_) return fail_at(FailureCode::crl_bad_form, fields.offset());  // section 5.1.2.1
    KAZASHI_TRY(extensions, fields.enter(der::kSequence));
    KAZASHI_CHECK(fields.finish());
    KAZASHI_CHECK(read_entry_extensions(extensions, entry));
  }
  Part& part = parts_[part_];
  if (entry.removed) {
    part.removed.add(serial, entry.details);
  } else {
    part.revoked.add(serial, entry.details);
  }
  ++entries_;
  return {};
}

Result<void> CrlReader::read_entry_extensions(der::Reader extensions, Entry& entry) {
  return for_each_extension(extensions, FailureCode::crl_bad_form,
                            [&](ByteView oid, bool critical, der::Reader value) -> Result<void> {
                              if (kReasonCode == oid) {
                                KAZASHI_TRY(reason, read_reason(value));
                                entry.details.reason = reason;
                                entry.removed = reason == Reason::remove_from_crl;
                                removes_ = removes_ || entry.removed;
                                return {};
                              }
                              if (kInvalidityDate == oid) {
                                KAZASHI_TRY(since, read_any_time(value));
                                entry.details.invalid_since = since;
                                return value.finish();
                              }
                              if (kCertificateIssuer == oid) {
                                KAZASHI_TRY(names, value.enter(der::kSequence));
                                KAZASHI_CHECK(value.finish());
                                return switch_issuer(names);
                              }
                              if (kHoldInstruction == oid && !critical) return {};
                              if (critical) return fail_at(FailureCode::crl_unsupported, value.offset());
                              return {};
                            });
}

/// From this entry on, the entries are of certificates of another issuer (section 5.3.3).
Result<void> CrlReader::switch_issuer(der::Reader names) {
  const std::size_t place = names.offset();
  KAZASHI_TRY(name, names.read(der::context_constructed(4)));
  KAZASHI_CHECK(names.finish());  // an issuer has one name, a directoryName
  const auto key = name_key(name.content);
  if (!key) return fail_at(key.error().code, place);
  names_issuers_ = true;
  const auto known = part_of_.find(*key);
  if (known != part_of_.end()) {
    part_ = known->second;
    return {};
  }
  if (parts_.size() == kMaxIssuers) return fail_at(FailureCode::crl_too_large, place);
  part_ = parts_.size();
  parts_.emplace_back(base::to_bytes(name.content), keep_);
  part_of_.emplace(*key, part_);
  return {};
}

Result<bool> CrlReader::step_extensions() {
  if (stream_.offset() < signed_end_) {
    const auto place = static_cast<std::size_t>(stream_.offset());
    KAZASHI_TRY(element, take(kMaxExtensions, signed_end_));
    if (!element) return false;
    if (element->tag != kExtensions) return fail_at(FailureCode::der_bad_tag, place);
    if (!version_2_) return fail_at(FailureCode::crl_bad_form, place);  // section 5.1.2.1
    der::Reader input(element->content, element->content_offset);
    KAZASHI_TRY(list, input.enter(der::kSequence));
    KAZASHI_CHECK(input.finish());
    KAZASHI_CHECK(for_each_extension(list, FailureCode::crl_bad_form,
                                     [this](ByteView oid, bool critical, der::Reader value) {
                                       return read_extension(oid, critical, value);
                                     }));
    if (stream_.offset() != signed_end_) return fail_at(FailureCode::der_trailing_bytes, stream_.offset());
  }
  KAZASHI_CHECK(check_scope());
  state_ = State::outer_algorithm;
  return true;
}

Result<void> CrlReader::read_extension(ByteView oid, bool critical, der::Reader value) {
  const std::size_t place = value.offset();
  if (kCrlNumber == oid) {
    KAZASHI_TRY(number, read_number(value));
    crl_.number = std::move(number);
    return {};
  }
  if (kDeltaIndicator == oid) {
    if (!critical) return fail_at(FailureCode::crl_bad_form, place);  // section 5.2.4
    KAZASHI_TRY(number, read_number(value));
    crl_.base_number = std::move(number);
    return {};
  }
  if (kIssuingDistributionPoint == oid) {
    KAZASHI_TRY(scope, value.read(der::kSequence));
    crl_.issuing_distribution_point = base::to_bytes(scope.encoding);
    return value.finish();
  }
  if (kAuthorityKeyIdentifier == oid) {
    KAZASHI_TRY(fields, value.enter(der::kSequence));
    KAZASHI_TRY(identifier, fields.read_optional(der::context_primitive(0)));
    KAZASHI_CHECK(fields.read_optional(der::context_constructed(1)));
    KAZASHI_CHECK(fields.read_optional(der::context_primitive(2)));
    KAZASHI_CHECK(fields.finish());
    if (identifier) crl_.authority_key_identifier = base::to_bytes(identifier->content);
    return value.finish();
  }
  if (critical) return fail_at(FailureCode::crl_unsupported, place);
  return {};
}

Result<void> CrlReader::check_scope() {
  const auto scope = Scope::parse(crl_.issuing_distribution_point, crl_.issuer);
  const bool sound = scope && (scope->indirect || !names_issuers_) && (crl_.base_number || !removes_) &&
                     (!crl_.base_number || crl_.number);
  if (!sound) return fail_at(FailureCode::crl_bad_form, stream_.offset());
  return {};
}

Result<bool> CrlReader::step_outer_algorithm() {
  const std::uint64_t place = stream_.offset();
  KAZASHI_TRY(algorithm, take(kMaxName, list_end_));
  if (!algorithm) return false;
  if (!std::ranges::equal(algorithm->encoding, algorithm_)) return fail_at(FailureCode::crl_bad_form, place);
  state_ = State::signature;
  return true;
}

Result<bool> CrlReader::step_signature() {
  const auto place = static_cast<std::size_t>(stream_.offset());
  KAZASHI_TRY(element, take(kMaxSignature, list_end_));
  if (!element) return false;
  KAZASHI_TRY(bits, der::Reader(element->encoding, place).read_bit_string());
  if (bits.unused_bits != 0) return fail_at(FailureCode::der_bad_value, place);
  if (stream_.offset() != list_end_) return fail_at(FailureCode::der_trailing_bytes, stream_.offset());
  signature_ = base::to_bytes(bits.octets);
  state_ = State::done;
  return true;
}

Result<crypto::Sha256> CrlReader::verify(std::span<const pki::Certificate> signers) {
  KAZASHI_TRY(issuer, name_key(crl_.issuer));
  std::optional<base::Failure> failure;
  std::size_t attempts = 0;
  for (const pki::Certificate& signer : signers) {
    const auto subject = name_key(signer.subject.der);
    if (!subject || *subject != issuer || !may_sign(signer, crl_)) continue;
    if (++attempts > kMaxAttempts) break;
    KAZASHI_TRY(key, crypto::PublicKey::from_spki(signer.public_key));
    const auto verified = crypto::verify_digest(key, *signature_parameters_, digest_, signature_);
    if (verified) return crypto::sha256(signer.public_key);
    failure = base::Failure{FailureCode::crl_signature_invalid};
  }
  return std::unexpected(failure.value_or(base::Failure{FailureCode::crl_unknown_signer}));
}

Result<Segment> CrlReader::finish(std::span<const pki::Certificate> signers) {
  if (failure_) return std::unexpected(*failure_);
  if (state_ != State::done) return fail_at(FailureCode::der_truncated, received_);
  digest_ = hasher_->finish();
  KAZASHI_TRY(signer_key, verify(signers));
  crl_.signer_key = signer_key;
  Segment segment{.crl = std::move(crl_), .parts = {}};
  for (Part& part : parts_) {
    segment.parts.push_back({.certificate_issuer = std::move(part.issuer),
                             .groups = part.revoked.finish(),
                             .removed = part.removed.finish()});
  }
  failure_ = base::Failure{FailureCode::internal_error};  // once
  return segment;
}

}  // namespace kazashi::revocation
