#include "cases/office_tag_case.h"

#include <utility>
#include <vector>

#include "base/time.h"
#include "cases/case_reader.h"
#include "reader/ndef.h"
#include "trust/office_tag.h"
#include "verify/failure_json.h"

namespace kazashi::cases {
namespace {

using base::FailureCode;
using base::Result;
using nlohmann::json;

struct TagCase {
  base::Bytes message;
  std::vector<trust::OfficeAuthority> authorities;  ///< each named by its place
  base::UtcTime time;
  std::string origin;  ///< empty: any
};

TagCase read_case(CaseReader& reader) {
  TagCase asked{};
  asked.message = reader.octets("message");
  for (auto& certificate : reader.octet_list("anchors")) {
    asked.authorities.push_back(
        {.name = std::to_string(asked.authorities.size()), .certificate = std::move(certificate)});
  }
  const auto time = base::parse_utc(reader.text("time"));
  if (!time) reader.refuse(time.error().code, "time");
  asked.time = time.value_or(base::UtcTime{});
  if (reader.has("origin")) asked.origin = reader.text("origin");
  return asked;
}

Result<trust::OfficeTag> verify_case(const TagCase& asked) {
  KAZASHI_TRY(records, reader::parse_ndef_message(asked.message));
  const auto* record = reader::find_external(records, trust::kOfficeRecordType);
  if (record == nullptr) return base::fail(FailureCode::office_tag_missing);
  if (records.size() > 1) return base::fail(FailureCode::office_tag_not_alone);
  KAZASHI_TRY(tag, trust::open_office_tag(record->payload, asked.authorities, asked.time));
  if (!asked.origin.empty() && tag.origin != asked.origin)
    return base::fail(FailureCode::office_tag_other_origin);
  return std::move(tag);
}

json tag_json(const trust::OfficeTag& tag, const std::vector<trust::OfficeAuthority>& authorities) {
  std::size_t anchor = 0;
  while (authorities[anchor].name != tag.authority) ++anchor;
  return {{"office", tag.office},
          {"origin", tag.origin},
          {"procedure", tag.procedure},
          {"from", base::format_utc(tag.from)},
          {"until", base::format_utc(tag.until)},
          {"subject", tag.subject},
          {"anchor", anchor}};
}

}  // namespace

std::string answer_office_tag_case(std::string_view line) {
  CaseReader reader(line);
  const TagCase asked = read_case(reader);
  if (const auto& fault = reader.finish()) {
    json answer = fault_json(reader.id(), *fault);
    answer["valid"] = false;
    return to_line(answer);
  }
  const auto tag = verify_case(asked);
  json answer = {{"id", reader.id()}, {"valid", tag.has_value()}};
  if (tag) {
    answer["tag"] = tag_json(*tag, asked.authorities);
  } else {
    answer["failure"] = verify::failure_json(tag.error());
  }
  return to_line(answer);
}

}  // namespace kazashi::cases
