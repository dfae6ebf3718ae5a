#include "cases/case_reader.h"

#include <utility>

#include "base/base64.h"
#include "verify/failure_json.h"

namespace kazashi::cases {

using base::Bytes;
using base::FailureCode;
using nlohmann::json;

CaseReader::CaseReader(std::string_view line) : object_(json::parse(line, nullptr, false)) {
  if (!object_.is_object()) {
    object_ = json::object();
    refuse(FailureCode::json_malformed, "");
    return;
  }
  if (const auto id = object_.find("id"); id != object_.end()) id_ = *id;
  if (!id_.is_string()) refuse(FailureCode::option_malformed, "id");
}

void CaseReader::refuse(FailureCode code, std::string member) {
  if (!fault_) fault_ = CaseFault{.failure = {.code = code, .detail = 0}, .member = std::move(member)};
}

const json* CaseReader::find(const char* name, bool optional) {
  known_.insert(name);
  const auto member = object_.find(name);
  if (member != object_.end() && !member->is_null()) return &*member;
  if (!optional) refuse(FailureCode::option_malformed, name);
  return nullptr;
}

bool CaseReader::has(const char* name) { return find(name, true) != nullptr; }

std::string CaseReader::text(const char* name) {
  const json* member = find(name, false);
  if (member == nullptr) return {};
  if (!member->is_string()) {
    refuse(FailureCode::option_malformed, name);
    return {};
  }
  return member->get<std::string>();
}

bool CaseReader::flag(const char* name) {
  const json* member = find(name, true);
  if (member == nullptr) return false;
  if (!member->is_boolean()) {
    refuse(FailureCode::option_malformed, name);
    return false;
  }
  return member->get<bool>();
}

std::optional<std::size_t> CaseReader::count(const char* name) {
  const json* member = find(name, true);
  if (member == nullptr) return std::nullopt;
  if (!member->is_number_unsigned() || member->get<std::uint64_t>() > 0x10000) {
    refuse(FailureCode::option_malformed, name);
    return std::nullopt;
  }
  return member->get<std::size_t>();
}

Bytes CaseReader::decode(const json& value, std::string member) {
  if (!value.is_string()) {
    refuse(FailureCode::option_malformed, std::move(member));
    return {};
  }
  auto octets = base::from_base64(value.get_ref<const std::string&>());
  if (octets) return *std::move(octets);
  if (!fault_) fault_ = CaseFault{.failure = octets.error(), .member = std::move(member)};
  return {};
}

Bytes CaseReader::octets(const char* name) {
  const json* member = find(name, false);
  return member != nullptr ? decode(*member, name) : Bytes{};
}

std::vector<Bytes> CaseReader::octet_list(const char* name) {
  std::vector<Bytes> list;
  const json* member = find(name, true);
  if (member == nullptr) return list;
  if (!member->is_array()) {
    refuse(FailureCode::option_malformed, name);
    return list;
  }
  for (const json& value : *member) {
    list.push_back(decode(value, std::string(name) + '/' + std::to_string(list.size())));
  }
  return list;
}

std::vector<std::string> CaseReader::texts(const char* name) {
  std::vector<std::string> list;
  const json* member = find(name, true);
  if (member == nullptr) return list;
  if (!member->is_array()) {
    refuse(FailureCode::option_malformed, name);
    return list;
  }
  for (const json& value : *member) {
    if (value.is_string()) {
      list.push_back(value.get<std::string>());
    } else {
      refuse(FailureCode::option_malformed, std::string(name) + '/' + std::to_string(list.size()));
    }
  }
  return list;
}

std::vector<json> CaseReader::objects(const char* name) {
  std::vector<json> list;
  const json* member = find(name, true);
  if (member == nullptr) return list;
  if (!member->is_array()) {
    refuse(FailureCode::option_malformed, name);
    return list;
  }
  for (const json& value : *member) {
    if (!value.is_object())
      refuse(FailureCode::option_malformed, std::string(name) + '/' + std::to_string(list.size()));
    list.push_back(value);
  }
  return list;
}

const std::optional<CaseFault>& CaseReader::finish() {
  for (const auto& [name, value] : object_.items()) {
    if (!known_.contains(name)) refuse(FailureCode::member_unknown, name);
  }
  return fault_;
}

json fault_json(const json& id, const CaseFault& fault) {
  json answer = {{"id", id}, {"failure", verify::failure_json(fault.failure)}};
  if (!fault.member.empty()) answer["member"] = fault.member;
  return answer;
}

std::string to_line(const json& answer) {
  return answer.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace kazashi::cases
