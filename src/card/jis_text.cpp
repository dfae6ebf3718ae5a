#include "card/jis_text.h"

#include <utility>

namespace kazashi::card {
namespace {

constexpr std::uint8_t kFirst = 0x21;
constexpr std::uint8_t kLast = 0x7E;
constexpr std::uint8_t kToEuc = 0x80;
constexpr std::uint16_t kGetaMark = 0x222E;  // 〓

bool in_range(std::uint8_t octet) { return octet >= kFirst && octet <= kLast; }
bool is_marker(std::uint16_t pair) { return (pair >= 0xFFF1 && pair <= 0xFFF7) || pair == 0xFFFA; }

}  // namespace

base::Result<JisText> parse_jis_text(base::ByteView octets, std::size_t offset) {
  const auto malformed = [&](std::size_t at) {
    return base::fail(base::FailureCode::card_file_malformed, static_cast<std::uint32_t>(offset + at));
  };
  if (octets.size() % 2 != 0) return malformed(octets.size() - 1);
  base::SensitiveBytes euc_jp;
  euc_jp.reserve(octets.size());
  std::vector<MissingCharacter> missing;
  for (std::size_t at = 0; at < octets.size(); at += 2) {
    auto pair = static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
    if (is_marker(pair)) {
      missing.push_back({.index = at / 2, .marker = pair});
      pair = kGetaMark;
    }
    const auto row = static_cast<std::uint8_t>(pair >> 8);
    const auto cell = static_cast<std::uint8_t>(pair);
    if (!in_range(row) || !in_range(cell)) return malformed(at);
    euc_jp.push_back(static_cast<std::uint8_t>(row + kToEuc));
    euc_jp.push_back(static_cast<std::uint8_t>(cell + kToEuc));
  }
  return JisText{.euc_jp = Personal(std::move(euc_jp)), .missing = std::move(missing)};
}

}  // namespace kazashi::card
