#include "simulator/pki/pixel_text.h"

#include <array>

namespace kazashi_simulator::pki {
namespace {

// Fifteen dots a letter, row by row from the top left, the first dot the highest bit.
constexpr std::array<std::uint16_t, 10> kDigits{
    0b111'101'101'101'111, 0b010'110'010'010'111, 0b111'001'111'100'111, 0b111'001'111'001'111,
    0b101'101'111'001'001, 0b111'100'111'001'111, 0b111'100'111'101'111, 0b111'001'010'010'010,
    0b111'101'111'101'111, 0b111'101'111'001'111};
constexpr std::array<std::uint16_t, 26> kLetters{
    0b010'101'111'101'101, 0b110'101'110'101'110, 0b011'100'100'100'011, 0b110'101'101'101'110,
    0b111'100'110'100'111, 0b111'100'110'100'100, 0b011'100'101'101'011, 0b101'101'111'101'101,
    0b111'010'010'010'111, 0b001'001'001'101'010, 0b101'101'110'101'101, 0b100'100'100'100'111,
    0b101'111'111'101'101, 0b110'101'101'101'101, 0b010'101'101'101'010, 0b110'101'110'100'100,
    0b010'101'101'110'011, 0b110'101'110'101'101, 0b011'100'010'001'110, 0b111'010'010'010'010,
    0b101'101'101'101'111, 0b101'101'101'101'010, 0b101'101'111'111'101, 0b101'101'010'101'101,
    0b101'101'010'010'010, 0b111'001'010'100'111};
constexpr std::size_t kWide = 3, kHigh = 5, kStep = 4, kMargin = 2;

std::uint16_t dots_of(char letter) {
  if (letter >= '0' && letter <= '9') {
    return kDigits[static_cast<std::size_t>(letter - '0')];
  }
  return letter >= 'A' && letter <= 'Z' ? kLetters[static_cast<std::size_t>(letter - 'A')] : std::uint16_t{0};
}

// Column and row count dots, margin included.
bool is_black(std::string_view text, std::size_t column, std::size_t row) {
  if (column < kMargin || row < kMargin || row >= kMargin + kHigh) {
    return false;
  }
  const std::size_t letter = (column - kMargin) / kStep, within = (column - kMargin) % kStep;
  if (letter >= text.size() || within >= kWide) {
    return false;
  }
  return ((dots_of(text[letter]) >> (kWide * kHigh - 1 - (row - kMargin) * kWide - within)) & 1) != 0;
}

void append_u32(Bytes& to, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    to.push_back(low_byte(value >> shift));
  }
}

std::uint32_t crc32(View data) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const std::uint8_t byte : data) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
    }
  }
  return ~crc;
}

void append_chunk(Bytes& to, std::string_view type, View data) {
  append_u32(to, static_cast<std::uint32_t>(data.size()));
  Bytes body(type.begin(), type.end());
  append(body, data);
  append(to, body);
  append_u32(to, crc32(body));
}

// One stored block (RFC 1950, RFC 1951 3.2.4): small pictures need no compression.
Bytes zlib_stored(View data) {
  const auto length = static_cast<std::uint16_t>(data.size());
  Bytes out{
      0x78, 0x01, 0x01, low_byte(length), low_byte(length >> 8), low_byte(~length), low_byte(~length >> 8)};
  append(out, data);
  std::uint32_t a = 1, b = 0;
  for (const std::uint8_t byte : data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  append_u32(out, (b << 16) | a);
  return out;
}

}  // namespace

Bytes png_of(std::string_view text, unsigned scale) {
  const std::size_t width = (2 * kMargin + kStep * text.size()) * scale;
  const std::size_t height = (2 * kMargin + kHigh) * scale;
  Bytes rows;
  for (std::size_t y = 0; y < height; ++y) {
    rows.push_back(0x00);  // no filter
    Bytes row((width + 7) / 8, 0x00);
    for (std::size_t x = 0; x < width; ++x) {
      if (!is_black(text, x / scale, y / scale)) {
        row[x / 8] = low_byte(row[x / 8] | (0x80 >> (x % 8)));
      }
    }
    append(rows, row);
  }
  Bytes header;
  append_u32(header, static_cast<std::uint32_t>(width));
  append_u32(header, static_cast<std::uint32_t>(height));
  append(header, Bytes{1, 0, 0, 0, 0});  // one bit, grey, not interlaced
  Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  append_chunk(png, "IHDR", header);
  append_chunk(png, "IDAT", zlib_stored(rows));
  append_chunk(png, "IEND", {});
  return png;
}

}  // namespace kazashi_simulator::pki
