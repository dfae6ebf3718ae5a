#include "verify/data.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/utf8.h"

namespace kazashi::verify {
namespace {

using nlohmann::json;

constexpr std::string_view kOctets = "application/octet-stream";

/// A procedure's word for what an item tells; empty where procedures have none.
std::string_view attribute_word(Disclosure disclosure) {
  switch (disclosure) {
    case Disclosure::name:
      return "name";
    case Disclosure::address:
      return "address";
    case Disclosure::birth_date:
      return "birth-date";
    case Disclosure::sex:
      return "sex";
    case Disclosure::card:
    case Disclosure::photo:
    case Disclosure::other:
      break;
  }
  return {};
}

bool may_see(const MaySee& limit, Disclosure disclosure) {
  if (disclosure == Disclosure::card) return true;
  if (disclosure == Disclosure::photo) return limit.photo;
  const auto word = attribute_word(disclosure);
  return !word.empty() && limit.attributes.contains(word);
}

json item_json(const DataItem& item) {
  json entry = {{"from", item.from}, {"signed", item.is_signed}};
  if (item.media.empty()) {
    entry["value"] = item.value.reveal_text();
  } else {
    entry["base64"] = base::to_base64(item.value.reveal());
    entry["mediaType"] = item.media;
  }
  for (const auto& [index, marker] : item.missing) {
    entry["missing"].push_back({{"index", index}, {"marker", marker}});
  }
  return entry;
}

}  // namespace

Data disclosed(Data data, const Procedure* procedure) {
  if (procedure != nullptr) {
    std::erase_if(data, [&](const DataItem& item) { return !may_see(procedure->may_see, item.disclosure); });
  }
  return data;
}

json data_json(const Data& data) {
  json object = json::object();
  for (const DataItem& item : data) object[item.name] = item_json(item);
  return object;
}

DataItem text_item(std::string name, base::ByteView text, std::string_view from, bool is_signed,
                   Disclosure disclosure) {
  const std::string_view media = base::is_utf8(base::as_text(text)) ? "" : kOctets;
  return picture_item(std::move(name), text, media, from, is_signed, disclosure);
}

DataItem picture_item(std::string name, base::ByteView picture, std::string_view media, std::string_view from,
                      bool is_signed, Disclosure disclosure) {
  return {.name = std::move(name),
          .value = card::Personal(picture),
          .media = media,
          .from = from,
          .is_signed = is_signed,
          .disclosure = disclosure};
}

std::string dashed_date(std::string_view digits) {
  std::string text(digits);
  const bool date = text.size() == 8 && text.find_first_not_of("0123456789") == std::string::npos;
  if (date) text.insert(6, 1, '-').insert(4, 1, '-');
  return text;
}

std::optional<base::CivilDate> exact_date(std::string_view digits) {
  const auto date = base::parse_date(dashed_date(digits));
  return date ? std::optional(*date) : std::nullopt;
}

}  // namespace kazashi::verify
