#include "base/failure.h"

#include <array>

namespace kazashi::base {
namespace {

struct Entry {
  std::string_view code;
  DetailKind detail;
};

constexpr std::array kEntries = {
#define KAZASHI_FAILURE(name, code, detail) Entry{code, DetailKind::detail},
#include "base/failures.def"
#undef KAZASHI_FAILURE
};

const Entry& entry(FailureCode code) { return kEntries[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view code_text(FailureCode code) { return entry(code).code; }
DetailKind detail_kind(FailureCode code) { return entry(code).detail; }

}  // namespace kazashi::base
