#include "base/finding.h"

#include <array>

namespace kazashi::base {
namespace {

constexpr std::string_view kFindingIds[] = {
#define KAZASHI_FINDING(name, id) id,
#include "base/findings.def"
#undef KAZASHI_FINDING
};
constexpr std::string_view kOutcomes[] = {"not-checked", "passed", "failed", "indeterminate"};
constexpr std::string_view kVerdicts[] = {
#define KAZASHI_VERDICT(name, text) text,
#include "base/verdicts.def"
};
constexpr std::string_view kSubIndications[] = {
#define KAZASHI_SUB_INDICATION(name, text) text,
#include "base/verdicts.def"
};

}  // namespace

std::string_view id_text(FindingId id) { return kFindingIds[static_cast<std::size_t>(id)]; }
std::string_view outcome_text(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::string_view verdict_text(Verdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }
std::string_view sub_indication_text(SubIndication indication) {
  return kSubIndications[static_cast<std::size_t>(indication)];
}

}  // namespace kazashi::base
