// Many CRLs in one file: written once, then only read, and looked up where it lies.
//
// The file travels in a signed envelope of kind kRevocationSetKind (src/trust), so that who made it is known;
// open() nevertheless believes nothing in it. docs/revocation.md has the layout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "revocation/scope.h"
#include "revocation/segment.h"
#include "revocation/serial_group.h"

namespace kazashi::revocation {

inline constexpr std::string_view kRevocationSetKind = "revocation";

/// The entries of one segment for one certificate issuer. Aliases the file.
struct PartView {
  base::ByteView certificate_issuer;
  base::Bytes issuer_key;  ///< name_key of it
  std::vector<GroupView> groups;
  std::vector<GroupView> removed;
};

/// One CRL in a set. Aliases the file where it says view.
struct SegmentView {
  CrlIdentity crl;
  Scope scope;
  base::Bytes issuer_key;  ///< name_key of the CRL's issuer
  std::vector<PartView> parts;
  base::ByteView octets;  ///< the segment as it stands in the file

  [[nodiscard]] std::uint64_t entries() const;
};

/// Views into octets that somebody else owns; valid while these live and do not change.
class RevocationSet {
 public:
  /// Checks everything, in time linear in the size, and takes no memory but for what each CRL says of itself.
  /// Failures: revocation_set_malformed.
  [[nodiscard]] static base::Result<RevocationSet> open(base::ByteView octets);

  [[nodiscard]] const std::vector<SegmentView>& segments() const { return segments_; }
  /// Places of the segments whose CRL's issuer and signer these are. A search, not a walk: a set of JPKI's
  /// has a segment for each of 1,900 municipalities; `point` (a key of name_key.h) narrows it to one of them
  /// and those that name no point. Empty asks for those alone.
  [[nodiscard]] std::vector<std::size_t> find(base::ByteView issuer_key, const crypto::Sha256& signer_key,
                                              base::ByteView point) const;

 private:
  struct IndexEntry {
    std::uint64_t hash;
    std::uint32_t segment;
  };

  std::vector<SegmentView> segments_;
  std::vector<IndexEntry> index_;  ///< by hash of issuer, signer and one point each
};

/// The file that holds one CRL.
[[nodiscard]] base::Bytes write_set(const Segment& segment);

/// One set out of several. Of CRLs of the same issuer, signer and scope the newest stays, and deltas that fit
/// it (RFC 5280 section 5.2.4) are worked into it; a delta that is older than its base is left out. The
/// inputs are not touched: whoever looks up in them goes on doing so until the new set takes their place.
/// Failures: crl_delta_mismatch (a delta without a base that it fits).
[[nodiscard]] base::Result<base::Bytes> merge_sets(std::span<const RevocationSet> sets);

}  // namespace kazashi::revocation
