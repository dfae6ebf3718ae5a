#include "rules/request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "rules/json_text.h"

namespace kazashi::rules {
namespace {

using base::FailureCode;
using nlohmann::json;

// No value of an input is nested; what is deeper is no input at all.
constexpr std::size_t kMaxRequestDepth = 8;

enum class Member : std::uint8_t { id, decision, inputs, evaluation_date, trace, other };
constexpr std::array<std::string_view, 5> kMembers{"id", "decision", "inputs", kEvaluationDate, "trace"};

Member member_named(std::string_view name, RequestForm form) {
  const auto member = static_cast<Member>(std::ranges::find(kMembers, name) - kMembers.begin());
  const Member strange = form == RequestForm::single ? Member::decision : Member::trace;
  return member == strange ? Member::other : member;
}

/// Told by the parser what comes next. Depth 1 is the request, depth 2 its inputs.
class Reader final : public nlohmann::json_sax<json> {
 public:
  Reader(RequestForm form, Request& request) : form_(form), request_(request) {}

  base::Result<void> conclude(bool parsed) {
    if (too_deep_) return base::fail(FailureCode::rules_too_deep);
    if (!parsed || repeated_) return base::fail(FailureCode::json_malformed);
    if (misshapen_ || request_.decision.empty() || !saw(Member::inputs))
      return base::fail(FailureCode::option_malformed);
    return {};
  }

  bool null() override { return scalar(std::nullopt); }
  bool boolean(bool truth) override { return scalar(truth); }
  bool number_integer(number_integer_t number) override { return scalar(number); }
  bool number_unsigned(number_unsigned_t number) override {
    return number <= static_cast<number_unsigned_t>(INT64_MAX) ? scalar(static_cast<std::int64_t>(number))
                                                               : scalar(Unusable{});
  }
  bool number_float(number_float_t, const string_t&) override { return scalar(Unusable{}); }
  bool string(string_t& text) override { return scalar(std::move(text)); }
  bool binary(binary_t&) override { return false; }  // there is none in JSON
  bool start_object(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(false); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (depth_ == 1) {
      member_ = member_named(name, form_);
      if (member_ == Member::other) {
        misshapen_ = misshapen_ || form_ == RequestForm::single;
      } else {
        repeated_ = repeated_ || saw(member_);
        seen_[static_cast<std::size_t>(member_)] = true;
      }
    } else if (in_inputs_ && depth_ == 2) {
      name_ = std::move(name);
    }
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const json::exception&) override { return false; }

 private:
  [[nodiscard]] bool saw(Member member) const { return seen_[static_cast<std::size_t>(member)]; }

  bool scalar(std::optional<Value> value) {
    if (depth_ == 1) {
      take(std::move(value));
    } else if (in_inputs_ && depth_ == 2) {
      give(std::move(name_), std::move(value));
    }
    misshapen_ = misshapen_ || depth_ == 0;
    return true;
  }

  bool open(bool object) {
    if (depth_ == 0) {
      misshapen_ = !object;
    } else if (depth_ == 1 && member_ == Member::inputs && object) {
      in_inputs_ = true;
    } else if (depth_ == 1 && member_ != Member::inputs) {
      take(Unusable{});
    } else if (depth_ == 1) {
      misshapen_ = true;
    } else if (in_inputs_ && depth_ == 2) {
      give(std::move(name_), Unusable{});
    }
    too_deep_ = ++depth_ > kMaxRequestDepth;
    return !too_deep_;
  }

  bool close() {
    if (--depth_ == 1) in_inputs_ = false;
    return true;
  }

  /// A member of the request other than its inputs.
  void take(std::optional<Value> value) {
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    const auto* truth = value ? std::get_if<bool>(&*value) : nullptr;
    switch (member_) {
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
    const bool there = request_.inputs.contains(name) || std::ranges::find(unknown_, name) != unknown_.end();
    if (there && name == kEvaluationDate && saw(Member::evaluation_date)) {
      misshapen_ = true;
    } else if (there) {
      repeated_ = true;
    } else if (value) {
      request_.inputs.emplace(std::move(name), *std::move(value));
    } else {
      unknown_.push_back(std::move(name));
    }
  }

  RequestForm form_;
  Request& request_;
  std::size_t depth_ = 0;
  Member member_ = Member::other;
  std::array<bool, kMembers.size()> seen_{};
  bool in_inputs_ = false;
  std::string name_;                  // of the input that is being read
  std::vector<std::string> unknown_;  // names given as null
  bool misshapen_ = false;
  bool repeated_ = false;
  bool too_deep_ = false;
};

}  // namespace

base::Result<void> read_request(std::string_view text, RequestForm form, Request& request) {
  if (text.size() > kMaxRequestOctets) return base::fail(FailureCode::rules_too_large);
  Reader reader{form, request};
  const bool parsed = json::sax_parse(text, &reader);
  return reader.conclude(parsed);
}

}  // namespace kazashi::rules
