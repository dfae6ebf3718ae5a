// Certification path validation of RFC 5280 section 6, for paths of any shape: who issued whom is found by
// search, policies, name constraints and CRLs (delta and indirect ones too) count.
//
// The general layer: it knows no profile. pki::check_certificate, which does, asks for the one step that JPKI
// has (path.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"

namespace kazashi::crypto {

/// What of an anchor's certificate binds besides its name and key. RFC 5280 section 6.1.1 (d) asks for these
/// two only; RFC 5937 lets the rest bind as well.
enum class AnchorRule : std::uint8_t {
  all,           ///< its extensions and its validity: the anchor is held to what it says of itself
  name_and_key,  ///< nothing else
  validity,      ///< its validity, not its extensions
  extensions     ///< its extensions, not its validity
};

/// What the end entity must be called: a host, an address or a mailbox in its subjectAltName. Never its
/// common name (RFC 9525 section 2).
struct ExpectedName {
  enum class Kind : std::uint8_t { dns, ip, email };
  Kind kind;
  std::string value;
};

/// What a path is asked for. Views are read during the call only.
struct PathQuestion {
  base::ByteView end_entity;                      ///< DER, as all certificates and CRLs
  std::span<const base::ByteView> intermediates;  ///< in any order; ones that lead nowhere do no harm
  std::span<const base::ByteView> anchors;
  std::span<const base::ByteView> crls;  ///< where there are any, each certificate below the anchor needs one
  base::UtcTime time;                    ///< both ends of a validity belong to it

  std::vector<std::string> policies;  ///< user-initial-policy-set, dotted; empty is any-policy
  bool explicit_policy = false;
  bool inhibit_policy_mapping = false;
  bool inhibit_any_policy = false;

  AnchorRule anchor_rule = AnchorRule::all;
  std::optional<std::string> purpose;  ///< dotted OID: whoever limits extKeyUsage must list it
  bool purpose_stated = false;  ///< no anyExtendedKeyUsage; the end entity must list it and be no authority
  std::vector<ExpectedName> names;  ///< each must be there
  std::optional<std::size_t> max_intermediates;
  bool sha1_accepted = false;
  bool end_entity_may_be_anchor = false;  ///< a certificate that is itself an anchor needs no issuer
};

/// What was spent on an answer, in units that do not depend on the machine.
struct PathWork {
  std::size_t extensions = 0;  ///< times that a path was made one longer
  std::size_t signatures = 0;  ///< verified while searching
  std::size_t judgements = 0;  ///< whole paths that OpenSSL judged
};

/// More than any honest question needs, so that the worst one that fits in a megabyte takes no longer than
/// two seconds in a page: some 300 signatures of P-384 there. The most tangled cases of the public suites
/// take 10 extensions, 6 signatures and one judgement.
namespace path_limits {
// bridged public administrations have 5 to 7
inline constexpr std::size_t kIntermediates = 8;
// the largest root programmes hold about 150 anchors
inline constexpr std::size_t kCertificates = 512;
// one for each step of the longest path, its delta, and as many again for partitions by reason
inline constexpr std::size_t kCrls = 64;
// of everything together; a CRL of national size is for kazashi::revocation
inline constexpr std::size_t kOctets = 4 * 1024 * 1024;
inline constexpr std::size_t kExtensions = 1'000;
inline constexpr std::size_t kSignatures = 60;
// names times constraints; OpenSSL allows a quarter of it to one certificate and one authority
inline constexpr std::size_t kNameComparisons = 4 * 1024 * 1024;
// each takes a signature a step, one a CRL and at worst a whole path for each CRL's issuer
inline constexpr std::size_t kJudgements = 3;
}  // namespace path_limits

struct PathAnswer {
  /// Empty where a path was found valid. Otherwise each reason that a tried path failed for, the most telling
  /// first: what is wrong with the right path comes before what is wrong with a wrong one.
  ///
  /// The place beside a reason is that of the certificate among those handed in: 0 the end entity, then the
  /// intermediates in their order, then the anchors. Reasons: der_* (the detail is the octet's place),
  /// certificate_*, path_not_found, path_names_refused, path_policy_missing, path_too_long, path_too_complex,
  /// path_invalid, revocation_*, crl_bad_form.
  struct Reason {
    base::Failure failure;
    std::optional<std::uint32_t> certificate;
  };
  std::vector<Reason> reasons;
  std::vector<std::uint32_t> path;  ///< of the valid path: places from the end entity to the anchor
  PathWork work;

  [[nodiscard]] bool valid() const { return reasons.empty(); }
};

/// Spends no more on the worst input than path_limits allow.
[[nodiscard]] PathAnswer validate(const PathQuestion& question);

}  // namespace kazashi::crypto
