// What must hold for every table and every case, tried on many cases made by rule.
#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "rules/evaluate.h"
#include "unit/rules/books.h"

namespace kazashi::rules {
namespace {

using base::CivilDate;

/// Makes cases; the same ones in every run.
class CaseMaker {
 public:
  Inputs complete(const Table& table) {
    // Dates of one case lie around one day, or thresholds between them would hardly ever be met.
    around_ = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1} + std::chrono::days{pick(36525)};
    Inputs inputs;
    for (const Input& input : table.inputs) inputs.emplace(input.name, value_for(table, input));
    return inputs;
  }

 private:
  std::int64_t pick(std::int64_t count) {
    return std::uniform_int_distribution<std::int64_t>{0, count - 1}(engine_);
  }

  CivilDate date() {
    constexpr std::array<int, 9> kDistances{0,  1,   -1,   28,  -90,
                                            92, 365, -366, 7000};  // days; what rows tell apart
    if (pick(50) == 0)
      return pick(2) == 0 ? CivilDate{std::chrono::year{0} / 1 / 1}
                          : CivilDate{std::chrono::year{9999} / 12 / 31};
    const auto distance = kDistances[static_cast<std::size_t>(pick(kDistances.size()))];
    return CivilDate{around_ + std::chrono::days{distance + pick(3)}};
  }

  Value value_for(const Table& table, const Input& input) {
    if (pick(20) == 0) return Unusable{};
    switch (input.type) {
      case Type::date:
        return date();
      case Type::integer:
        return pick(10) - 1;
      case Type::boolean:
        return pick(2) == 0;
      case Type::word:
        break;
    }
    const auto word =
        input.words[static_cast<std::size_t>(pick(static_cast<std::int64_t>(input.words.size())))];
    return table.words[static_cast<std::size_t>(word)];
  }

  std::mt19937_64 engine_{20260614};
  std::chrono::sys_days around_;
};

/// The inputs whose bit is set, and every optional one: to leave those out is to say something.
Inputs part_of(const Table& table, const Inputs& whole, InputSet kept) {
  Inputs part;
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const Input& input = table.inputs[i];
    if (input.optional || (kept >> i & 1) != 0) part.emplace(input.name, whole.at(input.name));
  }
  return part;
}

Decision decide_part(const Table& table, const Inputs& whole, InputSet kept) {
  return evaluate(testing::project_book(), table.id, part_of(table, whole, kept)).value();
}

TEST_CASE("to know more never turns one decision into another") {
  CaseMaker maker;
  for (const Table& table : testing::project_book().tables()) {
    INFO(table.id);
    const InputSet all = (InputSet{1} << table.inputs.size()) - 1;
    std::size_t decided = 0;
    std::size_t undecided = 0;
    for (std::size_t evaluations = 0; evaluations < 20'000;) {
      const Inputs whole = maker.complete(table);
      const Decision most = decide_part(table, whole, all);
      for (InputSet kept = 0; kept <= all; ++kept, ++evaluations) {
        const Decision less = decide_part(table, whole, kept);
        ++(less.decided() ? decided : undecided);
        if (!less.decided()) continue;
        INFO("kept " << kept << ", row " << less.row << ", then " << most.row);
        if (most.decided()) {
          CHECK(most.row == less.row);
          CHECK(most.values == less.values);
        } else {
          CHECK_FALSE(most.invalid.empty());  // only a contradiction may take a decision back
        }
      }
    }
    CHECK(decided > 0);
    CHECK(undecided > 0);
  }
}

TEST_CASE("what is missing settles the row when it is told") {
  CaseMaker maker;
  for (const Table& table : testing::project_book().tables()) {
    INFO(table.id);
    for (int round = 0; round < 500; ++round) {
      const Inputs whole = maker.complete(table);
      Inputs known = part_of(table, whole, 0);
      // Answering only what is asked for must come to an end, and to where knowing everything comes.
      for (std::size_t questions = 0; questions <= table.inputs.size(); ++questions) {
        const Decision decision = evaluate(testing::project_book(), table.id, known).value();
        if (decision.decided() || !decision.invalid.empty()) break;
        REQUIRE_FALSE(decision.missing.empty());
        for (const std::string& name : decision.missing) known.insert(*whole.find(name));
      }
      const Decision asked = evaluate(testing::project_book(), table.id, known).value();
      if (!asked.invalid.empty()) continue;  // it would be asked again; what else was told may settle the row
      const Decision told = evaluate(testing::project_book(), table.id, whole).value();
      CHECK(asked.outcome == told.outcome);
      // A flag may rest on what the row did not ask for: it can only come on top.
      CHECK(std::ranges::includes(told.flags, asked.flags));
    }
  }
}

TEST_CASE("the same case always comes to the same decision") {
  CaseMaker one;
  CaseMaker other;
  for (const Table& table : testing::project_book().tables()) {
    for (int round = 0; round < 100; ++round) {
      const Decision first = evaluate(testing::project_book(), table.id, one.complete(table)).value();
      const Decision second = evaluate(testing::project_book(), table.id, other.complete(table)).value();
      CHECK(first.outcome == second.outcome);
      CHECK(first.missing == second.missing);
    }
  }
}

}  // namespace
}  // namespace kazashi::rules
