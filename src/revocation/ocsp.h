// OCSP responses (RFC 6960), read strictly and believed only from whom the certificate's own issuer
// authorised.
//
// Read by our own DER reader and verified by crypto: OpenSSL's OCSP module is laxer than the public suites
// ask (critical extensions, times, repeated answers) and would cost the page its weight.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "crypto/signature.h"
#include "pki/certificate.h"
#include "revocation/sha1.h"
#include "revocation/status.h"

namespace kazashi::revocation {

/// About one certificate, named by hashes of its issuer's name and key (section 4.1.1).
struct OcspSingle {
  crypto::Hash hash = crypto::Hash::sha1;
  base::Bytes issuer_name_hash = {};
  base::Bytes issuer_key_hash = {};
  base::Bytes serial = {};          ///< content octets
  Status status = Status::unknown;  ///< good, revoked or unknown
  std::optional<base::UtcTime> revoked_at = {};
  std::optional<Reason> reason = {};
  base::UtcTime this_update = {};
  std::optional<base::UtcTime> next_update = {};
};

/// A response as read; nothing in it has been believed. Owns its octets.
struct OcspResponse {
  std::optional<base::Bytes> responder_name = {};      ///< one of these two
  std::optional<base::Bytes> responder_key_hash = {};  ///< SHA-1
  base::UtcTime produced_at = {};
  std::vector<OcspSingle> singles = {};
  std::optional<base::Bytes> nonce = {};
  base::Bytes signed_octets = {};
  crypto::SignatureParameters algorithm = {};
  base::Bytes signature = {};
  std::vector<base::Bytes> certificates = {};
};

/// Responders answer for one certificate, or a few; with their own certificate they send 1 to 3 KiB.
inline constexpr std::size_t kMaxOcspSize = 64 * 1024;

/// One OCSPResponse and nothing after it. Failures: der_*; ocsp_no_answer (another status than successful);
/// ocsp_malformed for a rule of RFC 6960 that is broken where the DER is sound; ocsp_unsupported for another
/// kind of response or a critical extension that is not known; signature_algorithm_refused.
[[nodiscard]] base::Result<OcspResponse> parse_ocsp(base::ByteView der);

struct OcspRules {
  base::UtcTime time;
  Sha1 sha1;
  /// What the request carried; the response must then carry it too.
  std::optional<base::Bytes> nonce = {};
};

/// Whether `issuer`, already trusted, or whom it authorised (section 4.2.2.2: a certificate in the response,
/// issued by it directly for id-kp-OCSPSigning and valid at the time) signed the response. Whether that
/// certificate was itself revoked is not asked: authorities give it a short life for that. Failures:
/// ocsp_responder_refused, ocsp_signature_invalid, ocsp_nonce_mismatch, signature_algorithm_refused (SHA-1),
/// key_malformed.
[[nodiscard]] base::Result<void> verify_ocsp(const OcspResponse& response, const pki::Certificate& issuer,
                                             const OcspRules& rules);

/// Whether every answer in it is about a certificate of `issuer`; ocsp_other_certificate otherwise.
[[nodiscard]] base::Result<void> check_ocsp_issuer(const OcspResponse& response,
                                                   const pki::Certificate& issuer);

/// Verifies and says what the response has about `certificate`: of several answers the worst. How fresh it is
/// is status_of's to judge. Failures: those of verify_ocsp; ocsp_other_certificate; ocsp_times_invalid
/// (nextUpdate before thisUpdate, made before the certificate, or of the future).
[[nodiscard]] base::Result<ProvenStatus> ocsp_status(const OcspResponse& response,
                                                     const pki::Certificate& certificate,
                                                     const pki::Certificate& issuer, const OcspRules& rules);

}  // namespace kazashi::revocation
