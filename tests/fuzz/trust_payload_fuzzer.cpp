// An accepted trust bundle names each authority once and, in production, none that was made for tests.
#include <cstdint>
#include <cstdlib>

#include "trust/trust_bundle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const auto payload = trust::parse_trust_payload(base::as_text({octets, size}));
  if (!payload) return 0;
  const auto* anchors = &payload->anchors;
  for (const pki::Anchor& anchor : anchors->anchors) {
    if (anchors->find(anchor.fingerprint) != &anchor || !trust::is_id(anchor.name)) std::abort();
    const bool for_tests = anchor.provenance.confidence == pki::Confidence::generated_for_tests;
    if (for_tests && anchors->environment == pki::Environment::production) std::abort();
  }
  return 0;
}
