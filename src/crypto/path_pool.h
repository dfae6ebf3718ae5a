// The certificates and CRLs of one question, read once. For the sources of this room alone.
#pragma once

#include <expected>
#include <vector>

#include "crypto/certificate_form.h"
#include "crypto/openssl.h"
#include "crypto/path_validation.h"

namespace kazashi::crypto {

/// A certificate that a path may go through.
struct PathNode {
  base::ByteView der;
  CertificateForm form;
  OwnedCertificate x509;
  OwnedNameConstraints constraints;  ///< null where it has none
  bool understood = true;            ///< by OpenSSL, in all extensions that it knows
  bool anchor = false;
};

struct PathPool {
  std::vector<PathNode> nodes;  ///< 0 the end entity, then the intermediates, then the anchors
  std::vector<OwnedCrl> crls;
  OwnedObject purpose;  ///< null where none is asked for
};

/// Reads everything. Whatever is malformed anywhere makes the whole question malformed: a verifier that skips
/// what it cannot read may skip what would have said no.
[[nodiscard]] std::expected<PathPool, PathAnswer::Reason> read_pool(const PathQuestion& question);

/// Whether the rule lets the anchor's own extensions, or its own validity, count.
[[nodiscard]] bool extensions_bind(AnchorRule rule);
[[nodiscard]] bool validity_binds(AnchorRule rule);

/// What keeps this certificate out of every path in this role.
[[nodiscard]] std::optional<base::FailureCode> own_fault(const PathPool& pool, const PathNode& node,
                                                         PathRole role, const PathQuestion& question);

/// Whether it may be tried as the issuer of a CRL, or on the way to one, besides the path itself. OpenSSL
/// builds and judges that way; this keeps weak and malformed certificates out of it.
[[nodiscard]] bool may_vouch_for_crls(const PathNode& node, const PathQuestion& question);

}  // namespace kazashi::crypto
