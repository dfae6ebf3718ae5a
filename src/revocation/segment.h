// One CRL made compact: what it says of itself, and its serials in groups.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "crypto/digest.h"

namespace kazashi::revocation {

/// What tells one CRL from another and how old it is.
struct CrlIdentity {
  base::Bytes issuer;  ///< a Name, as encoded
  base::UtcTime this_update;
  std::optional<base::UtcTime> next_update = {};
  std::optional<base::Bytes> number = {};       ///< magnitude, at most 20 octets
  std::optional<base::Bytes> base_number = {};  ///< of a delta: the oldest base it fits
  std::optional<base::Bytes> authority_key_identifier = {};
  base::Bytes issuing_distribution_point = {};  ///< the extension's value; empty where there is none
  crypto::Sha256 signer_key =
      {};  ///< SHA-256 of the SubjectPublicKeyInfo that its signature was verified with

  friend bool operator==(const CrlIdentity&, const CrlIdentity&) = default;
};

/// The entries of a CRL for the certificates of one issuer: in an indirect CRL there are several.
struct SegmentPart {
  base::Bytes certificate_issuer;         ///< a Name, as encoded
  std::vector<base::Bytes> groups = {};   ///< by ascending width, none empty
  std::vector<base::Bytes> removed = {};  ///< of a delta: what its base has and the authority took back
};

struct Segment {
  CrlIdentity crl;
  std::vector<SegmentPart> parts;  ///< the CRL issuer's own first, also where it is empty
};

}  // namespace kazashi::revocation
