#include "simulator/pki/jis_text.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <iconv.h>

namespace kazashi_simulator::pki {
namespace {

[[noreturn]] void give_up(std::string_view text) {
  std::fprintf(stderr, "kazashi_test_pki: not JIS X 0208: %.*s\n", static_cast<int>(text.size()),
               text.data());
  std::exit(1);
}

// EUC-JP is JIS X 0208 with 80 added to both bytes.
Bytes from_euc(std::string_view character) {
  std::string in(character), out(4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size(), to_left = out.size();
  iconv_t conversion = iconv_open("EUC-JP", "UTF-8");
  const std::size_t failed = iconv(conversion, &from, &from_left, &to, &to_left);
  iconv_close(conversion);
  if (failed != 0 || to_left != 2) {
    give_up(character);
  }
  return {low_byte(out[0] & 0x7F), low_byte(out[1] & 0x7F)};
}

std::size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

Bytes jis_x_0208(std::string_view utf8) {
  Bytes out;
  while (!utf8.empty()) {
    const std::string_view character = utf8.substr(0, length_of(utf8[0]));
    if (character.starts_with("\xEE\x80")) {
      out.push_back(0xFF);
      out.push_back(low_byte(0xF1 + (character[2] & 0x0F)));
    } else {
      const Bytes two = from_euc(character);
      out.insert(out.end(), two.begin(), two.end());
    }
    utf8.remove_prefix(character.size());
  }
  return out;
}

}  // namespace kazashi_simulator::pki
