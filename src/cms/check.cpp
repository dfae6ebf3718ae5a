#include "cms/check.h"

#include <algorithm>
#include <array>

#include "cms/algorithms.h"
#include "cms/attributes.h"
#include "cms/definite_form.h"
#include "cms/signed_data.h"
#include "crypto/signature.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::Failure;
using base::FailureCode;
using base::Finding;
using base::FindingId;
using base::Outcome;
using base::Result;

constexpr std::size_t kMinimumRsaBits = 2048;
constexpr std::uint16_t kSigning = pki::kDigitalSignature | pki::kNonRepudiation;

Finding finding_of(FindingId id, const Result<void>& result) {
  Finding finding{.id = id, .outcome = Outcome::passed, .reason = {}, .certificate = {}, .source = {}};
  if (!result) {
    finding.outcome = Outcome::failed;
    finding.reason = result.error();
  }
  return finding;
}

Finding open_finding(FindingId id, Outcome outcome, FailureCode reason) {
  return {.id = id, .outcome = outcome, .reason = Failure{reason}, .certificate = {}, .source = {}};
}

Finding not_checked(FindingId id) {
  return open_finding(id, Outcome::not_checked, FailureCode::prerequisite_failed);
}

/// Digests of the content, each computed once however many signers name it.
class ContentDigests {
 public:
  explicit ContentDigests(std::optional<ByteView> content) : content_(content) {}

  [[nodiscard]] bool possible() const { return content_.has_value(); }
  const Bytes& of(DigestAlgorithm algorithm) {
    Bytes& kept = kept_[static_cast<std::size_t>(algorithm)];
    if (kept.empty()) kept = digest(algorithm, *content_);
    return kept;
  }

 private:
  std::optional<ByteView> content_;
  std::array<Bytes, 3> kept_;
};

/// Issuer and serial of a certificate that need not be readable otherwise.
Result<IssuerAndSerial> names_of(ByteView certificate) {
  der::Reader input(certificate);
  KAZASHI_TRY(fields, input.enter(der::kSequence));
  KAZASHI_TRY(to_be_signed, fields.enter(der::kSequence));
  KAZASHI_CHECK(to_be_signed.read_optional(der::context_constructed(0)));  // the version
  KAZASHI_TRY(serial, to_be_signed.read_integer());
  KAZASHI_CHECK(to_be_signed.read(der::kSequence));  // the algorithm
  KAZASHI_TRY(issuer, to_be_signed.read(der::kSequence));
  return IssuerAndSerial{.issuer = issuer.encoding, .serial = serial};
}

/// The certificates that came along, looked into once however many signers ask: a file may name each signer
/// by key identifier, which stands deep inside.
class CertificateBag {
 public:
  explicit CertificateBag(const std::vector<ByteView>& certificates) : certificates_(certificates) {}

  Result<ByteView> of(const SignerInfo& signer) {
    std::optional<ByteView> found;
    for (std::size_t place = 0; place < certificates_.size(); ++place) {
      const ByteView certificate = certificates_[place];
      if (!answers_to(place, signer)) continue;
      if (found && !std::ranges::equal(*found, certificate)) {
        return fail(FailureCode::cms_signer_certificate_ambiguous);
      }
      found = certificate;
    }
    if (!found) return fail(FailureCode::cms_signer_certificate_missing);
    return *found;
  }

 private:
  bool answers_to(std::size_t place, const SignerInfo& signer) {
    if (signer.issuer_and_serial) {
      const auto names = names_of(certificates_[place]);
      return names && std::ranges::equal(names->issuer, signer.issuer_and_serial->issuer) &&
             std::ranges::equal(names->serial, signer.issuer_and_serial->serial);
    }
    const auto& own = key_identifiers()[place];
    return own && std::ranges::equal(*own, *signer.key_identifier);
  }

  const std::vector<std::optional<Bytes>>& key_identifiers() {
    for (std::size_t place = key_identifiers_.size(); place < certificates_.size(); ++place) {
      auto certificate = pki::parse_certificate(certificates_[place]);
      key_identifiers_.push_back(certificate ? std::move(certificate->subject_key_identifier) : std::nullopt);
    }
    return key_identifiers_;
  }

  const std::vector<ByteView>& certificates_;
  std::vector<std::optional<Bytes>> key_identifiers_;
};

/// What one signer's checks learn for the ones after them.
class Signer {
 public:
  Signer(const SignerInfo& info, const SignedData& data, Level level, CertificateBag& bag,
         ContentDigests& digests)
      : info_(info), data_(data), level_(level), bag_(bag), digests_(digests) {}

  SignerCheck check() {
    add(finding_of(FindingId::cms_signer_certificate, find_certificate()));
    add(finding_of(FindingId::cms_algorithms, check_algorithms()));
    add(finding_of(FindingId::cms_attributes, read_attributes()));
    add(message_digest());
    if (const auto finding = signing_certificate()) add(*finding);
    add(signature());
    return std::move(check_);
  }

 private:
  void add(Finding finding) { check_.findings.push_back(std::move(finding)); }

  Result<void> find_certificate() {
    KAZASHI_TRY(der, bag_.of(info_));
    KAZASHI_TRY(certificate, pki::parse_certificate(der));
    check_.certificate = std::move(certificate);
    if (!check_.certificate->unknown_critical.empty()) {
      return fail(FailureCode::certificate_unknown_critical_extension);
    }
    const auto& usage = check_.certificate->key_usage;
    if (usage && (usage->bits & kSigning) == 0) return fail(FailureCode::certificate_key_usage_wrong);
    return {};
  }

  Result<void> check_algorithms() {
    KAZASHI_TRY(digest_algorithm, accepted_digest(info_.digest_algorithm));
    // Who verifies while reading prepares the digests that stand in front, so they must all stand there.
    const bool announced = std::ranges::any_of(data_.digest_algorithms, [this](const AlgorithmName& name) {
      return std::ranges::equal(name.oid, info_.digest_algorithm.oid);
    });
    if (!announced) return fail(FailureCode::cms_algorithms_differ);
    digest_ = digest_algorithm;
    KAZASHI_TRY(parameters, accepted_signature(info_.signature_algorithm, digest_algorithm));
    if (!check_.certificate) return {};
    KAZASHI_TRY(key, crypto::PublicKey::from_spki(check_.certificate->public_key));
    const bool rsa = key.kind() == crypto::KeyKind::rsa || key.kind() == crypto::KeyKind::rsa_pss;
    if (rsa && key.bits() < kMinimumRsaBits) return fail(FailureCode::certificate_weak_key);
    parameters_ = parameters;
    key_ = std::move(key);
    return {};
  }

  Result<void> read_attributes() {
    KAZASHI_TRY(known, read_known_attributes(info_, data_.content_type));
    attributes_ = known;
    check_.claimed_time = known.signing_time;
    return {};
  }

  Finding message_digest() {
    constexpr auto kId = FindingId::cms_message_digest;
    if (!attributes_ || !digest_ || !digests_.possible()) return not_checked(kId);
    if (!std::ranges::equal(attributes_->message_digest, digests_.of(*digest_))) {
      return finding_of(kId, fail(FailureCode::cms_message_digest_mismatch));
    }
    return finding_of(kId, {});
  }

  std::optional<Finding> signing_certificate() {
    constexpr auto kId = FindingId::cms_signing_certificate;
    if (!attributes_) {
      if (level_ == Level::cms) return std::nullopt;
      return not_checked(kId);
    }
    if (!attributes_->signing_certificate) {
      if (level_ == Level::cms) return std::nullopt;
      return finding_of(kId, fail(FailureCode::cms_signing_certificate_missing));
    }
    if (!check_.certificate) return not_checked(kId);
    return finding_of(kId, check_signing_certificate(*attributes_->signing_certificate, *check_.certificate));
  }

  Finding signature() {
    constexpr auto kId = FindingId::cms_signature;
    if (!key_ || info_.signed_attributes.empty()) return not_checked(kId);
    return finding_of(kId,
                      crypto::verify_signature(*key_, *parameters_, info_.to_be_digested, info_.signature));
  }

  const SignerInfo& info_;
  const SignedData& data_;
  Level level_;
  CertificateBag& bag_;
  ContentDigests& digests_;
  SignerCheck check_;
  std::optional<DigestAlgorithm> digest_;
  std::optional<KnownAttributes> attributes_;
  std::optional<crypto::SignatureParameters> parameters_;
  std::optional<crypto::PublicKey> key_;
};

Finding content_finding(const std::optional<ByteView>& inside, const std::optional<ByteView>& given) {
  constexpr auto kId = FindingId::cms_content;
  if (!inside && !given) return open_finding(kId, Outcome::indeterminate, FailureCode::cms_content_missing);
  if (inside && given && !std::ranges::equal(*inside, *given)) {
    return finding_of(kId, fail(FailureCode::cms_content_differs));
  }
  return finding_of(kId, {});
}

bool is_written_as_stream(ByteView signed_data) { return signed_data.size() > 1 && signed_data[1] == 0x80; }

}  // namespace

std::vector<Finding> SignedDataCheck::all_findings() const {
  std::vector<Finding> all = findings;
  for (const SignerCheck& signer : signers)
    all.insert(all.end(), signer.findings.begin(), signer.findings.end());
  return all;
}

SignedDataCheck check_signed_data(ByteView signed_data, std::optional<ByteView> content, Level level) {
  SignedDataCheck check;
  const auto unreadable = [&check](Failure reason) {
    check.findings.push_back(finding_of(FindingId::cms_form, std::unexpected(reason)));
    return std::move(check);
  };
  if (signed_data.size() > kMaxSignedDataSize) return unreadable({FailureCode::cms_too_large});
  Bytes rewritten;
  if (is_written_as_stream(signed_data)) {
    auto definite = definite_form(signed_data);
    if (!definite) return unreadable(definite.error());
    rewritten = std::move(*definite);
    signed_data = rewritten;
  }
  const auto data = parse_signed_data(signed_data);
  if (!data) return unreadable(data.error());

  check.findings.push_back(finding_of(FindingId::cms_form, {}));
  check.findings.push_back(content_finding(data->content, content));
  const std::optional<ByteView> signed_content = data->content ? data->content : content;
  ContentDigests digests(signed_content);
  CertificateBag bag(data->certificates);
  for (const SignerInfo& signer : data->signers) {
    check.signers.push_back(Signer(signer, *data, level, bag, digests).check());
  }
  if (signed_content) check.content = base::to_bytes(*signed_content);
  for (const ByteView certificate : data->certificates)
    check.certificates.push_back(base::to_bytes(certificate));
  return check;
}

}  // namespace kazashi::cms
