#include "base/failure.h"

#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/card_dialogue.h"
#include "base/finding.h"

using namespace kazashi::base;

namespace {

constexpr FailureCode kAll[] = {
#define KAZASHI_FAILURE(name, code, detail) FailureCode::name,
#include "base/failures.def"
#undef KAZASHI_FAILURE
};

}  // namespace

TEST_CASE("every failure has a code of its own, a group and a name in kebab case", "[failure]") {
  std::set<std::string> seen;
  for (const FailureCode code : kAll) {
    const std::string text(code_text(code));
    CAPTURE(text);
    CHECK(seen.insert(text).second);
    CHECK(std::ranges::count(text, '.') == 1);
    CHECK(std::ranges::all_of(text, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }));
  }
}

TEST_CASE("a failure says what its number counts", "[failure]") {
  CHECK(detail_kind(FailureCode::pin_wrong) == DetailKind::tries_left);
  CHECK(detail_kind(FailureCode::card_status) == DetailKind::status_word);
  CHECK(detail_kind(FailureCode::cancelled) == DetailKind::none);
}

TEST_CASE("the words of reports are those of the lists", "[failure]") {
  CHECK(id_text(FindingId::revocation_status) == "revocation.status");
  CHECK(verdict_text(Verdict::indeterminate) == "INDETERMINATE");
  CHECK(sub_indication_text(SubIndication::try_later) == "TRY_LATER");
  CHECK(outcome_text(Outcome::not_checked) == "not-checked");
  CHECK(id_text(Stage::releasing_reader) == "releasing-reader");
}
