// Faults at every step of a dialogue: the script of a visit that goes well, with one answer at a time
// replaced.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "unit/card/support.h"

namespace kazashi::card {

using Script = std::vector<Step>;

inline Script joined(std::initializer_list<Script> parts) {
  Script whole;
  for (const auto& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

inline std::string hex_number(std::size_t value, std::size_t octets) {
  base::Bytes bytes(octets);
  for (std::size_t at = octets; at > 0; value /= 256) bytes[--at] = static_cast<std::uint8_t>(value % 256);
  return base::to_hex(bytes);
}

/// How a file is read whose object is `object` and which `filler` follows: by short identifier, 256 octets
/// first.
inline Script reading(std::uint8_t short_id, base::ByteView object, base::ByteView filler = {}) {
  auto file = base::to_bytes(object);
  base::append(file, filler);
  const auto part = [&](std::size_t at, std::size_t count) {
    const auto left = base::ByteView(file).subspan(at);
    return base::to_hex(left.first(std::min(count, left.size())));
  };
  const bool short_file = file.size() < 256;
  Script script{
      {"00b0" + hex_number(0x80U | short_id, 1) + "0000", part(0, 256) + (short_file ? "6282" : "9000")}};
  for (std::size_t at = 256; at < object.size(); at += 256) {
    const std::size_t count = std::min<std::size_t>(256, object.size() - at);
    script.push_back({"00b0" + hex_number(at, 2) + hex_number(count % 256, 1), part(at, count) + "9000"});
  }
  return script;
}

/// How a file is found on a card that refuses short identifiers.
inline Script selecting(std::uint16_t file) { return {{"00a4020c02" + hex_number(file, 2), "9000"}}; }

/// The current file, read in short steps from its start.
inline Script reading_current(base::ByteView object) {
  auto script = reading(0, object);
  script.front().command = "00b0000000";
  return script;
}

/// What a visit came to that did not keep to its script.
struct Course {
  std::size_t verifications = 0;  ///< VERIFY commands that carried something
  std::size_t octets = 0;         ///< both ways
  std::size_t questions = 0;
};

inline bool carries_a_secret(const base::CommandApdu& command) {
  return command.ins == 0x20 && !command.data.empty();
}

/// Runs a dialogue whose commands `answer` answers, given the command in hex.
template <class T, class Answer>
base::Result<T> run(base::CardDialogue<T> dialogue, Answer answer, std::string_view pin, Course& course) {
  constexpr std::size_t kFarTooMany = 200'000;
  dialogue.start(kFarTooMany);
  while (!dialogue.done()) {
    ++course.questions;
    if (const auto* transmit = std::get_if<base::Transmit>(&dialogue.question())) {
      const auto encoded = transmit->command.encode();
      course.octets += encoded.size();
      if (carries_a_secret(transmit->command)) ++course.verifications;
      std::variant<std::string, base::Failure> said = answer(base::to_hex(encoded));
      if (const auto* failure = std::get_if<base::Failure>(&said)) {
        dialogue.fail(*failure);
        continue;
      }
      auto response = base::ResponseApdu::parse(octets(std::get<std::string>(said)));
      REQUIRE(response);
      course.octets += response->data.size() + 2;
      dialogue.template reply<base::Transmit>(std::move(*response));
    } else if (std::get_if<base::PinPrompt>(&dialogue.question()) != nullptr) {
      dialogue.template reply<base::PinPrompt>({base::Secret(base::as_bytes(pin)), false});
    } else {
      dialogue.template reply<base::Progress>({});
    }
  }
  REQUIRE(course.questions < kFarTooMany);
  return dialogue.take();
}

/// A card that goes by the script until one answer is another, and knows nothing that is not in it.
class FaultyCard {
 public:
  FaultyCard(const Script& script, std::size_t at, std::string instead)
      : script_(script), fault_(at), instead_(std::move(instead)) {}

  std::variant<std::string, base::Failure> operator()(const std::string& command) {
    // asked the same again at once (6Cxx), it answers what it should have
    if (faulted_ && command == script_[fault_].command) return script_[fault_].answer;
    for (std::size_t i = 0; i < script_.size(); ++i) {
      const std::size_t at = (next_ + i) % script_.size();
      if (script_[at].command != command) continue;
      next_ = at + 1;
      faulted_ = at == fault_;
      if (faulted_) return instead_;
      return script_[at].answer;
    }
    return "6d00";
  }

 private:
  const Script& script_;
  std::size_t fault_;
  std::string instead_;
  std::size_t next_ = 0;
  bool faulted_ = false;
};

/// Every step of `script` answered with every one of these instead. `unless_told` may allow a value although
/// that step went wrong. Nothing may be verified twice, nothing may cost more than a mebibyte, and after a
/// fault there is a named failure.
template <class Make, class IsSound>
void inject_everywhere(Make make, const Script& script, std::string_view pin, IsSound is_sound) {
  constexpr std::size_t kMebibyte = 1024 * 1024;
  static const std::vector<std::string> kFaults{"6f00",
                                                "6a82",
                                                "6982",
                                                "6a86",
                                                "6b00",
                                                "6700",
                                                "6d00",
                                                "6999",
                                                "6c05",
                                                "6c00",
                                                "6105",
                                                "6100",
                                                "6282",
                                                "63c1",
                                                "6300",
                                                "6983",
                                                "6984",
                                                "9000",
                                                "ff00ff00ff00ff009000",
                                                "30820100aabbccdd9000"};
  for (std::size_t at = 0; at < script.size(); ++at) {
    for (const auto& fault : kFaults) {
      CAPTURE(at, script[at].command, fault);
      Course course;
      const auto result = run(make(), FaultyCard(script, at, fault), pin, course);
      CHECK(course.verifications <= 1);
      CHECK(course.octets <= kMebibyte);
      if (std::get<std::string>(script[at].answer) == fault) continue;
      if (result) CHECK(is_sound(*result));
    }
  }
}

/// The card is taken away at every step: VERIFY that was sent ends with an unknown outcome, all else with
/// card_removed.
template <class Make>
void remove_everywhere(Make make, const Script& script, std::string_view pin, bool counted_number = true) {
  for (std::size_t at = 0; at < script.size(); ++at) {
    CAPTURE(at, script[at].command);
    std::size_t step = 0;
    Course course;
    const auto result = run(
        make(),
        [&](const std::string&) -> std::variant<std::string, base::Failure> {
          if (step == at) return base::Failure{base::FailureCode::card_removed};
          return script[step++].answer;
        },
        pin, course);
    const auto& command = script[at].command;
    const bool verify = counted_number && command.starts_with("0020") && command.size() > 8;
    check_failure(result,
                  {verify ? base::FailureCode::pin_outcome_unknown : base::FailureCode::card_removed});
    CHECK(course.verifications <= 1);
  }
}

/// Cards that answer something for ever. Each costs at most a mebibyte and ends with a failure.
template <class Make>
void survive_hostile_cards(Make make, const Script& opening, std::string_view pin, std::string_view header) {
  constexpr std::size_t kMebibyte = 1024 * 1024;
  const auto opened = [&](const std::string& command) -> const std::string* {
    for (const auto& step : opening) {
      if (step.command == command) return std::get_if<std::string>(&step.answer);
    }
    return nullptr;
  };
  const std::string one_octet = "aa9000";
  const std::vector<std::pair<std::string, std::string>> cards{
      // what a READ is answered, and what a GET RESPONSE is answered
      {one_octet, one_octet},
      {"6101", one_octet},
      {"6101", "aa6101"},
      {"6100", "6100"},
      {"6c01", "6c01"},
      {"9000", "9000"},
      {"6282", "6282"},
      {std::string(131072, 'a') + "9000", one_octet},
      {std::string(512, 'f') + "9000", std::string(512, 'f') + "6100"},
      {std::string(header) + std::string(510 - header.size(), '0') + "9000", one_octet}};
  for (const auto& [to_read, to_get_response] : cards) {
    CAPTURE(to_read.substr(0, 16), to_get_response.substr(0, 16));
    Course course;
    bool first = true;
    const auto result = run(
        make(),
        [&](const std::string& command) -> std::variant<std::string, base::Failure> {
          if (const auto* scripted = opened(command)) return *scripted;
          if (command.starts_with("00c0")) return to_get_response;
          // the file announces as much as it can, then dribbles
          if (first && to_read == one_octet) {
            first = false;
            return std::string(header) + "9000";
          }
          return to_read;
        },
        pin, course);
    CHECK_FALSE(result);
    CHECK(course.octets <= kMebibyte);
    CHECK(course.verifications <= 1);
  }
}

}  // namespace kazashi::card
