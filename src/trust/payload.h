// Reading the JSON inside a signed envelope: every member is known, and none stands twice.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/failure.h"
#include "pki/anchor.h"

namespace kazashi::trust::payload {

[[nodiscard]] inline std::unexpected<base::Failure> malformed() {
  return base::fail(base::FailureCode::trust_malformed);
}

/// Refuses an object that has a member twice: of two, another reader might believe the other.
/// trust_malformed.
[[nodiscard]] base::Result<nlohmann::json> parse_json(std::string_view text);

/// One JSON object, each of whose members must be known. Aliases it. Failures: trust_malformed.
class Members {
 public:
  static base::Result<Members> of(const nlohmann::json& value, std::initializer_list<std::string_view> known);

  /// nullptr where it is absent.
  [[nodiscard]] const nlohmann::json* find(std::string_view name) const;
  [[nodiscard]] base::Result<std::string> text(std::string_view name) const;
  [[nodiscard]] base::Result<std::optional<std::string>> optional_text(std::string_view name) const;
  [[nodiscard]] base::Result<bool> boolean(std::string_view name) const;

 private:
  explicit Members(const nlohmann::json& object) : object_(&object) {}
  const nlohmann::json* object_;
};

/// {"source", "confidence", "note"?}. trust_malformed.
[[nodiscard]] base::Result<pki::Provenance> read_provenance(const nlohmann::json* value);

}  // namespace kazashi::trust::payload
