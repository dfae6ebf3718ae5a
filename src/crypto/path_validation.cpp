#include "crypto/path_validation.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "crypto/path_judge.h"
#include "crypto/path_names.h"
#include "crypto/path_pool.h"

namespace kazashi::crypto {
namespace {

using base::FailureCode;
using Reason = PathAnswer::Reason;

// The most telling first. What only a certificate of the right path can have comes before what any stray one
// has: a wrong signature is what a search sees whenever two authorities share a name.
constexpr std::array kMostTelling = {
    FailureCode::revocation_revoked,
    FailureCode::path_names_refused,
    FailureCode::certificate_name_mismatch,
    FailureCode::path_policy_missing,
    FailureCode::certificate_expired,
    FailureCode::certificate_not_yet_valid,
    FailureCode::certificate_extended_key_usage_wrong,
    FailureCode::certificate_unknown_critical_extension,
    FailureCode::certificate_key_usage_wrong,
    FailureCode::certificate_is_authority,
    FailureCode::certificate_is_not_authority,
    FailureCode::path_too_complex,
    FailureCode::path_too_long,
    FailureCode::certificate_weak_signature,
    FailureCode::certificate_weak_key,
    FailureCode::revocation_stale,
    FailureCode::revocation_unknown,
    FailureCode::certificate_signature_invalid,
    FailureCode::path_not_found,
};

/// Rules of form that a certificate breaks are not in the list: they stand between the two halves of it.
std::pair<std::size_t, std::uint32_t> rank(const Reason& reason) {
  const auto found = std::ranges::find(kMostTelling, reason.failure.code);
  constexpr auto kSignature = std::ranges::find(kMostTelling, FailureCode::certificate_signature_invalid);
  const auto place = found == kMostTelling.end() ? kSignature : found;
  const auto position = static_cast<std::size_t>(place - kMostTelling.begin());
  return {2 * position + (found == kMostTelling.end() ? 0 : 1), reason.certificate.value_or(UINT32_MAX)};
}

/// A search from the end entity upwards, depth first, most promising issuer first.
class PathSearch {
 public:
  PathSearch(const PathPool& pool, const PathQuestion& question) : pool_(pool), question_(question) {}

  PathAnswer run() &&;

 private:
  enum class Progress : std::uint8_t { found, exhausted, out_of_budget };

  [[nodiscard]] const PathNode& node(std::size_t place) const { return pool_.nodes[place]; }
  [[nodiscard]] PathRole role_of(std::size_t place) const {
    return node(place).anchor ? PathRole::anchor : PathRole::intermediate;
  }

  void note(FailureCode code, std::size_t place);
  [[nodiscard]] const std::optional<FailureCode>& fault_of(std::size_t place);
  [[nodiscard]] bool end_entity_is_anchor() const;
  [[nodiscard]] std::vector<std::size_t> find_issuers(std::size_t place) const;
  [[nodiscard]] const std::vector<std::size_t>& issuers_of(std::size_t place);
  [[nodiscard]] bool is_in_path(std::size_t place) const;
  [[nodiscard]] bool may_follow(std::size_t place);
  [[nodiscard]] bool names_fit(std::size_t place);
  [[nodiscard]] bool signature_fits(std::size_t subject, std::size_t issuer);
  Progress judge();
  Progress extend();

  const PathPool& pool_;
  const PathQuestion& question_;
  std::vector<std::size_t> path_;
  // asked once, however often a certificate is come by
  std::map<std::pair<std::size_t, std::size_t>, bool> signatures_;
  std::map<std::size_t, std::vector<std::size_t>> issuers_;
  std::map<std::size_t, std::optional<FailureCode>> faults_;
  std::uint64_t name_comparisons_ = 0;  // a product of two counts, of a megabyte of octets each
  PathAnswer answer_;
};

void PathSearch::note(FailureCode code, std::size_t place) {
  const auto certificate = static_cast<std::uint32_t>(place);
  Reason reason{.failure = {.code = code, .detail = 0}, .certificate = certificate};
  if (base::detail_kind(code) == base::DetailKind::certificate_index) reason.failure.detail = certificate;
  const bool known = std::ranges::any_of(answer_.reasons, [&](const Reason& other) {
    return other.failure == reason.failure && other.certificate == reason.certificate;
  });
  if (!known) answer_.reasons.push_back(reason);
}

bool PathSearch::end_entity_is_anchor() const {
  return std::ranges::any_of(pool_.nodes, [&](const PathNode& other) {
    return other.anchor && std::ranges::equal(other.der, node(0).der);
  });
}

/// A name with a key appears once in a path: a loop adds nothing but length.
bool PathSearch::is_in_path(std::size_t place) const {
  return std::ranges::any_of(path_, [&](std::size_t other) {
    return std::ranges::equal(node(other).form.subject, node(place).form.subject) &&
           std::ranges::equal(node(other).form.public_key, node(place).form.public_key);
  });
}

/// The certificates with the name that `place` says issued it: anchors first, then those whose key identifier
/// it names, then those that say nothing of theirs. An identifier that differs is a hint only
/// (section 4.2.1.1 is about finding a path, not about its validity).
std::vector<std::size_t> PathSearch::find_issuers(std::size_t place) const {
  const auto& wanted = node(place).form.issuer_key_identifier;
  const auto promise = [&](std::size_t candidate) {
    const auto& identifier = node(candidate).form.key_identifier;
    int unlikely = 1;
    if (wanted && identifier) unlikely = std::ranges::equal(*wanted, *identifier) ? 0 : 2;
    return std::tuple(unlikely, node(candidate).anchor ? 0 : 1, candidate);
  };
  const X509_NAME* issuer = X509_get_issuer_name(node(place).x509.get());
  std::vector<std::size_t> found;
  for (std::size_t candidate = 1; candidate < pool_.nodes.size(); ++candidate) {
    if (X509_NAME_cmp(issuer, X509_get_subject_name(node(candidate).x509.get())) == 0)
      found.push_back(candidate);
  }
  std::ranges::sort(found, {}, promise);
  return found;
}

const std::vector<std::size_t>& PathSearch::issuers_of(std::size_t place) {
  const auto [entry, fresh] = issuers_.try_emplace(place);
  if (fresh) entry->second = find_issuers(place);
  return entry->second;
}

const std::optional<FailureCode>& PathSearch::fault_of(std::size_t place) {
  const auto [entry, fresh] = faults_.try_emplace(place);
  if (fresh) entry->second = own_fault(pool_, node(place), role_of(place), question_);
  return entry->second;
}

/// Whether the names below are within what this authority allows (section 6.1.4 (g), for all at once).
bool PathSearch::names_fit(std::size_t place) {
  const PathNode& authority = node(place);
  if (!authority.constraints || (authority.anchor && !extensions_bind(question_.anchor_rule))) return true;
  for (const std::size_t below : path_) {
    const PathNode& subject = node(below);
    if (below != path_.front() && subject.form.self_issued()) continue;  // section 6.1.3 (b)
    name_comparisons_ += std::uint64_t{subject.form.names} * authority.form.constraints;
    if (name_comparisons_ > path_limits::kNameComparisons) {
      note(FailureCode::path_too_complex, place);
      return false;
    }
    if (!names_allowed(subject, authority)) {
      note(FailureCode::path_names_refused, below);
      return false;
    }
  }
  return true;
}

/// Everything that can be said of an authority over this path without its key.
bool PathSearch::may_follow(std::size_t place) {
  const PathNode& authority = node(place);
  if (const auto& fault = fault_of(place)) {
    note(*fault, place);
    return false;
  }
  const auto counted = static_cast<std::size_t>(std::ranges::count_if(
      path_.begin() + 1, path_.end(), [&](std::size_t below) { return !node(below).form.self_issued(); }));
  const bool binds = !authority.anchor || extensions_bind(question_.anchor_rule);
  const auto& limit = authority.form.path_length;
  const std::size_t most = std::min(question_.max_intermediates.value_or(path_limits::kIntermediates),
                                    path_limits::kIntermediates);
  const bool too_many = !authority.anchor && path_.size() > most;  // it would be one more
  if (too_many || (binds && limit && counted > *limit)) {
    note(FailureCode::path_too_long, place);
    return false;
  }
  return names_fit(place);
}

bool PathSearch::signature_fits(std::size_t subject, std::size_t issuer) {
  const auto [entry, fresh] = signatures_.try_emplace({subject, issuer}, false);
  if (fresh) {
    if (++answer_.work.signatures > path_limits::kSignatures) return false;
    entry->second = signed_by(node(subject), node(issuer));
  }
  if (!entry->second) note(FailureCode::certificate_signature_invalid, subject);
  return entry->second;
}

PathSearch::Progress PathSearch::judge() {
  if (++answer_.work.judgements > path_limits::kJudgements) return Progress::out_of_budget;
  const auto reasons = judge_path(pool_, path_, question_);
  if (reasons.empty()) return Progress::found;
  answer_.reasons.insert(answer_.reasons.end(), reasons.begin(), reasons.end());
  return Progress::exhausted;
}

// Recursion is as deep as a path is long: kIntermediates and the anchor.
PathSearch::Progress PathSearch::extend() {
  const std::size_t subject = path_.back();
  const std::vector<std::size_t>& issuers = issuers_of(subject);
  if (issuers.empty()) note(FailureCode::path_not_found, subject);
  for (const std::size_t issuer : issuers) {
    if (is_in_path(issuer)) continue;
    if (++answer_.work.extensions > path_limits::kExtensions) return Progress::out_of_budget;
    if (!may_follow(issuer)) continue;
    // with one issuer only, OpenSSL's own look at the signature is enough
    if (issuers.size() > 1 && !signature_fits(subject, issuer)) {
      if (answer_.work.signatures > path_limits::kSignatures) return Progress::out_of_budget;
      continue;
    }
    path_.push_back(issuer);
    const Progress progress = node(issuer).anchor ? judge() : extend();
    if (progress != Progress::exhausted) return progress;
    path_.pop_back();
  }
  return Progress::exhausted;
}

PathAnswer PathSearch::run() && {
  if (const auto fault = own_fault(pool_, node(0), PathRole::end_entity, question_)) note(*fault, 0);
  for (const ExpectedName& name : question_.names) {
    if (!has_name(node(0), name)) note(FailureCode::certificate_name_mismatch, 0);
  }
  const bool hopeless = !answer_.reasons.empty();  // whatever the path
  if (!hopeless) {
    path_ = {0};
    const bool complete = question_.end_entity_may_be_anchor && end_entity_is_anchor();
    const Progress progress = complete ? judge() : extend();
    if (progress == Progress::found) {
      answer_.reasons.clear();
      answer_.path.assign(path_.begin(), path_.end());
      return std::move(answer_);
    }
    if (progress == Progress::out_of_budget) note(FailureCode::path_too_complex, path_.back());
    if (answer_.reasons.empty()) note(FailureCode::path_not_found, 0);
  }
  std::ranges::sort(answer_.reasons, {}, rank);
  return std::move(answer_);
}

}  // namespace

PathAnswer validate(const PathQuestion& question) {
  const ErrorQueueGuard guard;
  const auto pool = read_pool(question);
  if (!pool) {
    PathAnswer answer;
    answer.reasons.push_back(pool.error());
    return answer;
  }
  return PathSearch(*pool, question).run();
}

}  // namespace kazashi::crypto
