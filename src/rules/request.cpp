#include "rules/request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "rules/decision_text.h"
#include "rules/json_scan.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;

// No value of an input is nested; what is deeper is no input at all.
constexpr std::size_t kMaxRequestDepth = 8;

enum class Member : std::uint8_t { id, decision, inputs, evaluation_date, trace, other };
constexpr std::array<std::string_view, 5> kMembers{"id", "decision", "inputs", kEvaluationDate, "trace"};

Member member_named(std::string_view name, RequestForm form) {
  const auto member = static_cast<Member>(std::ranges::find(kMembers, name) - kMembers.begin());
  const Member strange = form == RequestForm::single ? Member::decision : Member::trace;
  return member == strange ? Member::other : member;
}

class Reader {
 public:
  Reader(std::string_view text, RequestForm form, Request& request)
      : scan_(text), form_(form), request_(request) {}

  base::Result<void> read() {
    if (scan_.peek() == '{') {
      members([&](std::string_view name) { member(member_named(name, form_)); });
    } else {
      value();
      misshapen_ = true;
    }
    scan_.expect_end();
    if (too_deep_) return base::fail(FailureCode::rules_too_deep);
    if (!scan_.ok() || repeated_) return base::fail(FailureCode::json_malformed);
    if (misshapen_ || request_.decision.empty() || !saw(Member::inputs))
      return base::fail(FailureCode::option_malformed);
    return {};
  }

 private:
  [[nodiscard]] bool saw(Member member) const { return seen_[static_cast<std::size_t>(member)]; }
  [[nodiscard]] bool going() const { return scan_.ok() && !too_deep_; }

  /// An object whose members' values are left to `each`.
  template <class Each>
  void members(Each each) {
    if (!enter()) return;
    scan_.expect('{');
    if (!scan_.skip('}')) {
      do {
        const std::string_view name = scan_.string();
        if (!going()) return;
        each(name);
      } while (going() && scan_.skip(','));
      if (!going()) return;
      scan_.expect('}');
    }
    --depth_;
  }

  bool enter() {
    too_deep_ = ++depth_ > kMaxRequestDepth;
    return !too_deep_;
  }

  /// A value that is no input when it is a list or an object; null is none.
  std::optional<Value> value() {
    switch (scan_.peek()) {
      case '{':
        members([&](std::string_view) {
          scan_.expect(':');
          value();
        });
        return Unusable{};
      case '[':
        list();
        return Unusable{};
      case '"':
        return std::string{scan_.string()};
      case 't':
        scan_.expect_word("true");
        return true;
      case 'f':
        scan_.expect_word("false");
        return false;
      case 'n':
        scan_.expect_word("null");
        return std::nullopt;
      default:
        break;
    }
    if (const auto number = scan_.number()) return *number;
    return Unusable{};
  }

  void list() {
    if (!enter()) return;
    scan_.expect('[');
    if (!scan_.skip(']')) {
      do {
        value();
      } while (going() && scan_.skip(','));
      if (!going()) return;
      scan_.expect(']');
    }
    --depth_;
  }

  void member(Member member) {
    if (member == Member::other) {
      misshapen_ = misshapen_ || form_ == RequestForm::single;
    } else {
      repeated_ = repeated_ || saw(member);
      seen_[static_cast<std::size_t>(member)] = true;
    }
    scan_.expect(':');
    if (member == Member::inputs && scan_.peek() == '{') return inputs();
    take(member, value());
  }

  void inputs() {
    members([&](std::string_view view) {
      std::string name{view};
      scan_.expect(':');
      give(std::move(name), value());
    });
  }

  /// A member of the request other than its inputs.
  void take(Member member, std::optional<Value> value) {
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    const auto* truth = value ? std::get_if<bool>(&*value) : nullptr;
    switch (member) {
      case Member::other:
        return;
      case Member::evaluation_date:
        return give(std::string{kEvaluationDate}, std::move(value));
      case Member::trace:
        misshapen_ = misshapen_ || truth == nullptr;
        request_.trace = truth != nullptr && *truth;
        return;
      case Member::id:
        if (form_ == RequestForm::labelled) {
          misshapen_ = misshapen_ || (text == nullptr && number == nullptr);
          if (text != nullptr) append_text(request_.label, *text);
          if (number != nullptr) request_.label = std::to_string(*number);
          return;
        }
        [[fallthrough]];
      case Member::decision:
        misshapen_ = misshapen_ || text == nullptr || text->empty();
        if (text != nullptr) request_.decision = *text;
        return;
      case Member::inputs:
        break;
    }
    misshapen_ = true;
  }

  /// An input. The evaluation date may come from two places, every other name only once from one.
  void give(std::string name, std::optional<Value> value) {
    const bool both_places = name == kEvaluationDate && saw(Member::evaluation_date);
    bool fresh = std::ranges::find(unknown_, name) == unknown_.end();
    if (fresh && value) {
      fresh = request_.inputs.try_emplace(std::move(name), *std::move(value)).second;
    } else if (fresh) {
      fresh = !request_.inputs.contains(name);
      if (fresh) unknown_.push_back(std::move(name));
    }
    if (fresh) return;
    (both_places ? misshapen_ : repeated_) = true;
  }

  JsonScan scan_;
  RequestForm form_;
  Request& request_;
  std::size_t depth_ = 0;
  std::array<bool, kMembers.size()> seen_{};
  std::vector<std::string> unknown_;  // names given as null
  bool misshapen_ = false;
  bool repeated_ = false;
  bool too_deep_ = false;
};

}  // namespace

base::Result<void> read_request(std::string_view text, RequestForm form, Request& request) {
  if (text.size() > kMaxRequestOctets) return base::fail(FailureCode::rules_too_large);
  if (!base::is_utf8(text)) return base::fail(FailureCode::json_malformed);
  return Reader{text, form, request}.read();
}

}  // namespace kazashi::rules
