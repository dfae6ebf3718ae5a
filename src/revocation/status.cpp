#include "revocation/status.h"

#include <algorithm>
#include <vector>

#include "base/hex.h"
#include "crypto/digest.h"
#include "revocation/name_key.h"
#include "revocation/scope.h"

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;
using base::FailureCode;
using base::FindingId;
using base::Outcome;

StatusSource source_of(const CrlIdentity& crl) {
  return {.name = crl.number ? "crl " + base::to_hex(*crl.number) : "crl",
          .this_update = crl.this_update,
          .next_update = crl.next_update,
          .issuer = crl.issuer,
          .issuing_distribution_point = crl.issuing_distribution_point};
}

bool fresh(const StatusSource& source, base::UtcTime now, const Policy& policy) {
  if (source.next_update && now > *source.next_update) return false;
  return now - source.this_update <= std::chrono::hours{policy.max_age_hours};
}

/// One certificate's search through the sets.
class Search {
 public:
  Search(const Question& question, const Policy& policy) : question_(question), policy_(policy) {}

  Answer answer() {
    for (const ProvenStatus& proven : question_.proven) consider(proven);
    look_up_crls();
    if (revoked_) return *revoked_;
    if (good_) return *good_;
    if (stale_) return *stale_;
    const bool none = question_.sets.empty() && question_.proven.empty();
    return {.status = none ? Status::not_checked : Status::unknown};
  }

 private:
  void consider(const ProvenStatus& proven) {
    if (proven.status == Status::revoked) {
      revoke({.revoked = proven.revoked_at.value_or(base::UtcTime{}),
              .reason = proven.reason.value_or(Reason::unspecified)},
             proven.revoked_at.has_value(), proven.reason.has_value(), proven.source);
    } else if (proven.status == Status::good) {
      not_listed(proven.source);
    }
  }

  void revoke(const Details& details, bool dated, bool reasoned, StatusSource source) {
    if (revoked_ && !revoked_->after_trusted_time) return;
    Answer answer{.status = Status::revoked, .source = std::move(source)};
    if (dated) answer.revoked_at = details.revoked;
    if (reasoned) answer.reason = details.reason;
    answer.invalid_since = details.invalid_since;
    const base::UtcTime since = std::min(details.revoked, details.invalid_since.value_or(details.revoked));
    answer.after_trusted_time = dated && question_.trusted_time && *question_.trusted_time < since;
    revoked_ = std::move(answer);
  }

  void not_listed(const StatusSource& source) {
    if (source.this_update > question_.time) return;  // of the future
    auto& kept = fresh(source, question_.time, policy_) ? good_ : stale_;
    const Status status = &kept == &good_ ? Status::good : Status::stale;
    if (!kept || kept->source->this_update < source.this_update)
      kept = Answer{.status = status, .source = source};
  }

  void look_up_crls() {
    const auto points = distribution_points(question_.certificate);
    const auto issuer = name_key(question_.certificate.issuer.der);
    if (!points || !issuer || !read_serial(question_.certificate.serial, serial_)) return;
    issuer_ = *issuer;
    signers_.push_back(crypto::sha256(question_.issuer.public_key));
    for (const auto& other : question_.same_authority) signers_.push_back(crypto::sha256(other.public_key));
    for (const DistributionPoint& point : *points) look_up_point(point);
  }

  /// RFC 5280 section 6.3.3 (b) (2): the CRL's point must be one of the certificate's, if it names one at
  /// all.
  void look_up_point(const DistributionPoint& point) {
    std::uint16_t fresh_reasons = 0;
    std::optional<StatusSource> freshest;
    const auto look = [&](const RevocationSet& set, std::size_t place) {
      const SegmentView& segment = set.segments()[place];
      if (!covers(segment, point)) return;
      StatusSource source = source_of(segment.crl);
      if (const auto found = look_up(segment)) {
        revoke(found->value_or(Details{.revoked = {}}), found->has_value(), found->has_value(),
               std::move(source));
        return;
      }
      if (segment.scope.reasons == kAllReasons && point.reasons == kAllReasons) return not_listed(source);
      if (source.this_update > question_.time || !fresh(source, question_.time, policy_)) return;
      fresh_reasons |= segment.scope.reasons & point.reasons;
      if (!freshest || freshest->this_update > source.this_update) freshest = std::move(source);
    };
    for (const RevocationSet& set : question_.sets) {
      for (const auto& [crl_issuer, signer] : crl_issuers(point)) {
        for (const Bytes& name : point.names) {
          for (const std::size_t place : set.find(crl_issuer, signer, name)) look(set, place);
        }
        for (const std::size_t place : set.find(crl_issuer, signer, {})) look(set, place);
      }
    }
    // CRLs for some reasons each, which together cover all: as old as the oldest of them.
    if (fresh_reasons == kAllReasons && freshest) not_listed(*freshest);
  }

  /// Who may have issued the CRL, and with which key.
  struct CrlIssuer {
    Bytes name_key;
    crypto::Sha256 signer;
  };
  [[nodiscard]] std::vector<CrlIssuer> crl_issuers(const DistributionPoint& point) const {
    std::vector<CrlIssuer> issuers;
    for (const crypto::Sha256& signer : signers_) {
      if (point.crl_issuers.empty()) issuers.push_back({issuer_, signer});
      for (const Bytes& name : point.crl_issuers) {
        if (name.front() == der::context_constructed(4))
          issuers.push_back({{name.begin() + 1, name.end()}, signer});
      }
    }
    return issuers;
  }

  [[nodiscard]] bool covers(const SegmentView& segment, const DistributionPoint& point) const {
    const Scope& scope = segment.scope;
    const auto& constraints = question_.certificate.basic_constraints;
    const bool authority = constraints && constraints->authority;
    if (segment.crl.base_number || scope.attributes_only) return false;  // a delta counts once it is merged
    if (scope.users_only && authority) return false;
    if (scope.authorities_only && !authority) return false;
    return point.crl_issuers.empty() || scope.indirect;
  }

  /// Whether the certificate is listed, and with which details where they were kept.
  [[nodiscard]] std::optional<std::optional<Details>> look_up(const SegmentView& segment) const {
    for (const PartView& part : segment.parts) {
      if (part.issuer_key != issuer_) continue;
      for (const GroupView& group : part.groups) {
        if (const auto place = group.find(serial_)) return group.details(*place);
      }
    }
    return std::nullopt;
  }

  const Question& question_;
  const Policy& policy_;
  Serial serial_;
  Bytes issuer_;
  std::vector<crypto::Sha256> signers_;
  std::optional<Answer> revoked_, good_, stale_;
};

}  // namespace

std::string_view status_text(Status status) {
  switch (status) {
    case Status::not_checked:
      return "not-checked";
    case Status::good:
      return "good";
    case Status::revoked:
      return "revoked";
    case Status::unknown:
      return "unknown";
    case Status::stale:
      return "stale";
  }
  return "not-checked";
}

Answer status_of(const Question& question, const Policy& policy) { return Search(question, policy).answer(); }

base::Finding finding_of(const Answer& answer, const Policy& policy, std::uint32_t certificate) {
  base::Finding finding{.id = FindingId::revocation_status,
                        .outcome = Outcome::passed,
                        .reason = {},
                        .certificate = certificate,
                        .source = {}};
  if (answer.source) {
    finding.source = base::FindingSource{.name = answer.source->name, .issued = answer.source->this_update};
  }
  const auto conclude = [&](Outcome outcome, FailureCode code) {
    finding.outcome = outcome;
    finding.reason = base::Failure{code, code == FailureCode::revocation_not_checked ? 0 : certificate};
  };
  switch (answer.status) {
    case Status::good:
      break;
    case Status::revoked:
      if (answer.after_trusted_time) {
        conclude(Outcome::passed, FailureCode::revocation_later);
      } else {
        conclude(Outcome::failed, FailureCode::revocation_revoked);
      }
      break;
    case Status::unknown:
      conclude(policy.unknown == UnknownStatus::accept ? Outcome::passed : Outcome::indeterminate,
               FailureCode::revocation_unknown);
      break;
    case Status::stale:
      conclude(policy.staleness == Staleness::accept ? Outcome::passed : Outcome::indeterminate,
               FailureCode::revocation_stale);
      break;
    case Status::not_checked:
      conclude(Outcome::not_checked, FailureCode::revocation_not_checked);
      break;
  }
  return finding;
}

}  // namespace kazashi::revocation
