#include "rules/place.h"

#include <algorithm>
#include <cstdint>

namespace kazashi::rules {

using base::Result;
using nlohmann::json;

std::string Place::pointer() const {
  if (parent_ == nullptr) return {};
  std::string path = parent_->pointer() + '/';
  if (const auto* index = std::get_if<std::size_t>(&step_)) return path + std::to_string(*index);
  if (const auto* name = std::get_if<std::string_view>(&step_)) {
    for (const char c : *name) {  // RFC 6901 section 3
      if (c == '~') {
        path += "~0";
      } else if (c == '/') {
        path += "~1";
      } else {
        path += c;
      }
    }
  }
  return path;
}

std::unexpected<base::Failure> Place::refuse() const {
  if (fault_ != nullptr) *fault_ = pointer();
  return base::fail(base::FailureCode::rules_malformed);
}

Result<void> Place::only(std::initializer_list<std::string_view> names) const {
  if (!value_->is_object()) return refuse();
  for (auto entry = value_->begin(); entry != value_->end(); ++entry) {
    if (std::ranges::find(names, entry.key()) == names.end())
      return Place{entry.value(), *this, entry.key()}.refuse();
  }
  return {};
}

bool Place::has(std::string_view name) const { return value_->is_object() && value_->contains(name); }

Result<Place> Place::member(std::string_view name) const {
  if (!has(name)) return refuse();
  return Place{*value_->find(name), *this, name};
}

Result<std::vector<Place>> Place::items(std::size_t least, std::size_t most) const {
  if (!value_->is_array() || value_->size() < least || value_->size() > most) return refuse();
  std::vector<Place> places;
  places.reserve(value_->size());
  for (const json& item : *value_) places.push_back(Place{item, *this, places.size()});
  return places;
}

Result<std::string> Place::text() const {
  const auto* text = value_->get_ptr<const std::string*>();
  if (text == nullptr || text->empty()) return refuse();
  return *text;
}

Result<std::int64_t> Place::integer() const {
  // Zero and positive numbers are kept unsigned by the parser.
  if (const auto* number = value_->get_ptr<const json::number_unsigned_t*>()) {
    if (*number > static_cast<std::uint64_t>(INT64_MAX)) return refuse();
    return static_cast<std::int64_t>(*number);
  }
  const auto* number = value_->get_ptr<const json::number_integer_t*>();
  if (number == nullptr) return refuse();
  return *number;
}

Result<bool> Place::boolean() const {
  const auto* truth = value_->get_ptr<const bool*>();
  if (truth == nullptr) return refuse();
  return *truth;
}

Result<base::CivilDate> Place::date() const {
  KAZASHI_TRY(written, text());
  const auto date = base::parse_date(written);
  if (!date) return refuse();
  return *date;
}

Result<std::string> Place::text(std::string_view name) const {
  KAZASHI_TRY(place, member(name));
  return place.text();
}

Result<base::CivilDate> Place::date(std::string_view name) const {
  KAZASHI_TRY(place, member(name));
  return place.date();
}

}  // namespace kazashi::rules
