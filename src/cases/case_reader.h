// Reads the members of a case strictly: each has its type, none is unknown.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::cases {

/// What is wrong with a case before anything is verified, and with which of its members.
struct CaseFault {
  base::Failure failure;
  std::string member;  ///< "path/0"; empty where the line is no JSON object
};

/// Reads never stop: each gives an empty value where the member is missing or wrong, and the first fault is
/// kept. A member that is null is not there.
class CaseReader {
 public:
  explicit CaseReader(std::string_view line);

  /// The member "id" as it stands; null where there is none.
  [[nodiscard]] const nlohmann::json& id() const { return id_; }

  [[nodiscard]] bool has(const char* name);
  [[nodiscard]] std::string text(const char* name);
  [[nodiscard]] bool flag(const char* name);                            ///< false where it is missing
  [[nodiscard]] std::optional<std::size_t> count(const char* name);     ///< up to 2^16
  [[nodiscard]] base::Bytes octets(const char* name);                   ///< base64
  [[nodiscard]] std::vector<base::Bytes> octet_list(const char* name);  ///< empty where it is missing
  [[nodiscard]] std::vector<std::string> texts(const char* name);       ///< empty where it is missing
  /// An array of objects; empty where it is missing.
  [[nodiscard]] std::vector<nlohmann::json> objects(const char* name);

  void refuse(base::FailureCode code, std::string member);
  /// Whatever was never asked for is unknown. The first fault of all, if there is one.
  [[nodiscard]] const std::optional<CaseFault>& finish();

 private:
  /// Null, and a fault unless it is optional, where it is missing.
  [[nodiscard]] const nlohmann::json* find(const char* name, bool optional);
  [[nodiscard]] base::Bytes decode(const nlohmann::json& value, std::string member);

  nlohmann::json object_;
  nlohmann::json id_;
  std::set<std::string, std::less<>> known_ = {"id"};
  std::optional<CaseFault> fault_;
};

/// {"id", "failure": {"code", ...}, "member"}
[[nodiscard]] nlohmann::json fault_json(const nlohmann::json& id, const CaseFault& fault);

/// JSON text in one line, whatever octets a text in it had.
[[nodiscard]] std::string to_line(const nlohmann::json& answer);

}  // namespace kazashi::cases
