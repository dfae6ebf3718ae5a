// Reading JSON front to back without building it: for requests, of which an archive holds many. RFC 8259,
// strictly; UTF-8 is the caller's to have checked (base/utf8.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kazashi::rules {

/// Every call reads one thing and what white space stands before it. After the first thing that is not as
/// asked for, ok() is false and nothing that was returned since counts. Aliases the text.
class JsonScan {
 public:
  explicit JsonScan(std::string_view text) : text_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  /// The character that the next thing begins with; 0 at the end.
  char peek();
  /// Reads this character if it is the next one.
  bool skip(char expected);
  void expect(char expected) { ok_ = skip(expected) && ok_; }
  void expect_end() { ok_ = peek() == '\0' && position_ == text_.size() && ok_; }
  /// `true`, `false` or `null`.
  void expect_word(std::string_view word);
  /// Valid until the next string is read.
  std::string_view string();
  /// A whole number of 64 bits; none for a number that is none.
  std::optional<std::int64_t> number();

 private:
  std::string_view digits();
  std::string_view decoded(std::size_t begin);
  bool escape();
  std::optional<std::uint32_t> four_hex_digits();

  std::string_view text_;
  std::size_t position_ = 0;
  bool ok_ = true;
  std::string decoded_;  // of a string with escapes
};

}  // namespace kazashi::rules
