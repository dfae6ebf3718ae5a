// What the data at hand say of one certificate.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/time.h"
#include "pki/certificate.h"
#include "revocation/policy.h"
#include "revocation/revocation_set.h"

namespace kazashi::revocation {

/// Five things, never merged.
enum class Status : std::uint8_t {
  not_checked,  ///< no data at all were brought, or the depth leaves this certificate out
  good,
  revoked,
  unknown,  ///< data were brought and none of them speaks of this certificate
  stale,    ///< data that speak of it do not list it and are too old to rely on
};
[[nodiscard]] std::string_view status_text(Status status);

/// What an answer rests on.
struct StatusSource {
  std::string name;  ///< "crl 1f" with the CRL's number in hexadecimal, "crl" without one, or "ocsp"
  base::UtcTime this_update;
  std::optional<base::UtcTime> next_update;
  base::Bytes issuer;  ///< of the CRL, a Name; empty for OCSP
  base::Bytes issuing_distribution_point;
};

struct Answer {
  Status status = Status::not_checked;
  std::optional<StatusSource> source = {};
  std::optional<base::UtcTime> revoked_at = {};     ///< where the data kept it
  std::optional<base::UtcTime> invalid_since = {};  ///< invalidityDate
  std::optional<Reason> reason = {};
  /// Revoked, but the trusted time asked about lies before both dates above.
  bool after_trusted_time = false;
};

/// A status that was proven elsewhere, by an OCSP response (ocsp.h), for this very certificate.
struct ProvenStatus {
  Status status;  ///< good, revoked or unknown
  StatusSource source;
  std::optional<base::UtcTime> revoked_at = {};
  std::optional<Reason> reason = {};
};

struct Question {
  const pki::Certificate& certificate;
  /// Its issuer, already trusted: names do not tell JPKI's generations of an authority apart, this key does.
  const pki::Certificate& issuer;
  /// Other certificates of the same authority, already trusted: at a rollover the CRL is signed with another
  /// key.
  std::span<const pki::Certificate> same_authority = {};
  std::span<const RevocationSet> sets = {};
  std::span<const ProvenStatus> proven = {};
  base::UtcTime time;
  /// When the certificate is known to have been used, where a trusted source says so.
  std::optional<base::UtcTime> trusted_time = {};
};

/// The status of RFC 5280 section 6.3.3 from CRLs (scope, distribution points, indirect CRLs, reasons), and
/// from OCSP besides. A certificate is revoked if any source says so, whatever another says and however old
/// it is; good only if fresh data that cover all reasons do not list it. Data of the future count for nothing
/// but a revocation.
[[nodiscard]] Answer status_of(const Question& question, const Policy& policy);

/// The answer as a finding, revocation.status: good passes; revoked fails with revocation_revoked, or passes
/// with the reason revocation_later after the trusted time; unknown and stale are indeterminate with
/// revocation_unknown and revocation_stale unless the policy accepts them, then they pass with that reason;
/// not_checked stays so.
[[nodiscard]] base::Finding finding_of(const Answer& answer, const Policy& policy, std::uint32_t certificate);

}  // namespace kazashi::revocation
