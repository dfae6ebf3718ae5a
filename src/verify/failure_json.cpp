#include "verify/failure_json.h"

namespace kazashi::verify {
namespace {

const char* kind_text(base::DetailKind kind) {
  switch (kind) {
    case base::DetailKind::none:
      break;
    case base::DetailKind::tries_left:
      return "tries-left";
    case base::DetailKind::status_word:
      return "status-word";
    case base::DetailKind::byte_offset:
      return "byte-offset";
    case base::DetailKind::certificate_index:
      return "certificate-index";
    case base::DetailKind::reader_status:
      return "reader-status";
  }
  return nullptr;
}

}  // namespace

nlohmann::json failure_json(const base::Failure& failure) {
  nlohmann::json json = {{"code", base::code_text(failure.code)}};
  if (const char* kind = kind_text(base::detail_kind(failure.code))) {
    json["detail"] = {{"kind", kind}, {"value", failure.detail}};
  }
  return json;
}

}  // namespace kazashi::verify
