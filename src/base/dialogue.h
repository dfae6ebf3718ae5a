// A dialogue: a conversation with something outside the core, written as if it blocked.
//
// A dialogue is a coroutine that asks (`co_await TransferIn{...}`) and goes on when the answer has been
// handed in. It knows no thread, no clock and no device; whoever drives it (a browser, Node, a unit test, a
// fuzzer) is a loop that answers questions. Dialogues of one vocabulary nest to any depth (`co_await
// select_application(...)`). Destroying a dialogue at any question frees everything it holds; a dialogue that
// must leave the world tidy is ended by answering its question with a failure instead (cancelled, for one)
// and by answering what it still asks.
#pragma once

#include <coroutine>
#include <cstdlib>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/failure.h"

namespace kazashi::base {

/// The answer to a question that wants nothing but to be carried out.
struct Done {};

namespace dialogue_detail {

template <class Question, class Vocabulary>
struct IndexIn;
template <class Question, class... Questions>
struct IndexIn<Question, std::variant<Questions...>> {
  static constexpr std::size_t value = [] {
    std::size_t index = 0;
    static_cast<void>(((std::is_same_v<Question, Questions> ? false : (++index, true)) && ...));
    return index;
  }();
};

/// The one place where a nest of dialogues meets its driver: the question that is open and the answer that
/// came.
template <class Vocabulary>
struct Meeting;
template <class... Questions>
struct Meeting<std::variant<Questions...>> {
  std::optional<std::variant<Questions...>> question;
  std::variant<std::monostate, typename Questions::Answer...> answer;
  std::optional<Failure> failure;
  std::coroutine_handle<> next;     ///< the coroutine to run now
  std::coroutine_handle<> waiting;  ///< the coroutine that asked the open question
  std::size_t questions_left = std::numeric_limits<std::size_t>::max();
};

}  // namespace dialogue_detail

/// `Vocabulary` is a std::variant of question types; each names the type of its answer as `Answer`.
/// `Value` is what the conversation comes to, usually a Result.
template <class Vocabulary, class Value>
class [[nodiscard]] Dialogue {
 public:
  using Meeting = dialogue_detail::Meeting<Vocabulary>;

  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  /// Only before start(): from then on the coroutine knows this object's address.
  Dialogue(Dialogue&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;
  Dialogue& operator=(Dialogue&&) = delete;
  ~Dialogue() {
    if (handle_) handle_.destroy();
  }

  /// Runs to the first question. Once.
  /// `question_budget` bounds the conversation: later questions are answered dialogue_too_long without being
  /// asked.
  void start(std::size_t question_budget = std::numeric_limits<std::size_t>::max()) {
    own_.questions_left = question_budget;
    own_.next = handle_;
    handle_.promise().meeting = &own_;
    run();
  }

  [[nodiscard]] bool done() const { return handle_.done(); }

  /// The open question. Only between start() and done(); valid until the next reply or failure.
  [[nodiscard]] const Vocabulary& question() const { return *own_.question; }

  /// Answers the open question, which must be a `Question`: another answer is the driver's mistake and
  /// reaches the dialogue as unexpected_reply.
  template <class Question>
  void reply(typename Question::Answer answer) {
    constexpr auto kIndex = dialogue_detail::IndexIn<Question, Vocabulary>::value;
    if (own_.question->index() != kIndex) return fail(Failure{FailureCode::unexpected_reply});
    own_.answer.template emplace<kIndex + 1>(std::move(answer));
    go_on();
  }

  /// Answers the open question with the reason why it could not be carried out.
  void fail(Failure failure) {
    own_.failure = failure;
    go_on();
  }

  /// What the conversation came to. Once, after done().
  [[nodiscard]] Value take() { return std::move(*handle_.promise().value); }

  struct promise_type {
    Meeting* meeting = nullptr;
    std::coroutine_handle<> caller;  ///< the dialogue that awaits this one
    std::optional<Value> value;

    Dialogue get_return_object() { return Dialogue(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { std::abort(); }  // the core does not throw
    void return_value(Value result) { value.emplace(std::move(result)); }

    /// Hands control back to the awaiting dialogue through the driver's loop, so that no depth grows the
    /// stack.
    struct Returning {
      bool await_ready() const noexcept { return false; }
      void await_suspend(Handle self) const noexcept { self.promise().meeting->next = self.promise().caller; }
      void await_resume() const noexcept {}
    };
    Returning final_suspend() noexcept { return {}; }

    template <class Question>
    struct Asking {
      Meeting& meeting;
      bool out_of_budget;

      bool await_ready() const noexcept { return out_of_budget; }
      void await_suspend(std::coroutine_handle<> self) const noexcept { meeting.waiting = self; }
      Result<typename Question::Answer> await_resume() {
        if (out_of_budget) return base::fail(FailureCode::dialogue_too_long);
        if (const auto failure = std::exchange(meeting.failure, std::nullopt))
          return std::unexpected(*failure);
        constexpr auto kIndex = dialogue_detail::IndexIn<Question, Vocabulary>::value + 1;
        auto answer = std::move(*std::get_if<kIndex>(&meeting.answer));
        meeting.answer.template emplace<0>();
        return answer;
      }
    };

    template <class Question>
      requires requires { typename Question::Answer; }
    Asking<Question> await_transform(Question question) {
      const bool out_of_budget = meeting->questions_left == 0;
      if (!out_of_budget) {
        --meeting->questions_left;
        meeting->question.emplace(std::move(question));
      }
      return {*meeting, out_of_budget};
    }

    template <class Inner>
    struct Nested {
      Meeting* meeting;
      Dialogue<Vocabulary, Inner> inner;

      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> self) noexcept {
        auto& promise = inner.handle_.promise();
        promise.meeting = meeting;
        promise.caller = self;
        meeting->next = inner.handle_;
      }
      Inner await_resume() { return inner.take(); }
    };
    template <class Inner>
    Nested<Inner> await_transform(Dialogue<Vocabulary, Inner>&& inner) {
      return {meeting, std::move(inner)};
    }
  };

 private:
  template <class, class>
  friend class Dialogue;

  explicit Dialogue(Handle handle) : handle_(handle) {}

  void go_on() {
    own_.question.reset();  // it may carry a PIN, and nobody may read an answered question
    own_.next = std::exchange(own_.waiting, {});
    run();
  }

  /// Runs coroutines, one after the other and never one inside the other, until one has asked or the
  /// outermost ended.
  void run() {
    while (const auto next = std::exchange(own_.next, {})) next.resume();
  }

  Handle handle_;
  Meeting own_;
};

}  // namespace kazashi::base
