#include "rules/json_scan.h"

#include <charconv>

namespace kazashi::rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool ends_plain_text(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

void append_utf8(std::string& out, std::uint32_t code) {  // RFC 3629 section 3
  const auto octet = [&](std::uint32_t value) {
    out += static_cast<char>(static_cast<unsigned char>(value));
  };
  if (code < 0x80) return octet(code);
  if (code < 0x800) {
    octet(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000) {
      octet(0xE0U | (code >> 12U));
    } else {
      octet(0xF0U | (code >> 18U));
      octet(0x80U | ((code >> 12U) & 0x3FU));
    }
    octet(0x80U | ((code >> 6U) & 0x3FU));
  }
  octet(0x80U | (code & 0x3FU));
}

}  // namespace

char JsonScan::peek() {
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
    ++position_;
  }
  return '\0';
}

bool JsonScan::skip(char expected) {
  if (peek() != expected || position_ == text_.size()) return false;
  ++position_;
  return true;
}

void JsonScan::expect_word(std::string_view word) {
  ok_ = peek() != '\0' && text_.substr(position_).starts_with(word) && ok_;
  if (ok_) position_ += word.size();
}

std::string_view JsonScan::string() {
  expect('"');
  if (!ok_) return {};
  const std::size_t begin = position_;
  while (position_ < text_.size() && !ends_plain_text(text_[position_])) ++position_;
  if (position_ < text_.size() && text_[position_] == '"') return text_.substr(begin, position_++ - begin);
  return decoded(begin);
}

std::string_view JsonScan::decoded(std::size_t begin) {
  decoded_ = text_.substr(begin, position_ - begin);
  while (ok_) {
    if (position_ == text_.size() || static_cast<unsigned char>(text_[position_]) < 0x20) break;
    const char c = text_[position_++];
    if (c == '"') return decoded_;
    if (c != '\\') {
      decoded_ += c;
    } else if (!escape()) {
      break;
    }
  }
  ok_ = false;
  return {};
}

bool JsonScan::escape() {
  if (position_ == text_.size()) return false;
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const char name = text_[position_++];
  if (const std::size_t found = kNames.find(name); found != std::string_view::npos) {
    decoded_ += kMeant[found];
    return true;
  }
  if (name != 'u') return false;
  const auto first = four_hex_digits();
  if (!first) return false;
  std::uint32_t code = *first;
  if (code >= 0xD800 && code <= 0xDFFF) {  // RFC 8259 section 7: a pair of surrogates, high and low
    if (code >= 0xDC00 || !text_.substr(position_).starts_with("\\u")) return false;
    position_ += 2;
    const auto second = four_hex_digits();
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return false;
    code = 0x10000 + ((code - 0xD800) << 10U) + (*second - 0xDC00);
  }
  append_utf8(decoded_, code);
  return true;
}

std::optional<std::uint32_t> JsonScan::four_hex_digits() {
  const std::string_view four = text_.substr(position_, 4);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(four.data(), four.data() + four.size(), value, 16);
  if (four.size() != 4 || error != std::errc{} || end != four.data() + 4) return std::nullopt;
  position_ += 4;
  return value;
}

std::string_view JsonScan::digits() {
  const std::size_t begin = position_;
  while (position_ < text_.size() && is_digit(text_[position_])) ++position_;
  ok_ = position_ > begin && ok_;
  return text_.substr(begin, position_ - begin);
}

std::optional<std::int64_t> JsonScan::number() {
  peek();
  const std::size_t begin = position_;
  const auto at = [&](char c) { return position_ < text_.size() && text_[position_] == c; };
  if (at('-')) ++position_;
  const std::string_view whole = digits();
  ok_ = (whole.size() == 1 || !whole.starts_with('0')) && ok_;
  const std::size_t end = position_;
  if (at('.')) {
    ++position_;
    digits();
  }
  if (at('e') || at('E')) {
    ++position_;
    if (at('+') || at('-')) ++position_;
    digits();
  }
  std::int64_t value = 0;
  const auto read = std::from_chars(text_.data() + begin, text_.data() + end, value);
  if (position_ != end || read.ec != std::errc{}) return std::nullopt;
  return value;
}

}  // namespace kazashi::rules
