// A place in a book: a JSON value that knows the way back to the root, so that a refusal can say where.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/failure.h"
#include "base/time.h"

namespace kazashi::rules {

/// Aliases the document and the place it was reached from: both must outlive it.
class Place {
 public:
  /// The root. `fault` may be null.
  Place(const nlohmann::json& root, std::string* fault) : value_(&root), fault_(fault) {}

  [[nodiscard]] const nlohmann::json& value() const { return *value_; }

  /// rules_malformed, and the JSON Pointer of this place into `fault`.
  [[nodiscard]] std::unexpected<base::Failure> refuse() const;

  /// Refuses what is no object and every member whose name is not in the list.
  [[nodiscard]] base::Result<void> only(std::initializer_list<std::string_view> names) const;

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] base::Result<Place> member(std::string_view name) const;

  /// The elements of an array with `least` to `most` of them.
  [[nodiscard]] base::Result<std::vector<Place>> items(std::size_t least, std::size_t most) const;

  [[nodiscard]] base::Result<std::string> text() const;  ///< not empty
  [[nodiscard]] base::Result<std::int64_t> integer() const;
  [[nodiscard]] base::Result<bool> boolean() const;
  [[nodiscard]] base::Result<base::CivilDate> date() const;

  [[nodiscard]] base::Result<std::string> text(std::string_view name) const;
  [[nodiscard]] base::Result<base::CivilDate> date(std::string_view name) const;

 private:
  using Step = std::variant<std::monostate, std::string_view, std::size_t>;  // from the parent to here

  Place(const nlohmann::json& value, const Place& parent, Step step)
      : value_(&value), parent_(&parent), step_(step), fault_(parent.fault_) {}

  [[nodiscard]] std::string pointer() const;

  const nlohmann::json* value_;
  const Place* parent_ = nullptr;
  Step step_;
  std::string* fault_;
};

}  // namespace kazashi::rules
