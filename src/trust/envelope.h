// The one signed envelope for everything that is distributed: a COSE_Sign1 over what it is, its version and
// dates, and the payload.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"

namespace kazashi::trust {

/// Somebody whose signature the application accepts, pinned when it was built.
struct Signer {
  std::string id;
  std::vector<std::string> kinds;  ///< the kinds of envelope this one may sign; none of them is implied
  base::Bytes public_key;          ///< SubjectPublicKeyInfo of a P-384 key
};

/// What an envelope says about itself, after its signature was verified.
struct Envelope {
  std::string kind;
  std::string id;
  std::uint64_t version = 0;
  base::UtcTime issued;
  base::UtcTime expires;
  base::Bytes payload;
  std::string signer;  ///< Signer::id
};

/// Opens an envelope of `kind`.
///
/// Encoding: COSE_Sign1 as in cose/sign1.h whose payload is the deterministic CBOR map {"id": tstr, "kind":
/// tstr, "issued": tstr, "expires": tstr, "payload": bstr, "version": uint}; dates are
/// `YYYY-MM-DDThh:mm:ssZ`, id and kind are 1 to 64 of a-z 0-9 and hyphen. The kid is the first 8 octets of
/// SHA-256 over the signer's SubjectPublicKeyInfo.
///
/// Failures, in the order of checking: cbor_malformed, signature_algorithm_refused, envelope_unknown_signer
/// (none with that kid, or one that may not sign this kind), key_malformed (the signer's),
/// envelope_signature_invalid, envelope_malformed, envelope_wrong_kind, envelope_not_yet_valid,
/// envelope_expired (both ends belong to the period), envelope_rollback (version below `minimum_version`, the
/// one in hand).
[[nodiscard]] base::Result<Envelope> open_envelope(base::ByteView octets, std::string_view kind,
                                                   std::span<const Signer> signers, base::UtcTime now,
                                                   std::uint64_t minimum_version);

/// Whether a text may serve as an id: 1 to 64 of a-z, 0-9 and hyphen. Ids are shown in Reports beside others.
[[nodiscard]] bool is_id(std::string_view text);

}  // namespace kazashi::trust
