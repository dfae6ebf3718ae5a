// Everything there is to say about the signatures on a document, except who vouches for the signers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/time.h"
#include "pki/certificate.h"

namespace kazashi::cms {

/// What a signature must hold. cades_bes (ETSI EN 319 122-1) must name its certificate inside, so that no
/// other certificate of the same key can be put in its place; plain CMS need not.
enum class Level : std::uint8_t { cms, cades_bes };

struct SignerCheck {
  /// Always in this order: cms.signer-certificate, cms.algorithms, cms.attributes, cms.message-digest,
  /// cms.signing-certificate, cms.signature. The fifth is left out where the level does not ask for it and
  /// the signature has none. A check that could not be made because an earlier one did not pass is
  /// not_checked with prerequisite_failed.
  std::vector<base::Finding> findings;
  std::optional<pki::Certificate> certificate;  ///< where its form is right; nobody vouches for it yet
  std::optional<base::UtcTime> claimed_time;    ///< the signer's own word
};

struct SignedDataCheck {
  /// cms.form, and unless it failed cms.content.
  std::vector<base::Finding> findings;
  std::vector<SignerCheck> signers;    ///< as they stand in the file; none where cms.form failed
  std::optional<base::Bytes> content;  ///< what was signed, inside or given; to be shown only if all passed
  std::vector<base::Bytes> certificates;  ///< all that came along, to look for paths with

  /// All of them, the document's first. Every signer must pass for the document to pass.
  [[nodiscard]] std::vector<base::Finding> all_findings() const;
};

/// Checks a ContentInfo with SignedData (RFC 5652 section 5.4 and 5.6), in DER or as streams are written (see
/// definite_form.h). `content` is the document where the signature is detached; given for an attached one, it
/// must be the same octets.
///
/// cms.form fails with what parse_signed_data and definite_form refuse: no signer at all is one of them.
/// cms.content: indeterminate with cms_content_missing, failed with cms_content_differs.
/// cms.signer-certificate: cms_signer_certificate_missing or _ambiguous, what parse_certificate refuses,
///   certificate_unknown_critical_extension, certificate_key_usage_wrong (neither signatures nor
///   non-repudiation).
/// cms.algorithms: cms_digest_refused (SHA-1 and older), cms_algorithms_differ, signature_algorithm_refused,
///   certificate_weak_key (RSA under 2048 bits), key_malformed.
/// cms.attributes: cms_attributes_missing (a signature over the content itself could be one over attributes,
///   and the other way round), _not_der, cms_attribute_missing, _repeated, _misplaced,
///   cms_content_type_mismatch, der_*.
/// cms.message-digest: cms_message_digest_mismatch.
/// cms.signing-certificate: cms_signing_certificate_missing, _mismatch, cms_digest_refused, der_*.
/// cms.signature: signature_invalid.
[[nodiscard]] SignedDataCheck check_signed_data(base::ByteView signed_data,
                                                std::optional<base::ByteView> content, Level level);

}  // namespace kazashi::cms
