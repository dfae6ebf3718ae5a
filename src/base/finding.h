// Findings: what was checked, with what outcome, resting on what evidence of what age.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/failure.h"
#include "base/time.h"

namespace kazashi::base {

enum class FindingId : std::uint8_t {
#define KAZASHI_FINDING(name, id) name,
#include "base/findings.def"
#undef KAZASHI_FINDING
};

/// not_checked comes first: an outcome that nobody has set is none of the others.
enum class Outcome : std::uint8_t { not_checked, passed, failed, indeterminate };

enum class Verdict : std::uint8_t {
#define KAZASHI_VERDICT(name, text) name,
#include "base/verdicts.def"
};

enum class SubIndication : std::uint8_t {
#define KAZASHI_SUB_INDICATION(name, text) name,
#include "base/verdicts.def"
};

/// Where the data behind a finding came from and when it was issued, so that its age can be shown.
struct FindingSource {
  std::string name;  ///< a stable id such as "trust-bundle kazashi-test 3", never a sentence
  std::optional<UtcTime> issued;

  friend bool operator==(const FindingSource&, const FindingSource&) = default;
};

struct Finding {
  FindingId id;
  Outcome outcome;
  std::optional<Failure> reason;             ///< always there unless the outcome is passed
  std::optional<std::uint32_t> certificate;  ///< 0 is the end-entity certificate
  std::optional<FindingSource> source;
};

[[nodiscard]] std::string_view id_text(FindingId id);
[[nodiscard]] std::string_view outcome_text(Outcome outcome);
[[nodiscard]] std::string_view verdict_text(Verdict verdict);
[[nodiscard]] std::string_view sub_indication_text(SubIndication indication);

}  // namespace kazashi::base
