// The signed document: SignedData (RFC 5652 section 5) around attributes and the signature over them.
#pragma once

#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/failure.h"
#include "cms/signed_attributes.h"

namespace kazashi::cms {

struct Assembly {
  const SignedAttributes& attributes;
  base::ByteView signature;                  ///< RSA PKCS #1 v1.5 over `attributes.digest`
  std::optional<base::ByteView> content;     ///< goes inside; absent for a detached signature
  std::span<const base::Bytes> authorities;  ///< DER certificates to go along, the signer's comes by itself
};

/// A ContentInfo in DER with one signer. Nothing is handed out that does not verify: the signature is checked
/// with the certificate's key first.
///
/// Failures: signature_invalid, signature_algorithm_refused (the certificate's key is not RSA),
/// key_malformed, cms_message_digest_mismatch (`content` is not what the attributes speak of), and those of
/// pki::parse_certificate.
[[nodiscard]] base::Result<base::Bytes> assemble(const Assembly& parts);

}  // namespace kazashi::cms
