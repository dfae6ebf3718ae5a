#include "pki/anchor.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace kazashi::pki {
namespace {

// in the order of the enumerations
constexpr std::array<std::string_view, 2> kEnvironments = {"production", "test"};
constexpr std::array<std::string_view, 2> kKinds = {"authentication", "signature"};
constexpr std::array<std::string_view, 5> kConfidences = {"two-sources", "one-source", "official-compared",
                                                          "administrator-compared", "generated-for-tests"};

template <class Enumeration, std::size_t Count>
std::optional<Enumeration> look_up(const std::array<std::string_view, Count>& texts, std::string_view text) {
  const auto found = std::ranges::find(texts, text);
  if (found == texts.end()) return std::nullopt;
  return static_cast<Enumeration>(found - texts.begin());
}

}  // namespace

std::string_view environment_text(Environment environment) {
  return kEnvironments[static_cast<std::size_t>(environment)];
}
std::string_view kind_text(CertificateKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view confidence_text(Confidence confidence) {
  return kConfidences[static_cast<std::size_t>(confidence)];
}

std::optional<Environment> environment_from(std::string_view text) {
  return look_up<Environment>(kEnvironments, text);
}
std::optional<CertificateKind> kind_from(std::string_view text) {
  return look_up<CertificateKind>(kKinds, text);
}
std::optional<Confidence> confidence_from(std::string_view text) {
  return look_up<Confidence>(kConfidences, text);
}

const Anchor* AnchorSet::find(const crypto::Sha256& fingerprint) const {
  const auto found = std::ranges::find(anchors, fingerprint, &Anchor::fingerprint);
  return found == anchors.end() ? nullptr : &*found;
}

}  // namespace kazashi::pki
