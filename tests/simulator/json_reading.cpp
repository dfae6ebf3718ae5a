#include "simulator/json_reading.h"

#include "simulator/base64.h"

namespace kazashi_simulator {

using nlohmann::json;

namespace {

std::optional<std::uint16_t> file_id(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (text.size() != 4) {
    return std::nullopt;
  }
  unsigned id = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    id = id * 16 + static_cast<unsigned>(digit);
  }
  return static_cast<std::uint16_t>(id);
}

}  // namespace

const json* member(const json& object, const char* name) {
  if (!object.is_object()) {
    return nullptr;
  }
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

bool read_text(const json* value, std::string& out) {
  if (value == nullptr || !value->is_string()) {
    return false;
  }
  out = value->get<std::string>();
  return !out.empty();
}

bool read_bytes(const json& object, const char* name, Bytes& out) {
  std::string text;
  if (!read_text(member(object, name), text)) {
    return false;
  }
  auto decoded = from_base64(text);
  if (!decoded || decoded->empty()) {
    return false;
  }
  out = std::move(*decoded);
  return true;
}

bool read_count(const json* value, unsigned at_most, unsigned& out) {
  if (value == nullptr || !value->is_number_unsigned() || value->get<std::uint64_t>() > at_most) {
    return false;
  }
  out = value->get<unsigned>();
  return true;
}

bool read_files(const json* value, std::map<std::uint16_t, Bytes>& out) {
  if (value == nullptr || !value->is_object() || value->empty()) {
    return false;
  }
  for (const auto& entry : value->items()) {
    const auto id = file_id(entry.key());
    if (!id || !read_bytes(*value, entry.key().c_str(), out[*id])) {
      return false;
    }
  }
  return true;
}

}  // namespace kazashi_simulator
