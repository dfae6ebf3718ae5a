// The trust bundle: which authorities count, sent in a signed envelope.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "pki/anchor.h"
#include "trust/envelope.h"

namespace kazashi::trust {

inline constexpr std::string_view kTrustBundleKind = "trust-bundle";

/// Which application of a My Number Card an issuer of card-verifiable certificates vouches for.
enum class CardIssuerPurpose : std::uint8_t { attributes, face };

/// Who signs card-verifiable certificates. The authority publishes no list of these keys, so each says
/// whether it comes from the authority itself.
struct CardIssuer {
  CardIssuerPurpose purpose;
  std::string name;  ///< stable id
  std::array<std::uint8_t, 16> key_id{};
  base::Bytes modulus;  ///< 256 octets; the exponent is 65537
  bool official;
  pki::Provenance provenance;
};

/// Who certifies the keys that sign residence cards.
struct ResidenceIssuer {
  std::string name;         ///< stable id
  base::Bytes certificate;  ///< DER
  bool official;
  pki::Provenance provenance;
};

struct TrustBundle {
  std::string id;
  std::uint64_t version = 0;
  base::UtcTime issued;
  base::UtcTime expires;
  std::string signer;
  pki::AnchorSet anchors;  ///< its source reads "trust-bundle ID VERSION"
  std::vector<CardIssuer> card_issuers;
  std::vector<ResidenceIssuer> residence_issuers;
};

/// What a payload says, before the envelope around it is known.
struct TrustPayload {
  pki::AnchorSet anchors;  ///< source and issued are left to the caller
  std::vector<CardIssuer> card_issuers;
  std::vector<ResidenceIssuer> residence_issuers;
};

/// Opens an envelope of kTrustBundleKind and reads its payload. `environment` is whose authorities the caller
/// is willing to believe: a bundle of the other one is refused however well it is signed, so that "production
/// only" is said in one place and not wherever a verdict is read. Failures: those of open_envelope and of
/// parse_trust_payload; trust_environment_refused.
[[nodiscard]] base::Result<TrustBundle> open_trust_bundle(base::ByteView envelope,
                                                          std::span<const Signer> signers, base::UtcTime now,
                                                          std::uint64_t minimum_version,
                                                          pki::Environment environment);

/// Reads the payload, UTF-8 JSON without duplicate or unknown members:
///   { "format": "kazashi-trust:1", "environment": "production" | "test", "anchors": [ {
///       "purpose": "authentication" | "signature", "fingerprint": 64 hex, "name": id, "serial": hex,
///       "subjectKeyIdentifier": hex (optional), "notBefore": and "notAfter": `YYYY-MM-DD` or
///       `YYYY-MM-DDThh:mm:ssZ`, "certificate": base64 DER (optional), "provenance": { "source": text,
///       "confidence": see pki::Confidence, "note": text (optional) } } ],
///     "cardIssuers" (optional): [ { "purpose": "attributes" | "face", "name": id, "keyId": 32 hex,
///       "modulus": base64 of 256 octets, "official": boolean, "provenance": as above } ],
///     "residenceIssuers" (optional): [ { "name": id, "certificate": base64 DER, "official": boolean,
///       "provenance": as above } ] }
/// A date alone means its first second for notBefore and its last for notAfter, in UTC.
/// A certificate, where there is one, must agree with what stands beside it.
///
/// Failures: trust_malformed; trust_test_authority_in_production (a test hierarchy's certificate, or an
/// anchor or issuer made for tests, in a production bundle); trust_environments_mixed (another hierarchy's
/// certificate or issuer in a test bundle).
[[nodiscard]] base::Result<TrustPayload> parse_trust_payload(std::string_view json);

}  // namespace kazashi::trust
