// Everything there is to say about a card's certificate: its form, what it may be used for, and who vouches
// for it.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/time.h"
#include "crypto/signature.h"
#include "pki/anchor.h"
#include "pki/certificate.h"

namespace kazashi::pki {

struct CertificateCheck {
  /// Always the same list in the same order, whatever was found:
  ///   certificate.form 0, certificate.purpose 0, certificate.policy 0, certificate.strength 0, path.anchor,
  ///   certificate.form 1, certificate.purpose 1, certificate.strength 1, path.signature, path.validity 0
  ///   and 1.
  /// 0 is the end entity, 1 its authority. A check that could not be made because an earlier one did not pass
  /// is not_checked with prerequisite_failed; there is then always a failed or indeterminate finding too.
  std::vector<base::Finding> findings;
  std::optional<Certificate> certificate;  ///< the end entity, where its form is right
  std::optional<crypto::PublicKey> key;    ///< the end entity's, where it can be decoded
  std::optional<Certificate> authority;    ///< where its form is right, trusted or not
  std::optional<Anchor> anchor;            ///< the anchor that vouches, where path.anchor passed
};

/// Checks `end_entity`, one DER certificate, at the time `now`.
///
/// `authority` is the issuing authority's certificate where somebody (the card) handed one in; it then must
/// be the anchor itself, octet for octet. Without it, an anchor that holds its certificate serves, chosen by
/// key identifier: three generations of an authority have the same name.
///
/// path.anchor is: passed, naming bundle, anchor and confidence as its source; failed with
/// path_test_authority (a test hierarchy's name under production anchors), path_anchor_wrong_purpose,
/// path_issuer_mismatch (the authority handed in has another key identifier),
/// certificate_key_identifier_missing; indeterminate with path_anchor_not_configured, or path_anchor_missing
/// where the anchor is known and its certificate is not at hand. Time is inclusive at both ends. Revocation
/// is not looked at.
[[nodiscard]] CertificateCheck check_certificate(base::ByteView end_entity,
                                                 std::optional<base::ByteView> authority,
                                                 CertificateKind kind, const AnchorSet& anchors,
                                                 base::UtcTime now);

}  // namespace kazashi::pki
