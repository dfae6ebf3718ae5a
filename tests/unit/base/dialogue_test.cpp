#include "base/dialogue.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "base/secret.h"

using namespace kazashi::base;

namespace {

struct Double {
  using Answer = int;
  int number;
};
struct Fetch {
  using Answer = std::unique_ptr<int>;  // answers may be move-only
};
struct Say {
  using Answer = Done;
  Secret text;
};
using Vocabulary = std::variant<Double, Fetch, Say>;
template <class T>
using Talk = Dialogue<Vocabulary, Result<T>>;

Talk<int> doubled_and_one(int number) {
  KAZASHI_CO_TRY(twice, co_await Double{number});
  co_return twice + 1;
}

Talk<int> middle(int number) {
  KAZASHI_CO_TRY(first, co_await doubled_and_one(number));
  KAZASHI_CO_TRY(second, co_await doubled_and_one(first));
  KAZASHI_CO_TRY(fetched, co_await Fetch{});
  co_return first + second + *fetched;
}

Talk<std::string> outer(int rounds) {
  int sum = 0;
  for (int round = 0; round < rounds; ++round) {
    KAZASHI_CO_TRY(value, co_await middle(round));
    KAZASHI_CO_CHECK(co_await Say{Secret(as_bytes("round"))});
    sum += value;
  }
  co_return std::to_string(sum);
}

Talk<int> silent() { co_return 7; }

Talk<int> calls_silent_often() {
  int sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    KAZASHI_CO_TRY(value, co_await silent());
    sum += value;
  }
  co_return sum;
}

Talk<int> tidies_up() {
  const auto answer = co_await Double{1};
  static_cast<void>(co_await Say{Secret(as_bytes("off"))});
  if (!answer) co_return std::unexpected(answer.error());
  co_return *answer;
}

template <class T>
void answer_one(Talk<T>& talk) {
  if (const auto* question = std::get_if<Double>(&talk.question())) {
    talk.template reply<Double>(question->number * 2);
  } else if (std::holds_alternative<Fetch>(talk.question())) {
    talk.template reply<Fetch>(std::make_unique<int>(100));
  } else {
    talk.template reply<Say>({});
  }
}

}  // namespace

TEST_CASE("nested dialogues ask through the outermost one", "[dialogue]") {
  auto talk = outer(3);
  talk.start();
  int questions = 0;
  for (; !talk.done(); ++questions) answer_one(talk);
  CHECK(questions == 12);
  CHECK(talk.take() == "330");
}

TEST_CASE("a failure at any question ends in that failure", "[dialogue]") {
  for (int fault = 0; fault < 12; ++fault) {
    auto talk = outer(3);
    talk.start();
    for (int question = 0; !talk.done(); ++question) {
      if (question == fault) {
        talk.fail({FailureCode::card_removed});
      } else {
        answer_one(talk);
      }
    }
    CHECK(talk.take().error().code == FailureCode::card_removed);
  }
}

TEST_CASE("a dialogue dropped at any question frees what it holds",
          "[dialogue]") {  // the leak checker watches
  for (int stop = 0; stop < 12; ++stop) {
    auto talk = outer(3);
    talk.start();
    for (int question = 0; question < stop; ++question) answer_one(talk);
  }
  const auto never_started = outer(3);
}

TEST_CASE("a wrong kind of answer is the driver's mistake and has its own name", "[dialogue]") {
  auto talk = doubled_and_one(1);
  talk.start();
  talk.reply<Say>({});
  REQUIRE(talk.done());
  CHECK(talk.take().error().code == FailureCode::unexpected_reply);
}

TEST_CASE("questions past the budget are refused without being asked", "[dialogue]") {
  auto talk = outer(3);
  talk.start(5);
  int questions = 0;
  for (; !talk.done(); ++questions) answer_one(talk);
  CHECK(questions == 5);
  CHECK(talk.take().error().code == FailureCode::dialogue_too_long);
}

TEST_CASE("dialogues that never ask cost no stack", "[dialogue]") {
  auto talk = calls_silent_often();
  talk.start();
  REQUIRE(talk.done());
  CHECK(talk.take() == 700'000);
}

TEST_CASE("a dialogue that must leave the world tidy still asks after it was refused", "[dialogue]") {
  auto talk = tidies_up();
  talk.start();
  talk.fail({FailureCode::cancelled});
  REQUIRE_FALSE(talk.done());
  CHECK(std::holds_alternative<Say>(talk.question()));
  talk.reply<Say>({});
  CHECK(talk.take().error().code == FailureCode::cancelled);
}
