// What a card tells about a person: held like a PIN, so that nothing prints, logs or compares it by accident.
#pragma once

#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/secret.h"

namespace kazashi::card {

/// Octets about a person, wiped after use. Move-only and without any operator: whoever wants to see them says
/// so by reveal(), and reviewers can search for that word.
class Personal {
 public:
  Personal() = default;
  explicit Personal(base::ByteView octets) : octets_(octets.begin(), octets.end()) {}
  explicit Personal(base::SensitiveBytes octets) : octets_(std::move(octets)) {}
  Personal(Personal&&) = default;
  Personal& operator=(Personal&&) = default;
  Personal(const Personal&) = delete;
  Personal& operator=(const Personal&) = delete;
  ~Personal() = default;

  /// Aliases this object.
  [[nodiscard]] base::ByteView reveal() const { return octets_; }
  /// The same octets as text; UTF-8 only where the field that it came from promises it.
  [[nodiscard]] std::string_view reveal_text() const { return base::as_text(octets_); }
  [[nodiscard]] bool empty() const { return octets_.empty(); }

 private:
  base::SensitiveBytes octets_;
};

/// A value that no signature covers although it was read beside signed ones.
struct NotSigned {
  Personal value;
};

}  // namespace kazashi::card
