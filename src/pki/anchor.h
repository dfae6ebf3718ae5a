// Trust anchors: which authorities count, for what, and how we came to know them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "crypto/digest.h"

namespace kazashi::pki {

/// What a card's certificate is for. Authorities are apart for each and never stand in for one another.
enum class CertificateKind : std::uint8_t { authentication, signature };

/// Whether the authorities are of the real world. A set of anchors is of one environment only.
enum class Environment : std::uint8_t { production, test };

/// How sure we are that an anchor's fingerprint is the authority's.
enum class Confidence : std::uint8_t {
  two_sources,             ///< the same octets in two independent public places
  one_source,              ///< one public place
  official_compared,       ///< compared with what the authority itself publishes
  administrator_compared,  ///< the administrator of this installation says to have compared it
  generated_for_tests
};
[[nodiscard]] std::string_view environment_text(Environment environment);
[[nodiscard]] std::string_view kind_text(CertificateKind kind);
[[nodiscard]] std::string_view confidence_text(Confidence confidence);
[[nodiscard]] std::optional<Environment> environment_from(std::string_view text);
[[nodiscard]] std::optional<CertificateKind> kind_from(std::string_view text);
[[nodiscard]] std::optional<Confidence> confidence_from(std::string_view text);

struct Provenance {
  std::string source;
  Confidence confidence;
  std::string note;  ///< may be empty
};

/// One authority. The fingerprint alone decides; everything else is there to be shown or to find the
/// certificate.
struct Anchor {
  CertificateKind purpose;
  crypto::Sha256 fingerprint{};  ///< SHA-256 of the authority's certificate
  std::string name;              ///< stable id such as "auth-ca-03"
  std::string serial;            ///< hexadecimal, lower case
  std::optional<base::Bytes> subject_key_identifier;
  base::UtcTime not_before;
  base::UtcTime not_after;
  std::optional<base::Bytes> certificate;  ///< absent where it comes from the card
  Provenance provenance;
};

/// All anchors that count at one time.
struct AnchorSet {
  Environment environment = Environment::production;
  std::string source;  ///< for findings, such as "trust-bundle kazashi-test 3"
  std::optional<base::UtcTime> issued;
  std::vector<Anchor> anchors;

  /// The anchor with this fingerprint, whatever it is for. Aliases this set.
  [[nodiscard]] const Anchor* find(const crypto::Sha256& fingerprint) const;
};

}  // namespace kazashi::pki
