// Envelopes for tests: sound ones, and what a test bends before they are signed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "trust/envelope.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::trust {

struct EnvelopeParts {
  std::string id = "unit";
  std::string kind = "trust-bundle";
  std::string issued = "2026-11-01T00:00:00Z";
  std::string expires = "2026-12-01T00:00:00Z";
  std::string payload = "{}";
  std::uint64_t version = 5;
};

[[nodiscard]] base::Bytes content_of(const EnvelopeParts& parts);
[[nodiscard]] base::Bytes sealed(const EnvelopeParts& parts,
                                 const crypto::TestKey& key = crypto::p384_test_key());
/// Any content, signed.
[[nodiscard]] base::Bytes sealed_content(base::ByteView content);

/// "first" (p384_test_key) may sign trust-bundle and rulebook, "second" (other_p384_test_key) rulebook alone.
[[nodiscard]] std::vector<Signer> signers();

[[nodiscard]] base::UtcTime moment(std::string_view text);
inline const base::UtcTime kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};

}  // namespace kazashi::trust
